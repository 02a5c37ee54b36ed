/** ● How the registry's acts that take two persons are told to the second of them. */
import { instantInWords } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import type { Proposal } from '../../platform/dual-control.ts'
import type { ProposalKind, Told } from '../../platform/dual-control/told.ts'
import { identifier } from '../../platform/web/fact.ts'
import type { System } from '../../platform/system.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { figure } from '../../platform/web/text.ts'
import { changedParts, type Guard, type GuardPart } from '../imports/guard.ts'
import { displayName } from '../names/name.ts'
import type { Person } from '../persons/person.ts'
import { importById } from '../store/imports.ts'
import { endMerge, mergeById } from '../store/merges.ts'
import { personsOf } from '../store/persons.ts'
import { sourceByCode } from '../store/sources.ts'
import { releaseGuard } from '../use-cases/guard-source.ts'
import { liftBrake } from '../use-cases/lift-brake.ts'
import { releaseMerge } from '../use-cases/merge-persons.ts'
import { countLimit, percent } from './source.ts'
import { guardPartNames } from './source-text.ts'
import { verdictNames } from './state-text.ts'
import { words } from './text.ts'

/** What is held of which office's file: the kinds of change, and how many of each would go on. */
const tellLift = async ({ database: { read: db } }: System, { subject }: Proposal): Promise<Told | null> => {
  const taken = await importById(db, subject)
  if (taken === null) return null
  const source = await sourceByCode(db, taken.source)
  return {
    subject: source?.name ?? taken.source,
    href: `/imports/${taken.id}`,
    facts: [
      { label: words.received, value: instantInWords(taken.receivedAt) },
      ...taken.held.map(verdict => ({ label: verdictNames[verdict], value: figure(taken.counts[verdict] ?? 0) })),
    ],
  }
}

/** Which two are said to be one, and who of them stays. */
const tellMerge = async ({ database: { read: db } }: System, { subject }: Proposal): Promise<Told | null> => {
  const merge = await mergeById(db, subject)
  if (merge === null) return null
  const ids = [asPersonId(merge.winnerId), asPersonId(merge.loserId)] as const
  const persons = await personsOf(db, ids)
  const [winner, loser] = [persons.get(ids[0]), persons.get(ids[1])]
  if (winner === undefined || loser === undefined) return null
  return {
    subject: nameOf(winner),
    href: `/people/${winner.id}`,
    facts: [
      { label: words.staysAs, value: named(winner) },
      { label: words.goesInto, value: named(loser) },
    ],
  }
}

const nameOf = ({ names }: Person) => ({ ja: displayName(names, 'ja'), en: displayName(names, 'en') })

const named = (person: Person): Html =>
  html`<a href="/people/${person.id}">${nameOf(person)}</a> ${identifier(person.number)}`

/** Which limits of which source would become what; those that stay are left out. */
const tellGuard = async ({ database: { read: db } }: System, { subject, payload }: Proposal): Promise<Told | null> => {
  const source = await sourceByCode(db, subject)
  if (source === null) return null
  const wanted = payload['guard'] as Guard
  return {
    subject: source.name,
    href: `/sources/${subject}`,
    facts: changedParts(source, wanted).map(part => ({
      label: guardPartNames[part],
      value: html`${partIn(source, part)} → <strong>${partIn(wanted, part)}</strong>`,
    })),
  }
}

const partIn = ({ brake, missingAfter }: Guard, part: GuardPart): Content => {
  if (part === 'missingAfter') return figure(missingAfter)
  if (part === 'base') return figure(brake.base)
  return html`${percent(brake[part].share)} ・ ${countLimit(brake[part])}`
}

export const proposals: readonly ProposalKind[] = [
  { act: releaseGuard.name, tell: tellGuard },
  { act: liftBrake.name, tell: tellLift },
  {
    act: releaseMerge.name,
    tell: tellMerge,
    putAway: (tx, { subject }, { now }) => endMerge(tx, subject, 'withdrawn', now),
  },
]
