/**
 * ● Tells OIDC clients that a session is over, a minute after it is at the latest, and again while they do not answer.
 *
 * @source OpenID Connect Back-Channel Logout 1.0 §2.4 (logout token), §2.5 (request), §2.8 (answer)
 */
import { sessionWithId } from '../../authentication/index.ts'
import type { JobHandler } from '../../platform/job.ts'
import { ask } from '../../platform/outbound.ts'
import { randomToken } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { storedSubject } from '../../release/index.ts'
import { noteAnswered, noteAsked, untoldByOidc, type Participation } from '../store/participation.ts'
import { engineOf } from './engine.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** Says to one client which of its sessions is over: `sub`, and `sid` where it knows that; never a nonce. Null where there is nobody to say it to. */
const logoutToken = async (system: System, part: Participation, jti: string): Promise<string | null> => {
  const provider = await engineOf(system)
  const client = await provider.Client.find(part.partyId)
  const sub = await storedSubject(system.database.read, part.personId, '')
  if (client === undefined || sub === null) return null
  const token = Object.assign(new provider.IdToken({ sub }, { client }), { mask: { sub: null } })
  token.set('events', { [logoutEvent]: {} })
  token.set('jti', jti)
  if (client.backchannelLogoutSessionRequired === true) token.set('sid', part.sessionIndex)
  return token.issue({ use: 'logout' })
}

const tell = async (system: System, part: Participation): Promise<void> => {
  const [jti, now] = [randomToken(), system.clock.now()]
  const token = await logoutToken(system, part, jti)
  if (token === null) return
  await system.database.transact(tx => noteAsked(tx, part, jti, now))
  const answered = await ask(part.address ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ logout_token: token }).toString(),
    maxOctets: 100_000,
    timeoutMs: 5_000,
    inside: true, // an operator has trusted this very address
  })
  const isSuccess = answered.ok && (answered.value.status === 200 || answered.value.status === 204)
  await system.database.transact(tx => noteAnswered(tx, part.partyId, { logoutId: jti, isSuccess }, now))
}

export const tellOidcJob: JobHandler = {
  kind: 'sso.tell-oidc',
  run: async system => {
    const now = system.clock.now()
    for (let page = await untoldByOidc(system.database.read, now, ''); page.length > 0;) {
      for (const part of page)
        if ((await sessionWithId(system.database.read, part.sessionId, now)) === null) await tell(system, part)
      page = await untoldByOidc(system.database.read, now, page.at(-1)?.assertionId ?? '')
    }
  },
}
