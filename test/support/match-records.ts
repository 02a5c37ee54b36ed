/** People to be matched; a test says only what matters. */
import { day } from '../../src/kernel/day.ts'
import type { Candidate, MatchRecord } from '../../src/registry/matching/match.ts'
import type { NameForms, NameKind, PersonName } from '../../src/registry/names/name.ts'

/** 髙橋/タカハシ/Takahashi as the forms of one part; what is left out is null. */
export const forms = (text: string): NameForms => {
  const [kanji = '', kana = '', roman = ''] = text.split('/')
  const orNull = (form: string): string | null => (form === '' ? null : form)
  return { kanji: orNull(kanji), kana: orNull(kana), roman: orNull(roman) }
}

export const named = (family: string, given: string | null, kind: NameKind = 'official'): PersonName => ({
  kind,
  family: forms(family),
  given: given === null ? null : forms(given),
})

const hanako: MatchRecord = {
  source: 'hr',
  key: 'K0000001',
  keyNames: 'person',
  previousKey: null,
  names: [named('髙橋/タカハシ', '花子/ハナコ')],
  birthDate: day('1999-05-05'),
  sex: 'female',
  mails: ['hanako@example.org'],
  phones: ['+819000000001'],
  vouchedBy: 'office',
}

/** Takahashi Hanako as personnel knows her, but for what is said. */
export const record = (changes: Partial<MatchRecord> = {}): MatchRecord => ({ ...hanako, ...changes })

/** Takahashi Hanako, student, as the registry knows her, but for what is said. */
export const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  id: 'hanako',
  numbers: [{ source: 'students', key: '2026000001', keyNames: 'person', current: true }],
  names: hanako.names,
  birthDate: hanako.birthDate,
  birthDateVerified: true,
  sex: 'female',
  mails: hanako.mails,
  phones: hanako.phones,
  ...changes,
})
