/** ● A lost device: whatever was on it ends in one act. It takes a fresh proof of the strongest factor, as every change does. */
import { z } from 'zod'
import { asSessionId, isUuid } from '../../kernel/ids.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import { mayChange, type Authenticator, type ProveAgain } from '../authenticators/authenticator.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import { endSession, forgetBrowsers } from '../store.ts'
import { retireAuthenticator, suspendAuthenticator } from '../store/authenticators.ts'
import { isOnProbation } from '../store/enrolment-passes.ts'
import { tellOfChange } from '../tell.ts'
import { mine } from './second-factors.ts'

type Mine = NonNullable<Awaited<ReturnType<typeof mine>>>

type Losing = Mine & { readonly probation: boolean }

const ids = z.array(z.string().refine(isUuid)).max(100)

/**
 * Ends the chosen factors and sessions of one's own; other browsers are no longer known. Ids of others are passed over. On
 * probation a factor is switched off instead of removed.
 */
export const loseDevice = useCase({
  name: 'authentication.lose-device',
  title: { ja: 'なくした端末のものをまとめて使えなくする', en: 'End everything on a lost device' },
  input: z.strictObject({ factors: ids, sessions: ids, browserSecret: z.string().max(200).nullable().default(null) }),
  permit: { owner: (actor, { personId }: Losing) => actor.kind === 'person' && actor.personId === personId },
  load: async (tx, _input, { actor, now }): Promise<Losing | null> => {
    const me = await mine(tx, actor)
    return me === null ? null : { ...me, probation: await isOnProbation(tx, me.personId, now) }
  },
  decide: (me, { factors }, { now }): Result<Losing & { readonly lost: readonly Authenticator[] }, ProveAgain> => {
    const may = mayChange(me.session.proofs, me.owned, now)
    return may.ok ? accept({ ...me, lost: me.owned.filter(({ id }) => factors.includes(id)) }) : may
  },
  write: async (tx, { personId, session, lost, probation }, { now, system }, { sessions, browserSecret }) => {
    for (const { id } of lost) await (probation ? suspendAuthenticator(tx, id) : retireAuthenticator(tx, id, now))
    for (const id of sessions) await endSession(tx, asSessionId(id), personId, 'ended-elsewhere', now)
    await forgetBrowsers(tx, session.accountId, browserSecret === null ? null : hashOfSecret(browserSecret))
    const name = lost.map(each => each.name).join('、')
    await tellOfChange(tx, system, personId, { what: 'device-lost', name }, now)
    return accept({ factors: lost.length })
  },
  concerns: ({ personId }) => [personId],
})
