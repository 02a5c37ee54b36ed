/** The checks of one row: each field on its own, then what fields must be to one another. */
import { hash } from 'node:crypto'
import { addDays } from '../../kernel/day.ts'
import { accept, refuse } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { checkNamePart } from '../names/name.ts'
import type { NameRefusal, NameScript } from '../names/name.ts'
import { parseOfficeDay } from '../persons/office-day.ts'
import { sourceFields } from './source.ts'
import type { FieldProblem, KeyShape, SourceDefinition, SourceField, SourceValues } from './source.ts'

export type RowRefusal = {
  readonly code: 'source.bad_row'
  readonly field: SourceField
  readonly key: string | null
  readonly reason: FieldProblem
}

type Cells = { [Field in SourceField]?: string | null }
type Checked = Result<string | null, { readonly code: FieldProblem }>

/** One row's cells as checked values, or its first problem in the order of the fields. */
export const checkFields = (
  definition: SourceDefinition,
  places: ReadonlyMap<SourceField, number>,
  cells: readonly string[],
): Result<{ readonly key: string; readonly values: SourceValues; readonly hash: string }, RowRefusal> => {
  const values: Cells = {}
  let key: string | null = null
  for (const [field, place] of places) {
    const text = (cells[place] ?? '').trim()
    const checked: Checked = text === '' ? accept(null) : checkCell(definition, field, text)
    if (!checked.ok) return badRow(field, key, checked.refusal.code)
    values[field] = checked.value
    if (field === 'key') key = checked.value
  }
  splitWholeNames(values)
  for (const field of ['key', 'status', ...definition.required] as const)
    if (values[field] == null) return badRow(field, key, 'empty')
  if (key === null || !hasName(values)) return badRow(firstNameField(places), key, 'empty')
  const crossed = crossCheck(values)
  if (crossed !== null) return badRow(crossed, key, 'until_before_from')
  return accept({ key, values, hash: hashOf(values) })
}

/** The key of a row that could be read in part, or null. */
export const keyIn = (
  definition: SourceDefinition,
  places: ReadonlyMap<SourceField, number>,
  cells: readonly string[],
): string | null => {
  const key = checkKey((cells[places.get('key') ?? -1] ?? '').trim(), definition.keyShape)
  return key.ok ? key.value : null
}

const badRow = (field: SourceField, key: string | null, reason: FieldProblem) =>
  refuse({ code: 'source.bad_row', field, key, reason })

/** Each field's check; what is not named here is short free text. */
const checkCell = (definition: SourceDefinition, field: SourceField, text: string): Checked => {
  const script = scriptOf(field)
  if (script !== null) return asChecked(checkNamePart(text, script))
  switch (field) {
    case 'key':
    case 'previousKey':
    case 'hostKey':
      return checkKey(text, field === 'key' ? definition.keyShape : anyKey)
    case 'birthDate':
    case 'from':
    case 'leaveFrom':
    case 'asOf':
      return checkDay(text, field === 'birthDate')
    case 'until':
    case 'leaveUntil':
      return checkEnd(text, definition.endsOn)
    case 'status':
      return checkStatus(text, definition.statuses)
    case 'mail':
      return checkMail(text)
    case 'phone':
      return checkPhone(text)
    case 'sex':
      return checkWord(text, sexes, 'unknown_sex')
    case 'voided':
    case 'provisional':
      return checkWord(text, yesOrNo, 'not_yes_or_no')
    case 'unitCode':
      return /^[\p{L}\p{N}._-]{1,40}$/u.test(text.normalize('NFKC'))
        ? accept(text.normalize('NFKC'))
        : refuse({ code: 'not_a_code' })
    default:
      return checkText(text)
  }
}

const asChecked = (name: Result<string, NameRefusal>): Checked => (name.ok ? name : refuse({ code: name.refusal.code }))

const scriptOf = (field: SourceField): NameScript | null => {
  const match = /^(?:usual|former)?(?:family|given|name)(Kanji|Kana|Roman)$/i.exec(field)
  const script = match?.[1]?.toLowerCase()
  return script === 'kanji' || script === 'kana' || script === 'roman' ? script : null
}

const anyKey: KeyShape = { characters: 'letters-and-digits', min: 1, max: 40 }
const keyCharacters: Readonly<Record<KeyShape['characters'], RegExp>> = {
  digits: /^[0-9]+$/,
  'letters-and-digits': /^[A-Za-z0-9-]+$/,
  printable: /^[\x21-\x7e]+$/,
}

const checkKey = (text: string, shape: KeyShape): Checked => {
  const key = text.normalize('NFKC')
  const fits = key.length >= shape.min && key.length <= shape.max && keyCharacters[shape.characters].test(key)
  return fits ? accept(key) : refuse({ code: 'wrong_key' })
}

const checkDay = (text: string, mustBePast: boolean): Checked => {
  const read = parseOfficeDay(text)
  if (read.is !== 'day') return refuse({ code: read.is === 'open' ? 'no_such_day' : read.is })
  // Dates of birth after 2999 do not parse; the registry compares with its own today.
  return mustBePast && read.day > '2100-01-01' ? refuse({ code: 'implausible_day' }) : accept(read.day)
}

const checkEnd = (text: string, endsOn: SourceDefinition['endsOn']): Checked => {
  const read = parseOfficeDay(text)
  if (read.is === 'open') return accept(null)
  if (read.is !== 'day') return refuse({ code: read.is })
  return accept(endsOn === 'last-day' ? addDays(read.day, 1) : read.day)
}

const checkStatus = (text: string, statuses: Readonly<Record<string, string>>): Checked => {
  const word = text.normalize('NFKC')
  if (Object.hasOwn(statuses, text)) return accept(statuses[text] ?? null)
  return Object.hasOwn(statuses, word) ? accept(statuses[word] ?? null) : refuse({ code: 'unknown_status' })
}

const checkMail = (text: string): Checked => {
  const mail = text.normalize('NFKC').toLowerCase()
  return mail.length <= 254 && /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(mail)
    ? accept(mail)
    : refuse({ code: 'not_mail' })
}

/** 075-753-0000, (075)753-0000, +81 75 753 0000 → +81757530000. */
const checkPhone = (text: string): Checked => {
  const plain = text.normalize('NFKC').replace(/[\s().‐‑–ー-]/gu, '')
  if (!/^\+?[0-9]{9,15}$/.test(plain)) return refuse({ code: 'not_a_phone' })
  return accept(plain.startsWith('0') ? `+81${plain.slice(1)}` : plain)
}

const sexes: Readonly<Record<string, string>> = {
  男: 'male', 男性: 'male', m: 'male', male: 'male', 1: 'male', 女: 'female', 女性: 'female', f: 'female', female: 'female',
  2: 'female', その他: 'other', other: 'other', x: 'other', 9: 'other',
} // prettier-ignore
const yesOrNo: Readonly<Record<string, string>> = {
  1: 'true', true: 'true', yes: 'true', y: 'true', '○': 'true', 〇: 'true', 取消: 'true', 有: 'true',
  0: 'false', false: 'false', no: 'false', n: 'false', '×': 'false', 無: 'false',
} // prettier-ignore

const checkWord = (text: string, words: Readonly<Record<string, string>>, code: FieldProblem): Checked => {
  const word = text.normalize('NFKC').toLowerCase()
  return Object.hasOwn(words, word) ? accept(words[word] ?? null) : refuse({ code })
}

const checkText = (text: string): Checked => {
  if (text.length > 300) return refuse({ code: 'too_long' })
  if (/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)) return refuse({ code: 'control_character' })
  // A lone dash is how offices write that there is none.
  if (/^(?:[=+@＝＋＠]|[-－][^\s-－])/.test(text)) return refuse({ code: 'formula' })
  return accept(text.replace(/\s+/gu, ' '))
}

const wholeNames = [
  ['nameKanji', 'familyKanji', 'givenKanji'],
  ['nameKana', 'familyKana', 'givenKana'],
  ['nameRoman', 'familyRoman', 'givenRoman'],
] as const

/** 山田 太郎 → 山田 and 太郎; "YAMADA, Taro" alike; one word alone is a mononym. Family comes first. */
const splitWholeNames = (values: Cells): void => {
  for (const [whole, family, given] of wholeNames) {
    const name = values[whole]
    delete values[whole]
    if (name == null || values[family] != null) continue
    const [first = '', ...others] = name.split(/,? /)
    values[family] = first.replace(/,$/, '')
    values[given] = others.length === 0 ? null : others.join(' ')
  }
}

const hasName = (values: SourceValues): boolean =>
  values.familyKanji != null || values.familyKana != null || values.familyRoman != null

const firstNameField = (places: ReadonlyMap<SourceField, number>): SourceField =>
  (['familyKanji', 'nameKanji', 'familyRoman', 'nameRoman', 'familyKana', 'nameKana'] as const).find(field =>
    places.has(field),
  ) ?? 'familyKanji'

/** The field at fault where an end is not after its beginning. */
const crossCheck = (values: SourceValues): SourceField | null => {
  if (values.from != null && values.until != null && values.until <= values.from) return 'until'
  if (values.leaveFrom != null && values.leaveUntil != null && values.leaveUntil <= values.leaveFrom)
    return 'leaveUntil'
  return null
}

/** SHA-256 over the values in the order of the fields; the day of the file itself is no change of a person. */
const hashOf = (values: SourceValues): string =>
  hash(
    'sha256',
    JSON.stringify(
      sourceFields.filter(field => field !== 'asOf').map(field => (values[field] === undefined ? [] : [values[field]])),
    ),
    'hex',
  )
