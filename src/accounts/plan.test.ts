import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, covers, day, daysBetween, startOf, type Day } from '../kernel/day.ts'
import { asAccountId, asPersonId } from '../kernel/ids.ts'
import { activate, maySignIn, type Account, type AccountKind } from './account.ts'
import { applyStep, defaultPlanSettings as settings, planAccount, type Facts, type Right, type Step } from './plan.ts'

const right = (from: string, until: string | null, graceDays = 30): Right => ({
  period: { from: day(from), until: until === null ? null : day(until) },
  preparesFrom: addDays(day(from), -45),
  graceUntil: until === null || graceDays === 0 ? null : addDays(day(until), graceDays),
})

const fresh = (kind: AccountKind, state: 'reserved' | 'pending'): Account => ({
  id: asAccountId(kind === 'ECS' ? '00000000-0000-4000-8000-00000000000e' : '00000000-0000-4000-8000-000000000005'),
  personId: asPersonId('00000000-0000-4000-8000-000000000009'),
  kind,
  username: kind === 'ECS' ? 'a0123456' : 'taro123yoshida',
  mail: null,
  activatedAt: null,
  eligibilityEnd: null,
  announcement: null,
  forwarding: null,
  createdAt: new Date('2024-01-01T00:00:00Z'),
  issuedTo: null,
  superseded: null,
  state,
})

/** One person's two accounts, and how a day's reconciliation changes them. */
type Life = { readonly ECS: Account | null; readonly SPS: Account | null }
type Rights = { readonly ECS: readonly Right[]; readonly SPS: readonly Right[] }

const factsOf = (life: Life, rights: Rights, kind: AccountKind, today: Day): Facts => ({
  kind,
  account: life[kind],
  rights: rights[kind],
  successor: kind === 'ECS' ? { rights: rights.SPS, account: life.SPS } : null,
  hasMail: true,
  today,
  settings,
})

const apply = (account: Account | null, step: Step, kind: AccountKind, today: Day): Account | null => {
  if (step.do === 'reserve') return fresh(kind, 'reserved')
  if (step.do === 'issue') return fresh(kind, 'pending')
  return account === null
    ? null
    : applyStep(account, step, { now: startOf(today), today, mailOf: a => `${a.username}@example.ac.jp` })
}

/** Reconciles one day to its end; fails when it does not settle. */
const settle = (life: Life, rights: Rights, today: Day): { readonly life: Life; readonly steps: readonly string[] } => {
  const steps: string[] = []
  let now = life
  for (const kind of ['SPS', 'ECS'] as const) {
    for (let turn = 0; ; turn++) {
      assert.ok(turn < 8, `does not settle: ${steps.join(', ')}`)
      const step = planAccount(factsOf(now, rights, kind, today))
      if (step.do === 'nothing') break
      steps.push(`${kind} ${step.do}`)
      now = { ...now, [kind]: apply(now[kind], step, kind, today) }
    }
  }
  for (const kind of ['SPS', 'ECS'] as const)
    assert.deepEqual(planAccount(factsOf(now, rights, kind, today)), { do: 'nothing' })
  return { life: now, steps: steps.filter(step => !/note-end|give-mail/.test(step)) }
}

/** Walks every day; the person activates each account `wait` days after it opened. */
const walk = (
  rights: (today: Day) => Rights,
  from: string,
  days: number,
  wait: number,
  look?: (life: Life, today: Day) => void,
) => {
  let life: Life = { ECS: null, SPS: null }
  const opened: Record<string, number> = {}
  const log: string[] = []
  for (let index = 0; index < days; index++) {
    const today = addDays(day(from), index)
    const settled = settle(life, rights(today), today)
    life = settled.life
    for (const step of settled.steps) log.push(`${today} ${step}`)
    for (const kind of ['ECS', 'SPS'] as const) {
      const account = life[kind]
      const hasBegun = rights(today)[kind].some(({ period }) => covers(period, today)) // a key is not usable before
      if (account?.state !== 'pending' || !hasBegun) delete opened[kind]
      else if ((opened[kind] = (opened[kind] ?? -1) + 1) >= wait) {
        const activated = activate(account, startOf(today))
        if (activated.ok) life = { ...life, [kind]: activated.value }
      }
    }
    look?.(life, today)
  }
  return { log, life }
}

describe('a life walked day by day', () => {
  it('of a student who enters in April and graduates in March', () => {
    const rights = { ECS: [right('2027-04-01', '2031-04-01')], SPS: [] }
    const { log } = walk(() => rights, '2027-01-01', 1700, 5)
    assert.deepEqual(log, [
      '2027-02-15 ECS reserve',
      '2027-04-01 ECS open',
      '2031-03-02 ECS announce-stop',
      '2031-04-01 ECS remind-of-stop',
      '2031-04-01 ECS enter-grace',
      '2031-04-24 ECS remind-of-stop',
      '2031-04-30 ECS remind-of-stop',
      '2031-05-01 ECS close',
    ])
  })

  it('of a leaver without grace, told two months before and refused on the very day', () => {
    const rights = { ECS: [], SPS: [right('2020-04-01', '2027-04-01', 0)] }
    const seen: Record<string, string> = {}
    walk(
      () => rights,
      '2027-01-01',
      120,
      0,
      (life, today) => (seen[today] = life.SPS === null ? 'none' : maySignIn(life.SPS, today)),
    )
    assert.equal(seen['2027-03-31'], 'yes')
    assert.equal(seen['2027-04-01'], 'no')
  })

  it('of one whose end was entered a month late: warned a week, then stopped (imp.backdated-end)', () => {
    const known = (today: Day) => ({
      ECS: [],
      SPS: [today < '2027-05-10' ? right('2020-04-01', null) : right('2020-04-01', '2027-04-01', 0)],
    })
    const { log } = walk(known, '2027-04-01', 90, 0)
    assert.deepEqual(log.slice(1), [
      '2027-05-10 SPS announce-stop',
      '2027-05-10 SPS enter-grace',
      '2027-05-16 SPS remind-of-stop',
      '2027-05-17 SPS close',
    ])
  })

  it('of a contract renewed in its last month: the notice is withdrawn', () => {
    const known = (today: Day) => ({
      ECS: [right('2026-04-01', today < '2027-03-10' ? '2027-04-01' : '2028-04-01')],
      SPS: [],
    })
    const { log } = walk(known, '2027-01-01', 200, 0)
    assert.deepEqual(log.slice(1), ['2027-03-02 ECS announce-stop', '2027-03-10 ECS withdraw-stop'])
  })

  it('of a lecturer with a free half year: same account, a new key', () => {
    const rights = { ECS: [right('2026-10-01', '2027-04-01'), right('2027-10-01', '2028-04-01')], SPS: [] }
    const { log } = walk(() => rights, '2027-03-01', 250, 3)
    assert.deepEqual(log.slice(-2), ['2027-05-01 ECS close', '2027-08-17 ECS reopen'])
  })

  it('of a lecturer whose next contract begins in the grace: never closed', () => {
    const rights = { ECS: [right('2026-10-01', '2027-04-01'), right('2027-04-15', '2028-04-01')], SPS: [] }
    const { log } = walk(() => rights, '2027-01-01', 150, 0)
    assert.deepEqual(log.slice(1), [])
  })

  it('of a no-show: the name is reserved and closed, and stays this person’s', () => {
    const known = (today: Day) => ({ ECS: today < '2027-03-20' ? [right('2027-04-01', '2031-04-01')] : [], SPS: [] })
    const { log, life } = walk(known, '2027-03-01', 60, 0)
    assert.deepEqual(log, ['2027-03-01 ECS reserve', '2027-03-20 ECS close'])
    assert.equal(life.ECS?.username, 'a0123456')
  })

  it('of a suspended one: only people lift it, and it still ends in its time', () => {
    const account: Account = {
      ...fresh('ECS', 'pending'),
      state: 'suspended',
      since: startOf(day('2027-01-10')),
      cause: 'discipline',
      reason: 'x',
      before: 'active',
      until: null,
    }
    const rights = { ECS: [right('2026-04-01', '2027-04-01')], SPS: [] }
    let life: Life = { ECS: account, SPS: null }
    for (let index = 0; index < 110; index++) {
      life = settle(life, rights, addDays(day('2027-01-10'), index)).life
      assert.equal(life.ECS?.state, 'suspended')
    }
    assert.equal(settle(life, rights, day('2027-05-02')).life.ECS?.state, 'closed')
  })
})

describe('student → staff', () => {
  const rights = { ECS: [right('2023-04-01', '2027-04-01')], SPS: [right('2027-04-01', null)] }

  it('overlaps by 30 days when the staff account is used at once', () => {
    const { log } = walk(() => rights, '2027-01-01', 200, 0)
    assert.deepEqual(
      log.filter(line => /ECS (close|enter-grace)|SPS (open|reserve)/.test(line)),
      ['2027-02-15 SPS reserve', '2027-04-01 SPS open', '2027-05-01 ECS close'],
    )
  })

  it('waits for the staff account to be activated, however long, and then a week', () => {
    const { log, life } = walk(() => rights, '2027-01-01', 400, 90)
    assert.equal(life.SPS?.state, 'active')
    assert.deepEqual(
      log.filter(line => line.includes('ECS close')),
      ['2027-07-07 ECS close'],
    )
  })

  it('imp.day-boundary: there is no day without an account that signs in', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: -40, max: 20 }),
        fc.constantFrom('2027-04-01', '2028-03-01', '2027-10-01'),
        (wait, shift, end) => {
          const both = { ECS: [right('2023-04-01', end)], SPS: [right(addDays(day(end), shift), null)] }
          let hasBegun = false
          walk(
            () => both,
            '2026-12-01',
            700,
            wait,
            (life, today) => {
              const signs = (['ECS', 'SPS'] as const).some(kind => {
                const account = life[kind]
                return account !== null && maySignIn(account, today) !== 'no'
              })
              hasBegun ||= signs
              if (hasBegun) assert.ok(signs, `nothing signs in on ${today}`)
            },
          )
        },
      ),
      { numRuns: 40 },
    ))
})

describe('imp.day-boundary', () => {
  it('31 March is the last day of a right until 1 April, and 29 February exists', () => {
    for (const [until, last, first] of [
      ['2027-04-01', '2027-03-31', '2027-04-01'],
      ['2028-03-01', '2028-02-29', '2028-03-01'],
    ] as const) {
      const rights = { ECS: [], SPS: [right('2026-04-01', until, 0)] }
      const seen: Record<string, string> = {}
      walk(
        () => rights,
        '2026-12-01',
        500,
        0,
        (life, today) => (seen[today] = life.SPS === null ? 'none' : maySignIn(life.SPS, today)),
      )
      assert.equal(seen[last], 'yes')
      assert.equal(seen[first], 'no')
    }
  })
})

it('whatever rights come and go, each day settles and no account stops before the day that was told', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          from: fc.integer({ min: -200, max: 300 }),
          days: fc.option(fc.integer({ min: 1, max: 200 })),
          grace: fc.integer({ min: 0, max: 40 }),
          known: fc.integer({ min: 0, max: 300 }),
          gone: fc.integer({ min: 0, max: 500 }),
          kind: fc.constantFrom('ECS' as const, 'SPS' as const),
        }),
        { maxLength: 5 },
      ),
      fc.integer({ min: 0, max: 50 }),
      (pieces, wait) => {
        const start = day('2027-01-01')
        const rightsOn = (today: Day): Rights => {
          const known = pieces.filter(
            piece => piece.known <= daysBetween(start, today) && daysBetween(start, today) < piece.gone,
          )
          const of = (kind: AccountKind) =>
            known
              .filter(piece => piece.kind === kind)
              .map(piece =>
                right(
                  addDays(start, piece.from),
                  piece.days === null ? null : addDays(start, piece.from + piece.days),
                  piece.grace,
                ),
              )
          return { ECS: of('ECS'), SPS: of('SPS') }
        }
        walk(rightsOn, '2027-01-01', 420, wait, life => {
          for (const account of [life.ECS, life.SPS]) {
            if (account === null) continue
            const { announcement } = account
            if (announcement !== null) assert.ok(daysBetween(announcement.toldOn, announcement.stopOn) >= 7)
            if (account.state === 'closed' && announcement !== null)
              assert.ok(account.actualStop >= announcement.stopOn)
            if (account.state === 'closed' && account.activatedAt !== null) assert.notEqual(announcement, null)
          }
        })
      },
    ),
    { numRuns: 60 },
  ))
