/** ● A known person beside what a record says: the part of a page by which somebody decides whether they are one. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { asPersonId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/database.ts'
import { sideBySide } from '../../platform/web/fact.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import type { Evidence, Scored } from '../matching/match.ts'
import { displayName, type PersonName } from '../names/name.ts'
import type { Facts } from '../persons/facts.ts'
import type { Affiliation, Person } from '../persons/person.ts'
import { namesOf } from '../sources/source-names.ts'
import { matchConflicts, matchDetails, matchRules } from '../sources/text.ts'
import { affiliationsOf, personsOf } from '../store/persons.ts'
import { words } from './text.ts'

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
      <p>${words.score}: ${Math.round(scored.score * 100)} / 100</p>
      ${sideBySide({
        caption: words.evidence,
        left: words.record,
        right: words.known,
        evidence: [
          { label: words.name, left: named(namesOf(facts)), right: named(person.names), verdict: 'unknown' },
          {
            label: words.affiliations,
            left: html`${statusName(facts.status ?? '')} · ${facts.unitName}`,
            right: affiliations.map(
              ({ status, unit }, at) =>
                html`${at > 0 && ', '}${statusName(status)}${unit !== null && html` · ${unit.name}`}`,
            ),
            verdict: 'unknown',
          },
          ...scored.evidence.map(line => ({
            label: matchRules[line.rule],
            left: detailOf(line),
            right: `${line.points > 0 ? '+' : ''}${line.points}`,
            verdict: verdictOf[line.outcome],
          })),
        ],
      })}
    `,
  )

const verdictOf = { agrees: 'same', close: 'close', differs: 'different', unknown: 'unknown' } as const

const detailOf = ({ detail }: Evidence): Content => (detail === null ? '–' : matchDetails[detail])
