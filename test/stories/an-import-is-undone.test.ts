/** A file came in by mistake, accounts were issued and one was put to use: what an undo puts back, and what must stay. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountByUsername, accountsOf, type Account } from '../../src/accounts/index.ts'
import { issueKey } from '../../src/accounts/use-cases/keys.ts'
import { flow } from '../../src/app/flow.ts'
import { frame, problemPage } from '../../src/app/frame.ts'
import { addDays, dayOf } from '../../src/kernel/day.ts'
import { asPersonId, type PersonId } from '../../src/kernel/ids.ts'
import { rows, sql } from '../../src/platform/database.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { drainJobs } from '../../src/platform/jobs/drain.ts'
import { reconcileDirty } from '../../src/platform/reconcile/run.ts'
import { reconcileEveryone } from '../../src/platform/reconcile/everyone.ts'
import { perform } from '../../src/platform/use-case.ts'
import { importFile, personsAfter, registryModule } from '../../src/registry/index.ts'
import { importById } from '../../src/registry/store/imports.ts'
import { identifiersOf } from '../../src/registry/store/ledger.ts'
import { rehearseUndo, undoImport } from '../../src/registry/use-cases/undo-import.ts'
import { addOffice, fileOf, students } from '../support/office.ts'
import { contextOf, officer, registryWorld } from '../support/registry-world.ts'
import { website, type Website } from '../support/web.ts'

const password = 'seven unrelated lanterns by the lake'
const world = await registryWorld()
const { system, clock } = world
const file = fileOf(students(3))
let site: Website
let imported = ''
let people: readonly PersonId[]

before(async () => {
  site = await website(system)
  await addOffice(system)
})
after(() => site.end())

const accounts = async (): Promise<readonly Account[]> => {
  const found = await accountsOf(system.database.read, people)
  return people.flatMap(id => found.get(id) ?? [])
}
const first = async (): Promise<Account> => {
  const [account] = await accounts()
  assert.ok(account)
  return account
}
const states = async (): Promise<readonly string[]> => (await accounts()).map(account => account.state)
const drain = () => drainJobs(system, registryModule.jobs, clock.now())
const registrar = () => contextOf(world, officer(1))
const bring = async () => {
  const done = await importFile(system, { source: 'office', file })
  assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
  await reconcileDirty(system, flow)
  return done.value
}
const keyFor = async (account: Account): Promise<string> => {
  const evidence = { method: 'in-person', document: 'student-id', last4: '1234', counter: 'main' }
  const input = { accountId: account.id, purpose: 'new-use', ...evidence }
  const issued = await perform(issueKey, input, contextOf(world, officer(9, 'account-operator')))
  assert.ok(issued.ok, JSON.stringify(issued))
  return issued.value.paper()[0]?.key ?? ''
}
const activate = async (account: Account, key: string): Promise<number> => {
  const browser = site.browser()
  await browser.get('/activate')
  return (await browser.post('/activate', { username: account.username, key, password, repeat: password })).status
}

/** The page of the import as an officer reads it. */
const page = async (language: 'ja' | 'en'): Promise<string> => {
  const server = await buildServer({
    system,
    routes: registryModule.routes,
    visitor: async () => ({ actor: officer(1), name: { ja: '登録 花子', en: 'Hanako Toroku' } }),
    frame,
    problem: problemPage,
    mounts: [],
    trustedProxies: [],
  })
  const answer = await server.inject({
    url: `/imports/${imported}`,
    headers: { host: 'localhost:8080', cookie: 'session=x', 'accept-language': language },
  })
  await server.close()
  assert.equal(answer.statusCode, 200)
  return answer.body
}

test('three come in and get accounts; one activates theirs and signs in', async () => {
  imported = (await bring()).import
  const found = await rows<{ id: string }>(system.database.read, sql`select id from registry.person order by id`)
  people = found.map(person => asPersonId(person.id))
  assert.deepEqual(await states(), ['pending', 'pending', 'pending'])
  const account = await first()
  assert.equal(await activate(account, await keyFor(account)), 303)
  assert.equal((await site.browser().signIn(account.username, password)).status, 303)
})

test('the undo is rehearsed: it says what goes back, what stays, and why, in both languages', async () => {
  const planned = await perform(rehearseUndo, { import: imported }, registrar())
  assert.ok(planned.ok, JSON.stringify(planned))
  const { counts } = planned.value
  const taken = [...(await identifiersOf(system.database.read, people)).values()].flat()
  assert.equal(counts.back, 3)
  assert.deepEqual(counts.stays, {})
  assert.equal(counts.persons, 3)
  assert.equal(counts.identifiers, taken.length)
  assert.ok(taken.length >= 3)
  assert.deepEqual(await states(), ['active', 'pending', 'pending'], 'a rehearsal changes nothing')
  for (const language of ['ja', 'en'] as const) {
    const shown = await page(language)
    for (const what of ['persons', 'identifiers', 'accounts'])
      assert.ok(shown.includes(`data-undo="${what}"`), `${language}: ${what}`)
  }
})

test('undone: unused accounts close at once, the one in use is told and closes after its week', async () => {
  const shown = await importById(system.database.read, imported)
  const begun = await perform(undoImport, { import: imported, plan: shown?.undoHash ?? '' }, registrar())
  assert.ok(begun.ok, JSON.stringify(begun))
  await drain()
  await reconcileDirty(system, flow)
  assert.equal((await importById(system.database.read, imported))?.state, 'undone')
  assert.deepEqual(await states(), ['grace', 'closed', 'closed'])
  const told = (await first()).announcement
  assert.equal(told?.stopOn, addDays(dayOf(clock.now()), 7))
  clock.moveTo(new Date(clock.now().getTime() + 7 * 86_400_000))
  await reconcileEveryone(system, flow, { listPersons: personsAfter })
  const closed = await accounts()
  assert.deepEqual(
    closed.map(account => account.state === 'closed' && account.why),
    ['withdrawn', 'withdrawn', 'withdrawn'],
  )
  assert.equal((await site.browser().signIn((await first()).username, password)).status, 401)
})

test('the ledger keeps every name, and nobody is deleted', async () => {
  const kept = await identifiersOf(system.database.read, people)
  for (const account of await accounts()) {
    assert.ok((kept.get(account.personId) ?? []).some(identifier => identifier.value === account.username))
    assert.equal((await accountByUsername(system.database.read, account.username, dayOf(clock.now())))?.id, account.id)
  }
})

test('the file again: the same persons, the same usernames, and a new key', async () => {
  const before = await accounts()
  const again = await bring()
  assert.deepEqual(again.counts, { return: 3 })
  const after = await accounts()
  assert.deepEqual(
    after.map(account => [account.id, account.personId, account.username, account.state]),
    before.map(account => [account.id, account.personId, account.username, 'pending']),
  )
  const account = await first()
  assert.equal((await site.browser().signIn(account.username, password)).status, 401, 'the old password is not enough')
  assert.equal(await activate(account, await keyFor(account)), 303)
})
