/** ● A known person beside what a record says: the part of a page by which somebody decides whether they are one. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { asPersonId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/database.ts'
import { sideBySide } from '../../platform/web/fact.ts'
import { html, passage, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import type { Evidence, Scored } from '../matching/match.ts'
import { currentName, displayName, type PersonName } from '../names/name.ts'
import type { Facts } from '../persons/facts.ts'
import type { Affiliation, Person } from '../persons/person.ts'
import { namesOf } from '../sources/source-names.ts'
import { matchConflicts, matchDetails, matchRules } from '../sources/text.ts'
import { affiliationsOf, personsOf } from '../store/persons.ts'
import { importWords, words } from './text.ts'

/** Somebody the registry knows, and how much they resemble. */
export type Known = {
  readonly scored: Scored
  readonly person: Person
  readonly affiliations: readonly Affiliation[]
}

export const named = (names: readonly PersonName[]): Bilingual => ({
  ja: displayName(names, 'ja'),
  en: displayName(names, 'en'),
})

/** The persons who come into question, with what they are in the university; those merged meanwhile are left out. */
export const knownOf = async (db: Db, candidates: readonly Scored[]): Promise<readonly Known[]> => {
  const ids = candidates.map(candidate => asPersonId(candidate.id))
  const [persons, affiliations] = await Promise.all([personsOf(db, ids), affiliationsOf(db, ids)])
  return candidates.flatMap(scored => {
    const person = persons.get(asPersonId(scored.id))
    return person === undefined ? [] : [{ scored, person, affiliations: affiliations.get(person.id) ?? [] }]
  })
}

type Shown = {
  /** Counts the candidates from 1, the likeliest first. */
  readonly place: number
  /** How whoever shows it names a status; the registry itself knows codes alone. */
  readonly statusName?: (code: string) => Content
}

/** What a record says and what is known of one candidate, side by side, with points and conflicts. */
export const candidatePart = (
  facts: Facts,
  { scored, person, affiliations }: Known,
  { place, statusName = code => code }: Shown,
): Html =>
  section(
    html`${words.candidate} ${place}: <a href="/people/${person.id}">${named(person.names)}</a>`,
    html`
      ${scored.conflicts.map(conflict => notice('warning', matchConflicts[conflict]))}
      <p>${fill(importWords.likeness, { score: Math.round(scored.score * 100) })}</p>
      ${sideBySide({
        caption: words.evidence,
        left: words.record,
        right: words.known,
        evidence: [
          {
            label: words.affiliations,
            left: placeIn(statusName, facts.status ?? null, facts.unitName ?? null),
            right: affiliations.map(
              ({ status, unit }) => html`<div>${placeIn(statusName, status, unit?.name.ja ?? null)}</div>`,
            ),
            verdict: 'unknown',
          },
          ...scored.evidence.map(line => ({
            label: matchRules[line.rule],
            ...pairOf(line, facts, person),
            verdict: verdictOf[line.outcome],
          })),
        ],
      })}
    `,
  )

const verdictOf = { agrees: 'same', close: 'close', differs: 'different', unknown: 'unknown' } as const

/** 学部学生、理学部: a status and where. */
const placeIn = (statusName: (code: string) => Content, status: string | null, unit: string | null): Content =>
  html`${status !== null && statusName(status)} ${unit !== null && passage('ja', unit)}`

/** What each says on this point; a date of birth, a number or an address is told apart without being shown. */
const pairOf = (
  { rule, detail, points }: Evidence,
  facts: Facts,
  person: Person,
): { readonly left: Content; readonly right: Content } => {
  const note = html`<small
    >${detail !== null && html`${matchDetails[detail]} ・ `}${fill(importWords.points, { points: `${points > 0 ? '+' : ''}${points}` })}</small
  >`
  if (rule !== 'family_name' && rule !== 'given_name') return { left: importWords.kept, right: note }
  const part = rule === 'family_name' ? 'family' : 'given'
  return { left: partOf(namesOf(facts), part), right: html`${partOf(person.names, part)} ${note}` }
}

const partOf = (names: readonly PersonName[], part: 'family' | 'given'): Content => {
  const forms = currentName(names)?.[part] ?? null
  return forms === null ? null : passage('ja', forms.kanji ?? forms.kana ?? forms.roman)
}
