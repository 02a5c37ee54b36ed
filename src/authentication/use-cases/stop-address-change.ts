/** ● Stopping a change of the notification address: by the link sent to the former one, or by the person who is signed in. */
import { z } from 'zod'
import type { PersonId } from '../../kernel/ids.ts'
import { accept } from '../../kernel/result.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { answer, useCase, type Context } from '../../platform/use-case.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import { authenticatorById, retireAuthenticator } from '../store/authenticators.ts'
import { cancelChangesOf, changeByCancelHash, changeWaitingFor, type AddressChange } from '../store/mail-codes.ts'
import { tellOfChange } from '../tell.ts'

const stop = async (tx: Tx, change: AddressChange, { now, system }: Context) => {
  await cancelChangesOf(tx, change.personId, now)
  const added = await authenticatorById(tx, change.authenticatorId)
  await retireAuthenticator(tx, change.authenticatorId, now)
  const told = { what: 'address-change-stopped' as const, name: added?.name ?? '' }
  await tellOfChange(tx, system, change.personId, told, now)
  return accept(null)
}

/** By the secret in the link; whoever reads the former address may. */
export const stopAddressChange = useCase({
  name: 'authentication.stop-address-change',
  title: { ja: '通知用メールアドレスの変更をリンクから取りやめる', en: 'Stop a change of address by the link' },
  input: z.strictObject({ secret: z.string().max(100) }),
  permit: { anyone: true },
  load: (tx, { secret }) => changeByCancelHash(tx, hashOfSecret(secret)),
  decide: change => answer(change),
  write: (tx, change, context) => stop(tx, change, context),
  concerns: ({ personId }) => [personId],
})

/** By the person; stopping takes no fresh proof. */
export const stopOwnAddressChange = useCase({
  name: 'authentication.stop-own-address-change',
  title: { ja: '自分の通知用メールアドレスの変更を取りやめる', en: 'Stop one’s own change of address' },
  input: z.strictObject({}),
  permit: {
    owner: (actor: Actor, { personId }: { readonly personId: PersonId }) =>
      actor.kind === 'person' && actor.personId === personId,
  },
  load: async (tx, _input, { actor }) => (actor.kind === 'person' ? changeWaitingFor(tx, actor.personId) : null),
  decide: change => answer(change),
  write: (tx, change, context) => stop(tx, change, context),
  concerns: ({ personId }) => [personId],
})
