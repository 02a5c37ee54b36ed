/** A small record office for tests: its layout, and files made from rows that say only what matters. */
import type { System } from '../../src/platform/system.ts'
import { usualBrake, type Brake } from '../../src/registry/imports/brake.ts'
import type { SourceField } from '../../src/registry/sources/source.ts'
import { saveSource, type Layout } from '../../src/registry/store/sources.ts'

const columns = {
  key: 'number', previousKey: 'former_number', familyKanji: 'family', givenKanji: 'given', familyKana: 'family_kana', givenKana: 'given_kana',
  familyRoman: 'family_roman', givenRoman: 'given_roman', birthDate: 'born', status: 'status', unitName: 'unit', from: 'from', until: 'until', mail: 'mail', voided: 'voided', asOf: 'as_of',
} as const satisfies Partial<Record<SourceField, string>> // prettier-ignore

export const officeLayout: Layout = {
  format: { encoding: 'utf-8', delimiter: ',' },
  columns,
  statuses: { ug: 'ug', grad: 'grad', staff: 'staff' },
  keyShape: { characters: 'letters-and-digits', min: 1, max: 20 },
  keyNames: 'person',
  vouchedBy: 'office',
  endsOn: 'day-after',
  required: [],
}

export const addOffice = (system: System, code = 'office', brake: Brake = usualBrake): Promise<void> =>
  system.database.transact(tx =>
    saveSource(
      tx,
      {
        code,
        name: { ja: '試験係', en: 'Test office' },
        kind: code === 'office' ? 'students' : 'hr',
        trust: 50,
        layout: officeLayout,
        mode: 'full',
        brake,
        missingAfter: 3,
      },
      system.clock.now(),
    ),
  )

export type OfficeRow = Readonly<Partial<Record<(typeof columns)[keyof typeof columns], string>>> & {
  readonly number: string
}

export const usualHeader = [
  'number',
  'family',
  'given',
  'family_kana',
  'given_kana',
  'born',
  'status',
  'unit',
  'from',
  'until',
] as const

/** A file of these rows, with these columns. */
export const fileOf = (rows: readonly OfficeRow[], header: readonly string[] = usualHeader): Buffer =>
  Buffer.from(
    `${[header, ...rows.map(row => header.map(name => (row as Readonly<Record<string, string>>)[name] ?? ''))]
      .map(cells => cells.join(','))
      .join('\n')}\n`,
    'utf8',
  )

const families = [
  ['佐藤', 'サトウ'],
  ['鈴木', 'スズキ'],
  ['高橋', 'タカハシ'],
  ['田中', 'タナカ'],
  ['渡辺', 'ワタナベ'],
] as const
const givens = [
  ['翔', 'ショウ'],
  ['葵', 'アオイ'],
  ['蓮', 'レン'],
  ['凛', 'リン'],
  ['湊', 'ミナト'],
] as const

/** So many students who are not alike: another birth date for each. */
export const students = (count: number, first = 1): readonly OfficeRow[] =>
  Array.from({ length: count }, (_, index) => {
    const at = first + index
    const [family = '', familyKana = ''] = families[at % 5] ?? []
    const [given = '', givenKana = ''] = givens[(at >> 2) % 5] ?? []
    const born = new Date(Date.UTC(1950, 0, 1 + ((at * 7919) % 20_000))).toISOString().slice(0, 10)
    return {
      number: `S${String(at).padStart(6, '0')}`,
      family,
      given,
      family_kana: familyKana,
      given_kana: givenKana,
      born,
      status: 'ug',
      unit: at % 2 === 0 ? '理学部' : '文学部',
      from: '2026-04-01',
    }
  })
