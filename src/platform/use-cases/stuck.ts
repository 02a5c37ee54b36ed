/** Operators try again what got stuck, or give it up: mails that did not leave, persons who could not be recomputed. */
import { z } from 'zod'
import { asPersonId } from '../../kernel/ids.ts'
import { accept } from '../../kernel/result.ts'
import { dropMail, lockStuckMail, tryMailAgain } from '../mail/store.ts'
import { lockParked, unpark } from '../reconcile/store.ts'
import { markDirty } from '../reconciler.ts'
import { text } from '../text.ts'
import { useCase } from '../use-case.ts'

const operators = { roles: ['operator'] } as const
const mailInput = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

export const retryMail = useCase({
  name: 'platform.retry-mail',
  title: text.useCases.retryMail,
  input: mailInput,
  permit: operators,
  load: (tx, { id }) => lockStuckMail(tx, id),
  decide: mail => accept(mail),
  write: async (tx, { id, purpose }, { now }) => {
    await tryMailAgain(tx, id, now)
    return accept({ id, purpose })
  },
  concerns: ({ personId }) => (personId === null ? [] : [personId]),
  remembers: ({ id }, output) => ({ mail: id, purpose: output?.purpose ?? null }),
})

/** Later mails to the same address wait for it no longer. */
export const giveUpMail = useCase({
  name: 'platform.drop-mail',
  title: text.useCases.dropMail,
  input: mailInput,
  permit: operators,
  load: (tx, { id }) => lockStuckMail(tx, id),
  decide: mail => accept(mail),
  write: async (tx, { id, purpose }) => {
    await dropMail(tx, id)
    return accept({ id, purpose })
  },
  concerns: ({ personId }) => (personId === null ? [] : [personId]),
  remembers: ({ id }, output) => ({ mail: id, purpose: output?.purpose ?? null }),
})

const personInput = z.strictObject({ personId: z.uuid().transform(asPersonId) })

export const retryPerson = useCase({
  name: 'platform.retry-person',
  title: text.useCases.retryPerson,
  input: personInput,
  permit: operators,
  load: (tx, { personId }) => lockParked(tx, personId),
  decide: parked => accept(parked),
  write: async (tx, { personId }, { now }) => {
    await markDirty(tx, [personId], now)
    return accept({ personId })
  },
  concerns: ({ personId }) => [personId],
})

/** Until something about them changes, or the night comes: then they are tried again like everyone. */
export const setPersonAside = useCase({
  name: 'platform.drop-person',
  title: text.useCases.dropPerson,
  input: personInput,
  permit: operators,
  load: (tx, { personId }) => lockParked(tx, personId),
  decide: parked => accept(parked),
  write: async (tx, { personId }) => {
    await unpark(tx, personId)
    return accept({ personId })
  },
  concerns: ({ personId }) => [personId],
})
