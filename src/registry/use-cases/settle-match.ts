/** A human decides whom a doubtful record means. Until then it means nobody, and nobody gets an account by it. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { derivePersons } from '../persons/derive-persons.ts'
import { personNumberOf, plannedPersonId } from '../persons/derived-id.ts'
import { addPersons } from '../store/derived.ts'
import { isAtWork } from '../store/imports.ts'
import { caseForUpdate, settleCase, type MatchCase, type MatchState } from '../store/matches.ts'
import { personStates } from '../store/merges.ts'
import * as records from '../store/records.ts'
import { raiseRevision, revisionForUpdate } from '../store/sources.ts'
import { text } from '../text.ts'

export type SettleRefusal =
  | { readonly code: 'match.already_settled' }
  | { readonly code: 'match.not_linked' }
  | { readonly code: 'match.no_such_person' }
  | { readonly code: 'import.busy' }

type Loaded = { readonly found: MatchCase; readonly busy: boolean; readonly usable: boolean }
type Decided = {
  readonly found: MatchCase
  readonly state: Exclude<MatchState, 'open'>
  readonly personId: string | null
}

export const settleMatch = useCase({
  name: 'registry.settle-match',
  title: text.useCases.settleMatch,
  input: z.strictObject({
    case: z.uuid(),
    /** link: it means this person; new: someone new; reject: a mistake; split: it was linked wrongly, someone new. */
    decision: z.enum(['link', 'new', 'reject', 'split']),
    person: z.uuid().optional(),
    reason: z.string().trim().min(1).max(500),
  }),
  permit: { roles: ['registrar'] },
  load: async (tx, input): Promise<Loaded | null> => {
    await revisionForUpdate(tx)
    const found = await caseForUpdate(tx, input.case)
    if (found === null) return null
    const state = input.person === undefined ? null : (await personStates(tx, [input.person])).get(input.person)
    return { found, busy: await isAtWork(tx), usable: state != null && state !== 'merged' && state !== 'erased' }
  },
  decide: ({ found, busy, usable }, input): Result<Decided, SettleRefusal> => {
    if (busy) return refuse({ code: 'import.busy' })
    const fresh = plannedPersonId(found.id, input.decision === 'split' ? 2 : 1)
    if (input.decision === 'split')
      return found.state === 'linked'
        ? accept({ found, state: 'new_person', personId: fresh })
        : refuse({ code: 'match.not_linked' })
    if (found.state !== 'open') return refuse({ code: 'match.already_settled' })
    if (input.decision === 'new') return accept({ found, state: 'new_person', personId: fresh })
    if (input.decision === 'reject') return accept({ found, state: 'rejected', personId: null })
    if (input.person === undefined || !usable) return refuse({ code: 'match.no_such_person' })
    return accept({ found, state: 'linked', personId: input.person })
  },
  write: async (tx, decided, context, input): Promise<Result<Settled, SettleRefusal>> => {
    await writeDecision(tx, decided, context)
    const { found, state, personId } = decided
    await settleCase(
      tx,
      { id: found.id, state, personId, by: actorLabel(context.actor), reason: input.reason },
      context.now,
    )
    await raiseRevision(tx)
    return accept({ case: found.id, person: personId })
  },
  concerns: ({ found }, input) => [input.person, found.personId].filter(id => id != null),
  remembers: (input, output) => ({ case: input.case, decision: input.decision, person: output?.person }),
})

export type Settled = { readonly case: string; readonly person: string | null }

const writeDecision = async (tx: Tx, { found, state, personId }: Decided, { system, now }: Context): Promise<void> => {
  await records.keepVersions(tx, [found.recordId], null, now)
  if (state === 'rejected' || personId === null) {
    await records.withdrawRecords(tx, [found.recordId], null, now)
    return
  }
  if (state === 'new_person') await addPersons(tx, [{ id: personId, number: personNumberOf(personId) }], null, now)
  await records.giveRecords(tx, [found.recordId], personId, now)
  await derivePersons(tx, system.vault, found.personId === null ? [personId] : [personId, found.personId], now)
}
