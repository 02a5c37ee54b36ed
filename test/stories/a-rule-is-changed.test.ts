/** A status that the code has never heard of, from the list of what came in to the person's own page; over real HTTP. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { frame, problemPage } from '../../src/app/frame.ts'
import { eligibilityModule, eligibilityReconciler } from '../../src/eligibility/index.ts'
import { dayOf } from '../../src/kernel/day.ts'
import { asAccountId, asSessionId, type PersonId } from '../../src/kernel/ids.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { movableClock } from '../../src/platform/clock.ts'
import { connect, type Database } from '../../src/platform/database.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { house } from '../../src/app/house.ts'
import type { Visitor } from '../../src/platform/http/site.ts'
import type { System } from '../../src/platform/system.ts'
import { silentLog } from '../../src/platform/telemetry/log.ts'
import { createMasterKey, openVault } from '../../src/platform/vault.ts'
import { axeViolations, browserMissing, closeBrowser, openBrowser } from '../support/browser.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { admit, testId } from '../support/eligibility-people.ts'

let base: TestDatabase
let database: Database
let system: System
let server: FastifyInstance
let origin: string
let visitor: Visitor
let page: Page
let persons: readonly PersonId[]
const folder = mkdtempSync(join(tmpdir(), 'sekimori-rules-'))

before(async () => {
  if (browserMissing !== false) return
  base = await testDatabase()
  database = connect(base.connection)
  const clock = movableClock()
  clock.moveTo(new Date('2026-11-25T09:00:00+09:00'))
  createMasterKey(join(folder, 'master.key'))
  const vault = await openVault(database, join(folder, 'master.key'), clock)
  const port = 18_000 + (process.pid % 2000)
  origin = `http://127.0.0.1:${port}`
  system = { database, clock, vault, log: silentLog, baseUrl: origin, dataDir: folder, demo: false, house }
  server = await buildServer({
    system,
    routes: eligibilityModule.routes,
    visitor: async () => visitor,
    frame,
    problem: problemPage,
    mounts: [],
    trustedProxies: [],
  })
  await server.listen({ host: '127.0.0.1', port })
  persons = await admit(
    base.connection,
    [
      {
        name: '星野 宙',
        is: [
          { status: 'visiting-astronaut', from: '2026-04-01', until: '2027-04-01', unit: 'SPACE' },
          { status: 'pt-lecturer', from: '2026-10-01', until: '2027-04-01', unit: 'SPACE', title: '講師' },
        ],
      },
      { name: '森 緑', is: [{ status: 'grad', from: '2025-04-01', until: '2027-04-01', unit: 'LET' }] },
      { name: '若葉 守', is: [{ status: 'staff', from: '2020-04-01', unit: 'IIMC' }] },
    ],
    'story',
  )
  await reconcile()
  page = await openBrowser({ viewport: { width: 1200, height: 900 } })
})

after(async () => {
  if (browserMissing !== false) return
  await closeBrowser()
  await server.close()
  await database.end()
  await base.drop()
  rmSync(folder, { recursive: true, force: true })
})

const reconcile = () =>
  database.transact(tx => {
    const now = system.clock.now()
    return eligibilityReconciler.reconcile(tx, persons, { now, today: dayOf(now), system })
  })

const signedIn = (personId: string, ...roles: readonly StaffRole[]): Visitor => {
  const actor: Actor = {
    kind: 'person',
    personId: personId as PersonId,
    accountId: asAccountId(testId(`account ${personId}`)),
    username: 'someone',
    sessionId: asSessionId('session'),
    roles: new Set(roles),
  }
  return { actor, name: { ja: '若葉 守', en: 'Mamoru Wakaba' } }
}
const keeper = (name: string) => signedIn(testId(name), 'rule-keeper')

const go = async (path: string): Promise<void> => {
  const answer = await page.goto(origin + path)
  assert.equal(answer?.status(), 200, path)
}

/** Every queued job of eligibility, as the worker would run it. */
const work = async (): Promise<void> => {
  for (const { kind, payload } of await queued()) {
    const job = eligibilityModule.jobs.find(one => one.kind === kind)
    await job?.run(system, payload)
  }
}
const queued = async (): Promise<readonly { kind: string; payload: Record<string, unknown> }[]> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(base.connection)
  await client.connect()
  const { rows } = await client.query<{ kind: string; payload: Record<string, unknown> }>(
    'delete from platform.job returning kind, payload',
  )
  await client.end()
  return rows
}

const pictures = process.env['PICTURES']
const picture = async (name: string): Promise<void> => {
  for (const language of ['ja', 'en'] as const) {
    const url = new URL(page.url())
    url.searchParams.set('lang', language)
    await page.goto(url.href)
    assert.deepEqual(await axeViolations(page), [], `${name} ${language}`)
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}-${language}.png`), fullPage: true })
    }
  }
}

test(
  'a status nobody has heard of is added, rehearsed, released by another and explained',
  { skip: browserMissing },
  async () => {
    visitor = keeper('first')
    await go('/rules')
    assert.match(await page.innerText('main'), /visiting-astronaut/)
    await picture('rules')
    await page.fill('form[action="/rules/draft"] [name=note]', '来訪宇宙飛行士の追加')
    await page.click('form[action="/rules/draft"] button')
    await page.waitForURL(`${origin}/rules/draft`)
    await picture('draft')

    await go('/rules/draft/status?like=guest-scholar')
    await page.fill('[name=code]', 'Visiting Astronaut')
    await page.click('form[action="/rules/draft/status"][method=post] .actions button')
    assert.equal(await page.locator('.errors a').count(), 3, 'code and both names are asked for again')
    await page.fill('[name=code]', 'visiting-astronaut')
    await page.fill('[name=nameJa]', '宇宙飛行士')
    await page.fill('[name=nameEn]', 'Visiting astronaut')
    await page.click('form[action="/rules/draft/status"][method=post] .actions button')
    await page.waitForURL(`${origin}/rules/draft`)

    await go('/rules/2')
    await picture('version-draft')
    await page.click('form[action="/rules/2/rehearse"] .actions button')
    await work()
    await go('/rules/2')
    await picture('version-rehearsed')
    await page.click('form[action="/rules/2/propose"] .actions button')
    await page.click('form[action="/rules/2/enact"] .actions button')
    assert.equal(await page.locator('.errors').count(), 1, 'whoever proposed it cannot release it')
    visitor = keeper('second')
    await go('/rules/2')
    await picture('version-proposed')
    await page.click('form[action="/rules/2/enact"] .actions button')
    await work()
    await reconcile()
    await go('/rules')
    assert.doesNotMatch(await page.innerText('main'), /規則のない身分|without a rule/)

    await go(`/people/${persons[0]}/explain`)
    assert.match(await page.innerText('main'), /宇宙飛行士|Visiting astronaut/)
    await picture('explain')
    visitor = signedIn(persons[1] ?? '')
    await go('/my/entitlements')
    await picture('mine')
  },
)

test('a rule and a hand-over are added, changed and removed on the page', { skip: browserMissing }, async () => {
  visitor = keeper('first')
  const save = () => page.click('form.form[method=post] .actions button')
  const changes = () => page.locator('main > section').nth(1).innerText()
  await go('/rules')
  await page.fill('form[action="/rules/draft"] [name=note]', '宇宙部門ができる')
  await page.click('form[action="/rules/draft"] button')
  await page.waitForURL(`${origin}/rules/draft`)

  await go('/rules/draft/rule')
  await page.fill('[name=units]', 'SPACE\n\n  MOON ')
  await save()
  assert.equal(await page.locator('.errors a').count(), 4, 'code, kind and both bases are asked for')
  assert.equal(await page.inputValue('[name=units]'), 'SPACE\n\n  MOON ', 'nothing typed is lost')
  await page.fill('[name=id]', 'launch-pad')
  await page.selectOption('[name=gives]', 'card.authentication')
  await page.check('[name=statuses][value=pt-lecturer]')
  await page.fill('[name=basisJa]', '発射台の規程')
  await page.fill('[name=basisEn]', 'Rules of the launch pad')
  await save()
  await page.waitForURL(`${origin}/rules/draft`)
  assert.match(await changes(), /launch-pad/)
  await page.click('a[href="/rules/draft/rule?id=launch-pad"]')
  assert.equal(await page.inputValue('[name=units]'), 'SPACE\nMOON')
  assert.equal(await page.isChecked('[name=statuses][value=pt-lecturer]'), true)

  await go('/rules/draft/hand-over')
  await page.fill('[name=id]', 'pad-to-sps')
  await page.check('[name=leaves][value="card.authentication"]')
  await page.check('[name=takes][value=sps]')
  await page.fill('[name=overlapDays]', '14')
  await page.fill('[name=basisJa]', '申合せ')
  await page.fill('[name=basisEn]', 'Agreement')
  await save()
  await page.waitForURL(`${origin}/rules/draft`)
  assert.match(await changes(), /pad-to-sps/)
  await go('/rules/draft/hand-over?id=pad-to-sps')
  await page.fill('[name=overlapDays]', '15')
  await save()
  await page.waitForURL(`${origin}/rules/draft`)

  for (const kind of ['hand-over?id=pad-to-sps', 'rule?id=launch-pad']) {
    await go(`/rules/draft/${kind}`)
    await picture(`draft-${kind.replace(/\?.*/, '')}`)
    await page.click('form[action$="/remove"] button')
    await page.waitForURL(`${origin}/rules/draft`)
  }
  assert.doesNotMatch(await changes(), /launch-pad|pad-to-sps/)
})

test('an exception is made and ended on a page', { skip: browserMissing }, async () => {
  visitor = keeper('first')
  await go('/exceptions/new?person=story-1')
  await page.selectOption('[name=kind]', 'card.authentication')
  await page.fill('[name=last]', '')
  await page.fill('[name=reason]', '実験棟への入室のため')
  await page.click('form[action="/exceptions/new"] .actions button')
  assert.equal(await page.locator('.errors a').count(), 1)
  assert.equal(await page.inputValue('[name=reason]'), '実験棟への入室のため', 'nothing typed is lost')
  await picture('exception-new')
  await go('/exceptions/new?person=story-1')
  await page.selectOption('[name=kind]', 'card.authentication')
  await page.fill('[name=last]', '2027-02-28')
  await page.fill('[name=reason]', '実験棟への入室のため')
  await page.click('form[action="/exceptions/new"] .actions button')
  await page.waitForURL(`${origin}/exceptions`)
  await picture('exceptions')
  await page.click('a[href$="/end"]')
  await page.fill('[name=reason]', '不要になったため')
  await page.click('form[action$="/end"] .actions button')
  await page.waitForURL(`${origin}/exceptions`)
})

test('others see nothing of it', { skip: browserMissing }, async () => {
  const paths = [
    '/rules',
    '/rules/draft',
    '/rules/1',
    '/exceptions',
    '/exceptions/new',
    `/people/${persons[0]}/explain`,
  ]
  visitor = signedIn(persons[1] ?? '')
  for (const path of paths) assert.equal((await fetch(origin + path)).status, 404, path)
  visitor = signedIn(persons[1] ?? '', 'counter')
  assert.equal((await fetch(`${origin}/people/${persons[0]}/explain`)).status, 200)
  for (const path of ['/people/x/explain', `/people/${testId('nobody')}/explain`])
    assert.equal((await fetch(origin + path)).status, 404, path)
})
