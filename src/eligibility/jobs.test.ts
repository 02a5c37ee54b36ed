import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import type { z } from 'zod'
import { admit, testId, type Someone } from '../../test/support/eligibility-people.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addDays, day, dayOf, startOf, type Day } from '../kernel/day.ts'
import { asAccountId, asPersonId, asSessionId, type PersonId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Actor } from '../platform/actor.ts'
import { makeApproval } from '../platform/dual-control/approval.ts'
import { latestProposal } from '../platform/dual-control/store.ts'
import { connect, type Database } from '../platform/database.ts'
import type { System } from '../platform/system.ts'
import { silentLog } from '../platform/telemetry/log.ts'
import { perform, type Context, type UseCase } from '../platform/use-case.ts'
import { defaultBook } from './default-book.ts'
import { canonical, differences } from './difference.ts'
import type { Entitlement } from './entitlement.ts'
import { eligibilityReconciler } from './reconcile.ts'
import { putInForceJob, rehearseJob } from './jobs.ts'
import type { Edit } from './rule-book.ts'
import { entitlementsOf, rolesOf } from './store/entitlements.ts'
import { hasOfficers } from './store/exceptions.ts'
import { rehearsalById, samplesOf, type Rehearsal } from './store/rehearsals.ts'
import { bookInForce, bookOnItsWay } from './store/rule-books.ts'
import { draftRules, rollBackRules, withdrawRules } from './use-cases/draft-rules.ts'
import { enactRules, proposeRules, rehearseRules } from './use-cases/enact-rules.ts'
import { endException, endingOf, grantException, releaseEnd, releaseException } from './use-cases/exceptions.ts'

let base: TestDatabase
let database: Database
let client: pg.Client
const today: Day = day('2026-11-25')
let now = startOf(today)

before(async () => {
  base = await testDatabase()
  database = connect(base.connection)
  client = new pg.Client(base.connection)
  await client.connect()
})
after(async () => {
  await client.end()
  await database.end()
  await base.drop()
})

const system = (): System => ({
  database,
  clock: { now: () => now, offsetMs: () => 0 },
  vault: undefined as never,
  log: silentLog,
  baseUrl: 'http://localhost',
  dataDir: '',
  demo: false,
  house: { settings: [], proposals: [], hasOfficers: (db, at) => hasOfficers(db, dayOf(at)) },
})
const officer = (name: string, ...roles: readonly ('rule-keeper' | 'auditor')[]): Actor => ({
  kind: 'person',
  personId: asPersonId(testId(name)),
  accountId: asAccountId(testId(`${name} account`)),
  username: name,
  sessionId: asSessionId(name),
  roles: new Set(roles),
})
const [first, second] = [officer('first', 'rule-keeper'), officer('second', 'rule-keeper')]

const context = (actor: Actor): Context => ({
  actor,
  now,
  channel: 'page',
  language: 'ja',
  address: null,
  requestId: 'test',
  system: system(),
})
const act = async <I extends z.ZodType, P, L, D, O, R extends Refusal>(
  actor: Actor,
  useCase: UseCase<I, P, L, D, O, R>,
  input: unknown,
): Promise<O | string> => {
  const result = await perform(useCase, input, context(actor))
  return result.ok ? result.value : result.refusal.code
}
const done = async <I extends z.ZodType, P, L, D, O, R extends Refusal>(
  actor: Actor,
  useCase: UseCase<I, P, L, D, O, R>,
  input: unknown,
): Promise<O> => {
  const result = await perform(useCase, input, context(actor))
  assert.ok(result.ok, result.ok ? '' : result.refusal.code)
  return result.value
}

const reconcile = (persons: readonly PersonId[]) =>
  database.transact(tx => eligibilityReconciler.reconcile(tx, persons, { now, today, system: system() }))

const everyone = async (): Promise<readonly PersonId[]> =>
  (await client.query<{ id: string }>('select id from registry.person order by id')).rows.map(row => asPersonId(row.id))

const drafted = async (edit: Edit, note = 'test') => {
  const open = await bookOnItsWay(database.read)
  return done(first, draftRules, {
    note,
    edit,
    ...(open === null ? {} : { revision: open.revision }),
  })
}
const rehearsed = async (version: number, startsOn: Day = today): Promise<Rehearsal> => {
  const { rehearsalId } = await done(first, rehearseRules, { version, startsOn })
  await rehearseJob.run(system(), { rehearsalId })
  const rehearsal = await rehearsalById(database.read, rehearsalId)
  assert.ok(rehearsal !== null && rehearsal.hash !== null)
  return rehearsal
}
const enacted = async ({ version, hash, counts }: Rehearsal) => {
  await done(first, proposeRules, { version, hash, losing: counts.losing })
  await done(second, enactRules, { version, hash })
  await putInForceJob.run(system(), { version })
}
const withoutStatus = (code: string): Edit => ({ do: 'remove-status', code })
const statusOf = (code: string) => {
  const status = defaultBook.statuses.find(one => one.code === code)
  assert.ok(status !== undefined)
  return status
}
const rulesOf = (code: string) =>
  defaultBook.rules.filter(rule => rule.when.statuses.includes(code)).map(rule => rule.id)

/** Everything stored, as one text: what rehearsal and application are compared by. */
const stored = async (): Promise<ReadonlyMap<PersonId, readonly Entitlement[]>> =>
  entitlementsOf(database.read, await everyone())

describe('a new version of the rule book', () => {
  test('a status the code has never heard of: added, rehearsed, put in force, as shown item by item', async () => {
    const persons = await admit(
      base.connection,
      [
        { is: [{ status: 'visiting-astronaut', from: '2026-04-01', until: '2027-04-01' }] },
        { is: [{ status: 'ug', from: '2024-04-01', until: '2028-04-01' }] },
        { is: [{ status: 'jsps-fellow', from: '2026-04-01', until: '2028-04-01' }] },
      ],
      'astronaut',
    )
    await reconcile(persons)
    const before = await stored()
    const like = statusOf('guest-scholar')
    const { version } = await drafted({
      do: 'set-status',
      status: { ...like, code: 'visiting-astronaut', name: { ja: '宇宙飛行士', en: 'Visiting astronaut' } },
      rules: rulesOf('guest-scholar'),
    })
    const rehearsal = await rehearsed(version)
    assert.deepEqual(await stored(), before, 'a rehearsal changes nothing')
    assert.equal(rehearsal.counts.changed, 1, 'nobody whom the rules spoke of before is touched')
    assert.equal(rehearsal.counts.losing, 0)
    assert.equal(rehearsal.counts.gains, 7)
    await enacted(rehearsal)
    const dirty = (await client.query('select person_id from platform.dirty order by person_id')).rows.length
    assert.equal(dirty, rehearsal.counts.changed)
    await reconcile(await everyone())
    await assertAsShown(rehearsal, before)
    assert.equal((await bookInForce(database.read)).version, version)
  })

  test('one person alone cannot put it in force, and a text edited after the rehearsal is not released', async () => {
    const { version } = await drafted({
      do: 'set-status',
      status: { ...statusOf('trainee'), graceDays: 20 },
      rules: rulesOf('trainee'),
    })
    const rehearsal = await rehearsed(version)
    const { hash } = rehearsal
    assert.equal(await act(first, enactRules, { version, hash }), 'rules.not_possible_now')
    await done(first, proposeRules, { version, hash })
    assert.equal(await act(first, enactRules, { version, hash }), 'rules.needs_another_person')
    assert.equal(await act(officer('third', 'auditor'), enactRules, { version, hash }), 'not_found')
    assert.equal(await act(second, enactRules, { version, hash: hash?.replace(/./g, '0') }), 'rules.not_rehearsed')
    await drafted({ do: 'set-status', status: { ...statusOf('trainee'), graceDays: 21 }, rules: rulesOf('trainee') })
    assert.equal(await act(second, enactRules, { version, hash }), 'rules.not_possible_now')
    assert.equal(await act(first, draftRules, { revision: 1, edit: withoutStatus('former') }), 'rules.edited_meanwhile')
    await done(first, withdrawRules, { version })
    assert.equal(await act(first, draftRules, {}), 'rules.note_missing', 'a version that is for nothing is not begun')
    assert.equal(await act(first, draftRules, { note: 'x', state: 'active' }), 'input.wrong')
  })

  test('it waits for its day; called back, it does not come into force', async () => {
    const { version } = await drafted({
      do: 'set-status',
      status: { ...statusOf('trainee'), graceDays: 20 },
      rules: rulesOf('trainee'),
    })
    const rehearsal = await rehearsed(version, addDays(today, 10))
    await done(first, proposeRules, { version, hash: rehearsal.hash })
    await done(second, enactRules, { version, hash: rehearsal.hash })
    const { rows } = await client.query<{ run_at: Date }>(
      `select run_at from platform.job where kind = 'eligibility.put-in-force' and key = $1`,
      [String(version)],
    )
    assert.deepEqual(rows[0]?.run_at, startOf(addDays(today, 10)))
    await done(first, withdrawRules, { version })
    await putInForceJob.run(system(), { version })
    assert.notEqual((await bookInForce(database.read)).version, version)
    await done(first, withdrawRules, { version })
  })

  test('rolled back through the same rehearsal, everyone has what they had', async () => {
    const before = await stored()
    const former = (await bookInForce(database.read)).version
    const { version } = await drafted(withoutStatus('ug'))
    const rehearsal = await rehearsed(version)
    assert.ok(rehearsal.counts.losing > 0)
    await enacted(rehearsal)
    await reconcile(await everyone())
    assert.notDeepEqual(await stored(), before)
    const back = await done(second, rollBackRules, { version: former })
    const again = await rehearsed(back.version)
    assert.equal(again.counts.changed, rehearsal.counts.changed)
    await enacted(again)
    await reconcile(await everyone())
    assert.deepEqual(await stored(), before)
  })

  test('imp.rule-book-mistake', async () => {
    const people = Array.from({ length: 300 }, (): Someone => ({
      is: [{ status: 'grad', from: '2025-04-01', until: '2028-04-01' }],
    }))
    await admit(base.connection, people, 'many')
    await reconcile(await everyone())
    const { version } = await drafted(withoutStatus('grad'))
    const rehearsal = await rehearsed(version)
    const { hash, counts } = rehearsal
    assert.equal(counts.losing, 300)
    assert.equal(
      (await samplesOf(database.read, rehearsal.id, { effect: 'loses', kind: 'account.ECS', limit: 5 })).length,
      5,
    )
    assert.equal(await act(first, proposeRules, { version, hash }), 'rules.brake')
    assert.equal(await act(first, proposeRules, { version, hash, losing: 299 }), 'rules.brake')
    assert.equal((await bookInForce(database.read)).version < version, true)
    await done(first, proposeRules, { version, hash, losing: 300 })
    assert.equal(await act(first, enactRules, { version, hash }), 'rules.needs_another_person')
    await done(first, withdrawRules, { version })
  })

  test('where many more would lose on the day than was shown, it is held back', async () => {
    const { version } = await drafted(withoutStatus('exchange'))
    const rehearsal = await rehearsed(version)
    await done(first, proposeRules, { version, hash: rehearsal.hash })
    await done(second, enactRules, { version, hash: rehearsal.hash })
    const people = Array.from({ length: 30 }, (): Someone => ({
      is: [{ status: 'exchange', from: '2026-10-01', until: '2027-04-01' }],
    }))
    await admit(base.connection, people, 'exchange')
    await putInForceJob.run(system(), { version })
    const held = await bookOnItsWay(database.read)
    assert.equal(held?.state, 'scheduled')
    assert.equal(held.heldReason, 'rules.not_rehearsed')
    await done(first, withdrawRules, { version })
    await done(first, withdrawRules, { version })
  })

  test('rehearsal and application agree on random books and people', async () => {
    const status = fc.constantFrom(...defaultBook.statuses.map(one => one.code))
    const someone = fc.array(
      fc.record({
        status,
        from: fc.integer({ min: -700, max: 200 }).map(offset => addDays(today, offset)),
        days: fc.option(fc.integer({ min: 1, max: 900 })),
      }),
      { maxLength: 3 },
    )
    const edit = fc.oneof(
      status.map(withoutStatus),
      fc
        .tuple(status, fc.integer({ min: 0, max: 60 }), fc.subarray(defaultBook.rules.map(rule => rule.id)))
        .map(([code, graceDays, rules]): Edit => ({
          do: 'set-status',
          status: { ...statusOf(code), graceDays },
          rules,
        })),
      fc
        .constantFrom(...defaultBook.rules.map(rule => rule.id))
        .map((id): Edit => ({ do: 'set-rule', rule: lengthened(id) })),
    )
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(someone, { minLength: 1, maxLength: 12 }), edit, async (people, change) => {
        round += 1
        await admit(
          base.connection,
          people.map(is => ({
            is: is.map(one => ({
              status: one.status,
              from: one.from,
              until: one.days === null ? null : addDays(one.from, one.days),
            })),
          })),
          `random ${round}`,
        )
        await reconcile(await everyone())
        const before = await stored()
        const answer = await act(first, draftRules, { edit: change })
        if (typeof answer === 'string') return assert.match(answer, /^rules\.(nothing_changed|not_a_book|unknown_)/)
        const { version } = (await bookOnItsWay(database.read)) ?? assert.fail()
        const rehearsal = await rehearsed(version)
        await enacted(rehearsal)
        await reconcile(await everyone())
        await assertAsShown(rehearsal, before)
      }),
      { numRuns: 12 },
    )
  })
})

const lengthened = (id: string) => {
  const rule = defaultBook.rules.find(one => one.id === id)
  assert.ok(rule !== undefined)
  const { since: _since, ...rest } = rule
  return { ...rest, graceDays: (rule.graceDays ?? 0) + 3 }
}

/** What was written is what was shown: the same items, no more and no fewer. */
const assertAsShown = async (rehearsal: Rehearsal, before: ReadonlyMap<PersonId, readonly Entitlement[]>) => {
  const now = await stored()
  const written = [...now].flatMap(([person, entitlements]) =>
    differences(before.get(person) ?? [], entitlements, rehearsal.from),
  )
  const { rows } = await client.query(
    `select person_id as "personId", kind, effect, before, after from eligibility.rehearsal_item
     where rehearsal_id = $1 order by person_id, kind collate "C"`,
    [rehearsal.id],
  )
  assert.deepEqual(written.map(canonical), rows.map(canonical))
}

describe('exceptions', () => {
  const grant = {
    kind: 'account.ECS',
    effect: 'grant',
    from: '2026-11-25',
    until: '2027-03-01',
    reason: '共同研究の準備',
  }
  const someone = async (seed: string) => (await admit(base.connection, [{ is: [] }], seed))[0] as PersonId

  test('imp.exception-without-end', async () => {
    const personId = await someone('endless')
    const { until: _until, ...endless } = grant
    assert.equal(await act(first, grantException, { ...endless, personId }), 'input.wrong')
    assert.equal(await act(first, grantException, { ...grant, until: '', personId }), 'input.wrong')
    assert.equal(await act(first, grantException, { ...grant, until: '2999-01-01', personId }), 'exception.too_long')
    await assert.rejects(
      client.query(
        `insert into eligibility.exception (id, person_id, kind, effect, from_on, reason, decided_by, decided_at, needs_release)
         values ($1, $2, 'account.ECS', 'grant', '2026-01-01', 'x', 'x', now(), false)`,
        [testId('endless row'), personId],
      ),
      { code: '23502' },
    )
  })

  test('granted, it gives; ended, it gives no longer, and the days it held stay', async () => {
    const personId = await someone('granted')
    const { exceptionId } = await done(first, grantException, { ...grant, personId })
    await reconcile([personId])
    assert.equal((await entitlementsOf(database.read, [personId])).get(personId)?.[0]?.period.until, '2027-03-01')
    now = startOf(addDays(today, 5))
    await done(first, endException, { exceptionId, reason: '不要になった' })
    await reconcile([personId])
    assert.deepEqual(
      (await entitlementsOf(database.read, [personId])).get(personId)?.map(one => one.period),
      [{ from: '2026-11-25', until: '2026-11-30' }],
    )
    assert.equal(await act(first, endException, { exceptionId, reason: '二度目' }), 'exception.ended_already')
    now = startOf(today)
  })

  test('a role takes two: not the one who decided, nor the one who gets it', async () => {
    const personId = await someone('auditor')
    const role = { ...grant, kind: 'role.auditor', personId }
    const { exceptionId } = await done(first, grantException, role)
    await reconcile([personId])
    assert.deepEqual([...(await rolesOf(database.read, personId, today))], [])
    const himself: Actor = { ...first, personId } as Actor
    assert.equal(await act(first, releaseException, { exceptionId }), 'exception.needs_another_person')
    assert.equal(await act(himself, releaseException, { exceptionId }), 'exception.needs_another_person')
    await done(second, releaseException, { exceptionId })
    await reconcile([personId])
    assert.deepEqual([...(await rolesOf(database.read, personId, today))], ['auditor'])
    assert.equal(await act(second, releaseException, { exceptionId }), 'exception.ended_already')
  })

  test('what is withheld for cause is given back by two: the second by hand, or with a code at the command line', async () => {
    const personId = await someone('withheld')
    const himself: Actor = { ...second, personId } as Actor
    const withheld = async () =>
      (await done(first, grantException, { ...grant, effect: 'withhold', personId })).exceptionId
    const exceptionId = await withheld()
    assert.equal(await act(himself, endException, { exceptionId, reason: '自分' }), 'exception.needs_another_person')
    assert.equal(await act(second, releaseEnd, { exceptionId }), 'exception.ended_already')
    assert.deepEqual(await act(first, endException, { exceptionId, reason: '誤り' }), { exceptionId, waits: true })
    for (const actor of [first, himself])
      assert.equal(await act(actor, releaseEnd, { exceptionId }), 'exception.needs_another_person')
    await done(second, releaseEnd, { exceptionId })
    assert.equal(await act(second, releaseEnd, { exceptionId }), 'exception.ended_already')

    const other = await withheld()
    const operator: Actor = { kind: 'operator', name: 'root' }
    const keeper = await someone('keeper')
    await done(operator, grantException, { ...grant, kind: 'role.rule-keeper', personId: keeper })
    await reconcile([keeper]) // from now on there is an officer
    await done(operator, endException, { exceptionId: other, reason: '誤り' })
    assert.equal(await act(operator, releaseEnd, { exceptionId: other }), 'exception.needs_another_person')
    const codeOf = async (by: Actor): Promise<string> =>
      database.transact(async tx => {
        const proposal = await latestProposal(tx, endingOf(other))
        assert.ok(proposal !== null)
        const made = await makeApproval(tx, { proposal, payloadHash: proposal.payloadHash, by }, now)
        return made.ok ? made.value.code : made.refusal.code
      })
    const withCode = async (code: string, username = 'second'): Promise<string> => {
      const asked = { ...context(operator), second: { username, code } }
      const result = await perform(releaseEnd, { exceptionId: other }, asked)
      return result.ok ? 'done' : result.refusal.code
    }
    assert.equal(await withCode('AAAAA-AAAAA-AAAAA-AAAAA'), 'approval.wrong')
    assert.equal(await withCode(await codeOf(himself)), 'exception.needs_another_person')
    const code = await codeOf(second)
    assert.equal(await withCode(code, 'first'), 'approval.wrong')
    assert.equal(await withCode(code), 'done')
  })

  test('refusals', async () => {
    const personId = await someone('refused')
    const refused = (more: object) => act(first, grantException, { ...grant, personId, ...more })
    assert.equal(await refused({ until: '2026-11-25' }), 'exception.ends_before_it_starts')
    assert.equal(await refused({ from: '2026-01-01', until: '2026-11-25' }), 'exception.over_already')
    assert.equal(await refused({ kind: 'role.counter', effect: 'extend' }), 'exception.roles_are_not_extended')
    assert.equal(await refused({ kind: 'door.paradise' }), 'input.wrong')
    assert.equal(await refused({ personId: testId('nobody') }), 'not_found')
    assert.equal(await act(officer('third', 'auditor'), grantException, { ...grant, personId }), 'not_found')
  })
})
