/** ● How acts of eligibility that take two persons are told to the second of them. */
import { fill } from '../../kernel/bilingual.ts'
import type { Proposal } from '../../platform/dual-control.ts'
import type { ProposalKind, Told } from '../../platform/dual-control/told.ts'
import type { System } from '../../platform/system.ts'
import { dayOn } from '../../platform/web/state.ts'
import { figure } from '../../platform/web/text.ts'
import { displayName, personsOf } from '../../registry/index.ts'
import { exceptionById } from '../store/exceptions.ts'
import { latestRehearsalOf } from '../store/rehearsals.ts'
import { exceptionEffectNames, kindNames } from '../text.ts'
import { endUnreleased, releaseEnd, releaseException } from '../use-cases/exceptions.ts'
import { enactRules } from '../use-cases/enact-rules.ts'
import { exceptionWords, proposalWords as words, rulesWords } from './text.ts'
import { periodInWords } from '../../platform/web/state.ts'

/** Whose right, which, what is made of it, and for how long. */
const tellException = async ({ database: { read: db } }: System, { subject }: Proposal): Promise<Told | null> => {
  const exception = await exceptionById(db, subject)
  if (exception === null) return null
  const { personId, kind, effect, period, reason } = exception
  const person = (await personsOf(db, [personId])).get(personId)
  return {
    subject: person === undefined ? '' : { ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') },
    href: `/people/${personId}/explain`,
    facts: [
      { label: exceptionWords.what, value: [kindNames[kind], ' — ', exceptionEffectNames[effect]] },
      { label: exceptionWords.period, value: periodInWords(period) },
      { label: exceptionWords.reason, value: reason },
    ],
  }
}

/** Which version from when, and what its rehearsal showed for everyone. */
const tellRules = async ({ database: { read: db } }: System, { subject }: Proposal): Promise<Told | null> => {
  const version = Number(subject)
  const rehearsal = await latestRehearsalOf(db, version)
  if (rehearsal === null) return null
  const { from, counts } = rehearsal
  return {
    subject: fill(rulesWords.version, { version }),
    href: `/rules/${version}`,
    facts: [
      { label: words.startsOn, value: dayOn(from) },
      { label: words.persons, value: figure(counts.persons) },
      { label: words.changed, value: figure(counts.changed) },
      { label: words.losing, value: figure(counts.losing) },
    ],
  }
}

export const proposals: readonly ProposalKind[] = [
  { act: releaseException.name, tell: tellException, putAway: endUnreleased },
  { act: releaseEnd.name, tell: tellException },
  { act: enactRules.name, tell: tellRules },
]
