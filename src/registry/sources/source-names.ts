/** A row as a person's names, and as a record to be matched. */
import { parseDay } from '../../kernel/day.ts'
import type { MatchRecord } from '../matching/match.ts'
import type { NameForms, NameKind, PersonName } from '../names/name.ts'
import type { SourceDefinition, SourceValues } from './source.ts'

/** Every name that a row gives; a usual or former family name without its own given name keeps the official one. */
export const namesOf = (values: SourceValues): readonly PersonName[] => {
  const given = formsOf(values.givenKanji, values.givenKana, values.givenRoman)
  const usualGiven = formsOf(values.usualGivenKanji, values.usualGivenKana, values.usualGivenRoman)
  const families: readonly (readonly [NameKind, NameForms | null, NameForms | null])[] = [
    ['official', formsOf(values.familyKanji, values.familyKana, values.familyRoman), given],
    ['usual', formsOf(values.usualFamilyKanji, values.usualFamilyKana, values.usualFamilyRoman), usualGiven ?? given],
    ['former', formsOf(values.formerFamilyKanji, values.formerFamilyKana, values.formerFamilyRoman), given],
  ]
  const names = families.flatMap(([kind, family, own]) => (family === null ? [] : [{ kind, family, given: own }]))
  const official = names.find(name => name.kind === 'official')
  // A usual given name alone (花子 for 華子) is used with the official family name.
  if (usualGiven === null || official === undefined || names.some(name => name.kind === 'usual')) return names
  return [...names, { kind: 'usual', family: official.family, given: usualGiven }]
}

type Cell = string | null | undefined

/** Latin letters in the column of kanji are the roman form: offices write people from abroad where they write everybody. */
const formsOf = (kanji: Cell, kana: Cell, roman: Cell): NameForms | null => {
  if (kanji == null && kana == null && roman == null) return null
  if (kanji != null && roman == null && isLatin(kanji))
    return { kanji: null, kana: kana ?? null, roman: kanji.normalize('NFKC') }
  return { kanji: kanji ?? null, kana: kana ?? null, roman: roman ?? null }
}

const isLatin = (text: string): boolean => !/[^\p{Script=Latin}\p{M}\p{P}\s]/u.test(text.normalize('NFKC'))

/** What a row says of somebody, for matching. */
export const recordOf = (definition: SourceDefinition, key: string, values: SourceValues): MatchRecord => ({
  source: definition.id,
  key,
  keyNames: definition.keyNames,
  previousKey: values.previousKey ?? null,
  names: namesOf(values),
  birthDate: values.birthDate == null ? null : parseDay(values.birthDate),
  sex: values.sex ?? null,
  mails: values.mail == null ? [] : [values.mail],
  phones: values.phone == null ? [] : [values.phone],
  vouchedBy: definition.vouchedBy,
})
