import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, day, parseDay, type Day } from '../kernel/day.ts'
import { asPersonId } from '../kernel/ids.ts'
import { decide } from './decide.ts'
import { defaultBook } from './default-book.ts'
import { standingOn, type Entitlement, type EntitlementKind } from './entitlement.ts'
import type { AffiliationFact, ExceptionFact } from './facts.ts'
import { bookSchema, compileBook, statusesWithoutRule } from './rules.ts'

const book = compileBook(defaultBook)
const someone = asPersonId('11111111-1111-4111-8111-111111111111')

let serial = 0
const being = (
  status: string,
  from: string,
  until: string | null,
  more: Partial<AffiliationFact> = {},
): AffiliationFact => ({
  id: `22222222-2222-4222-8222-${String((serial += 1)).padStart(12, '0')}`,
  status,
  unit: null,
  title: null,
  period: { from: day(from), until: until === null ? null : day(until) },
  state: 'active',
  provisional: false,
  ...more,
})
const exception = (
  effect: ExceptionFact['effect'],
  kind: EntitlementKind,
  from: string,
  until: string,
): ExceptionFact => ({
  id: `33333333-3333-4333-8333-${String((serial += 1)).padStart(12, '0')}`,
  kind,
  effect,
  period: { from: day(from), until: day(until) },
})
const decided = (affiliations: readonly AffiliationFact[], exceptions: readonly ExceptionFact[] = []) =>
  decide(someone, { affiliations, exceptions }, book)
const spans = (entitlements: readonly Entitlement[], kind: EntitlementKind) =>
  entitlements
    .filter(one => one.kind === kind)
    .map(({ period, graceUntil }) => [period.from, period.until, graceUntil] as const)

describe('each status gives what its row of the table says (people-and-accounts §3.1)', () => {
  const C = ['certificate.client']
  const CM = ['certificate.client', 'certificate.smime']
  const ecs = ['account.ECS', 'mail.KUMOI']
  const sps = ['account.SPS', 'mail.KUMail']
  const epa = (...values: readonly string[]) => values.map(value => `affiliation.${value}`)
  const nonRegular = [...ecs, 'card.non-regular', ...CM]
  const jsps = [...ecs, 'card.authentication', ...CM, ...epa('member')]
  const guest = [...ecs, 'card.authentication', 'card.facility', ...CM, ...epa('member')]
  const table: readonly (readonly [string, readonly string[], string | null])[] = [
    ['ug', [...ecs, 'card.student', ...CM, ...epa('student', 'member')], '2027-05-01'],
    ['grad', [...ecs, 'card.student', ...CM, ...epa('student', 'member')], '2027-05-01'],
    ['research-student', [...nonRegular, ...epa('student', 'member')], '2027-05-01'],
    ['auditor', [...nonRegular, ...epa('student')], '2027-05-01'],
    ['credit-student', [...nonRegular, ...epa('student')], '2027-05-01'],
    ['special-auditor', [...nonRegular, ...epa('student', 'member')], '2027-05-01'],
    ['special-research-student', [...nonRegular, ...epa('student', 'member')], '2027-05-01'],
    ['exchange', [...nonRegular, ...epa('student', 'member')], '2027-05-01'],
    [
      'pt-lecturer',
      [...ecs, 'card.authentication', 'card.part-time-lecturer', ...CM, ...epa('faculty', 'member')],
      '2027-05-01',
    ],
    ['jsps-fellow', jsps, '2027-05-01'],
    ['jsps-foreign', jsps, '2027-05-01'],
    ['emeritus', [...ecs, 'card.emeritus', ...CM], null],
    ['invited-scholar', guest, '2027-04-15'],
    ['foreign-joint', guest, '2027-04-15'],
    ['guest-scholar', guest, '2027-04-15'],
    ['contract-researcher', guest, '2027-04-15'],
    ['trainee', guest, '2027-04-15'],
    ['joint-researcher', guest, '2027-04-15'],
    ['temp-employee', [...ecs, 'card.authentication', ...CM, ...epa('staff', 'member')], '2027-04-15'],
    ['oa-ra-ta', [], null],
    ['faculty', [...sps, 'card.staff', ...CM, ...epa('faculty', 'member')], null],
    ['staff', [...sps, 'card.staff', ...CM, ...epa('staff', 'member')], null],
    ['staff-part', [...sps, 'card.authentication', ...CM, ...epa('staff', 'member')], null],
    ['officer', [...sps, 'card.officer', ...CM, ...epa('staff', 'member')], null],
    ['dispatched', [...sps, 'card.authentication', ...C], null],
    ['finance-only', ['account.SPS', 'card.authentication', ...C], null],
    ['facility-user', ['card.facility'], null],
    ['former', [], null],
  ]
  test('the table is whole', () => {
    assert.deepEqual(table.map(([status]) => status).sort(), defaultBook.statuses.map(status => status.code).sort())
    assert.ok(bookSchema.safeParse(defaultBook).success)
  })
  for (const [status, kinds, accountGraceUntil] of table)
    test(status, () => {
      const entitlements = decided([being(status, '2026-04-01', '2027-04-01')])
      assert.deepEqual(entitlements.map(one => one.kind).sort(), [...kinds].sort())
      const account = entitlements.find(one => one.kind.startsWith('account.'))
      assert.equal(account?.graceUntil ?? null, accountGraceUntil)
      if (account !== undefined) assert.equal(account.preparesFrom, '2026-02-15')
      for (const one of entitlements) {
        assert.deepEqual(one.period, { from: '2026-04-01', until: '2027-04-01' })
        assert.ok(one.reasons.length > 0)
        if (one.kind.startsWith('affiliation.')) assert.equal(one.preparesFrom, '2026-04-01')
      }
    })
  test('mail of staff leaves forwarding of 360 days behind', () => {
    const entitlements = decided([being('staff', '2026-04-01', '2027-04-01')])
    assert.deepEqual(spans(entitlements, 'mail.KUMail'), [['2026-04-01', '2027-04-01', '2028-03-26']])
    assert.deepEqual(spans(entitlements, 'account.SPS'), [['2026-04-01', '2027-04-01', null]])
  })
  test('cards that are made on request say so', () => {
    const of = (status: string) =>
      decided([being(status, '2026-04-01', null)]).find(one => one.kind === 'card.authentication')?.onRequest
    assert.deepEqual([of('pt-lecturer'), of('staff-part'), of('trainee')], [true, false, true])
  })
})

describe('transitions (people-and-accounts §7)', () => {
  test('undergraduate → graduate → research student: one unbroken ECS', () => {
    const life = [
      being('ug', '2022-04-01', '2026-04-01'),
      being('grad', '2026-04-01', '2028-04-01'),
      being('research-student', '2028-04-01', '2029-04-01'),
    ]
    assert.deepEqual(spans(decided(life), 'account.ECS'), [['2022-04-01', '2029-04-01', '2029-05-01']])
    assert.deepEqual(spans(decided(life), 'card.student'), [['2022-04-01', '2028-04-01', null]])
  })
  test('transfer of faculty: same ECS', () => {
    const letters = { unit: { code: 'LET', name: { ja: '文学部', en: 'Faculty of Letters' } } }
    const life = [being('ug', '2024-04-01', '2026-04-01', letters), being('ug', '2026-04-01', '2028-04-01')]
    assert.equal(spans(decided(life), 'account.ECS').length, 1)
  })
  test('student → staff: ECS for 30 days more, then nothing of it', () => {
    const life = decided([being('grad', '2024-04-01', '2026-04-01'), being('staff', '2026-04-01', null)])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2026-05-01', null]])
    assert.deepEqual(spans(life, 'mail.KUMOI'), [['2024-04-01', '2026-05-01', null]])
    assert.deepEqual(spans(life, 'account.SPS'), [['2026-04-01', null, null]])
    assert.deepEqual(spans(life, 'affiliation.student'), [['2024-04-01', '2026-04-01', null]])
  })
  test('student → staff with a gap within the grace: no day without a full account', () => {
    const life = decided([being('grad', '2024-04-01', '2026-04-01'), being('staff', '2026-04-16', null)])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2026-05-16', null]])
  })
  test('student → staff after the grace: no bridge', () => {
    const life = decided([being('grad', '2024-04-01', '2026-04-01'), being('staff', '2026-06-01', null)])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2026-04-01', '2026-05-01']])
  })
  test('a member of staff who studies keeps the student ECS beside the SPS, and leaves it as a student does', () => {
    const life = decided([being('staff', '2020-04-01', null), being('grad', '2024-04-01', '2026-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2026-04-01', '2026-05-01']])
    assert.deepEqual(spans(life, 'account.SPS'), [['2020-04-01', null, null]])
  })
  test('a graduate student who teaches as TA keeps the student ECS and gets no SPS', () => {
    const life = decided([being('grad', '2024-04-01', '2026-04-01'), being('oa-ra-ta', '2024-10-01', '2025-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2026-04-01', '2026-05-01']])
    assert.deepEqual(spans(life, 'account.SPS'), [])
  })
  test('student → JSPS fellow: same ECS without a break', () => {
    const life = decided([being('grad', '2024-04-01', '2026-04-01'), being('jsps-fellow', '2026-04-01', '2029-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2024-04-01', '2029-04-01', '2029-05-01']])
  })
  test('a JSPS paper longer than three years counts for three', () => {
    const life = decided([being('jsps-fellow', '2026-04-01', '2031-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2026-04-01', '2029-04-01', '2029-05-01']])
    assert.equal(life[0]?.reasons[0]?.endsBy, 'limit')
  })
  test('part-time lecturer → staff: ECS as staff gives way after the overlap, though the contract goes on', () => {
    const life = decided([being('pt-lecturer', '2025-04-01', '2027-04-01'), being('staff', '2026-04-01', null)])
    assert.deepEqual(spans(life, 'account.ECS'), [['2025-04-01', '2026-05-01', null]])
    assert.equal(life.find(one => one.kind === 'account.ECS')?.reasons[0]?.endsBy, 'hand-over')
  })
  test('a member of staff who becomes part-time lecturer beside it gets no ECS, until the staff post ends', () => {
    const life = decided([being('staff', '2020-04-01', '2026-10-01'), being('pt-lecturer', '2026-04-01', '2027-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2026-10-01', '2027-04-01', '2027-05-01']])
  })
  test('retiring professor → emeritus, decided in March: ECS from the day SPS ends', () => {
    const life = decided([being('faculty', '1990-04-01', '2027-04-01'), being('emeritus', '2027-03-01', null)])
    assert.deepEqual(spans(life, 'account.SPS'), [['1990-04-01', '2027-04-01', null]])
    assert.deepEqual(spans(life, 'account.ECS'), [['2027-04-01', null, null]])
    assert.equal(life.find(one => one.kind === 'account.ECS')?.preparesFrom, '2027-02-15')
  })
  test('staff → staff in another department: same SPS', () => {
    const life = decided([being('staff', '2020-04-01', '2026-04-01'), being('staff', '2026-04-01', null)])
    assert.deepEqual(spans(life, 'account.SPS'), [['2020-04-01', null, null]])
  })
  test('JSPS fellow who needs the finance system: both accounts, no staff mail, ECS does not give way', () => {
    const life = decided([
      being('jsps-fellow', '2026-04-01', '2029-04-01'),
      being('finance-only', '2026-06-01', '2027-04-01'),
    ])
    assert.deepEqual(spans(life, 'account.ECS'), [['2026-04-01', '2029-04-01', '2029-05-01']])
    assert.deepEqual(spans(life, 'account.SPS'), [['2026-06-01', '2027-04-01', null]])
    assert.deepEqual(spans(life, 'mail.KUMail'), [])
  })
  test('part-time lecturer with no contract next term, back a year later: a gap, and grace that stops at the return', () => {
    const life = decided([
      being('pt-lecturer', '2025-04-01', '2025-10-01'),
      being('pt-lecturer', '2025-10-15', '2026-04-01'),
    ])
    assert.deepEqual(spans(life, 'account.ECS'), [
      ['2025-04-01', '2025-10-01', '2025-10-15'],
      ['2025-10-15', '2026-04-01', '2026-05-01'],
    ])
  })
  test('leave is not leaving', () => {
    const life = decided([being('staff', '2020-04-01', null, { state: 'on_leave' })])
    assert.deepEqual(spans(life, 'account.SPS'), [['2020-04-01', null, null]])
  })
  test('a role rests during leave', () => {
    const desk = {
      unit: { code: 'IIMC', name: { ja: '情報環境機構', en: 'IIMC' } },
      title: '情報環境支援センター窓口担当',
    }
    const roles = (more: Partial<AffiliationFact>) =>
      decided([being('staff', '2020-04-01', null, more)])
        .filter(one => one.kind.startsWith('role.'))
        .map(one => one.kind)
    assert.deepEqual(roles(desk), ['role.counter'])
    assert.deepEqual(roles({ ...desk, state: 'on_leave' }), [])
    assert.deepEqual(roles({ ...desk, unit: null }), [])
  })
  test('a mistake never was, and a no-show gives nothing', () => {
    assert.deepEqual(decided([being('ug', '2026-04-01', null, { state: 'void' })]), [])
    assert.deepEqual(decided([being('ug', '2026-04-01', '2026-04-01')]), [])
    assert.deepEqual(decided([being('ug', '2026-04-01', null, { state: 'ended' })]), [])
  })
  test('a provisional affiliation gives an account for 30 days, without grace, and no card', () => {
    const life = decided([being('trainee', '2026-04-01', '2027-04-01', { provisional: true })])
    assert.deepEqual(spans(life, 'account.ECS'), [['2026-04-01', '2026-05-01', null]])
    assert.deepEqual(spans(life, 'card.authentication'), [])
    assert.equal(life[0]?.reasons[0]?.endsBy, 'provisional')
  })
  test('a status that no row knows gives nothing and is reported', () => {
    assert.deepEqual(decided([being('visiting-astronaut', '2026-04-01', null)]), [])
    assert.deepEqual(statusesWithoutRule(book, ['ug', 'visiting-astronaut', 'former']), ['visiting-astronaut'])
  })
})

describe('exceptions', () => {
  const student = being('ug', '2023-04-01', '2027-04-01')
  test('grant stands by itself', () => {
    const life = decided([], [exception('grant', 'account.ECS', '2026-04-01', '2026-06-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2026-04-01', '2026-06-01', null]])
  })
  test('extend leans on the right it prolongs', () => {
    const longer = exception('extend', 'account.ECS', '2027-04-01', '2027-06-01')
    assert.deepEqual(spans(decided([student], [longer]), 'account.ECS'), [['2023-04-01', '2027-06-01', null]])
    assert.deepEqual(decided([], [longer]), [])
  })
  test('withhold takes away from everything, and the rest goes on', () => {
    const life = decided([student], [exception('withhold', 'account.ECS', '2025-01-01', '2025-02-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [
      ['2023-04-01', '2025-01-01', null],
      ['2025-02-01', '2027-04-01', '2027-05-01'],
    ])
  })
  test('withholding stops a grace that runs', () => {
    const life = decided([student], [exception('withhold', 'account.ECS', '2027-04-10', '2028-04-01')])
    assert.deepEqual(spans(life, 'account.ECS'), [['2023-04-01', '2027-04-01', '2027-04-10']])
  })
  test('an SPS-ID that is withheld takes no ECS-ID away', () => {
    const life = decided(
      [being('pt-lecturer', '2025-04-01', '2027-04-01'), being('staff', '2026-04-01', '2027-04-01')],
      [exception('withhold', 'account.SPS', '2026-04-01', '2027-04-01')],
    )
    assert.deepEqual(spans(life, 'account.ECS'), [['2025-04-01', '2027-04-01', '2027-05-01']])
    assert.deepEqual(spans(life, 'account.SPS'), [])
  })
})

const everyDay = (from: string, until: string): readonly Day[] => {
  const days: Day[] = []
  for (let on = day(from); on < day(until); on = addDays(on, 1)) days.push(on)
  return days
}

test('imp.day-boundary', () => {
  const life = decided([being('grad', '2024-04-01', '2028-02-29'), being('staff', '2028-02-29', null)])
  const account = (on: Day) => life.some(one => one.kind.startsWith('account.') && standingOn(one, on) === 'held')
  assert.ok(everyDay('2024-04-01', '2028-12-31').every(account), 'a full account on every day')
  const [student] = decided([being('ug', '2023-04-01', '2027-04-01')])
  assert.ok(student !== undefined)
  assert.deepEqual(
    [
      '2023-02-14',
      '2023-02-15',
      '2023-03-31',
      '2023-04-01',
      '2027-03-31',
      '2027-04-01',
      '2027-04-30',
      '2027-05-01',
    ].map(text => standingOn(student, parseDay(text) ?? day('1900-01-01'))),
    ['ahead', 'preparing', 'preparing', 'held', 'held', 'grace', 'grace', 'over'],
  )
})

test('a life walked day by day: what is decided does not depend on the day, and standing changes only at its bounds', () => {
  const life = [
    being('ug', '2022-04-01', '2026-04-01'),
    being('grad', '2026-04-01', '2028-04-01'),
    being('staff', '2028-04-01', '2030-04-01'),
    being('pt-lecturer', '2030-10-01', '2031-04-01'),
  ]
  const first = decided(life)
  const bounds = new Set<string>(
    first.flatMap(one => [one.preparesFrom, one.period.from, one.period.until ?? '', one.graceUntil ?? '']),
  )
  let before = ''
  for (const on of everyDay('2022-01-01', '2031-12-31')) {
    assert.deepEqual(decided(life), first)
    const standing = first.map(one => standingOn(one, on)).join()
    if (before !== '' && standing !== before) assert.ok(bounds.has(on), on)
    before = standing
  }
})
