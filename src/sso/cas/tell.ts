/**
 * ● Tells CAS services that a session is over, by their own addresses, a minute after it is at the latest.
 *
 * @source CAS Protocol 3.0 §2.3.3
 */
import { sessionWithId } from '../../authentication/index.ts'
import type { JobHandler } from '../../platform/job.ts'
import { ask } from '../../platform/outbound.ts'
import { randomOctets } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { idFrom, written } from '../saml/values.ts'
import { canonical } from '../saml/xml/canonical.ts'
import { element } from '../saml/xml/tree.ts'
import { noteAnswered, noteAsked, untoldByCas, type Participation } from '../store/participation.ts'

/** The message that CAS services know: a SAML logout request about a ticket, signed by nobody. */
const logoutMessage = (id: string, ticket: string, now: Date): string =>
  canonical(
    element('samlp:LogoutRequest', { ID: id, Version: '2.0', IssueInstant: written(now) }, [
      element('saml:NameID', {}, ['@NOT_USED@']),
      element('samlp:SessionIndex', {}, [ticket]),
    ]),
  )

const dayMs = 86_400_000

const tell = async (system: System, part: Participation): Promise<void> => {
  const [id, now] = [idFrom(randomOctets(20)), system.clock.now()]
  await system.database.transact(tx => noteAsked(tx, part, id, now))
  const answered = await ask(part.address ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ logoutRequest: logoutMessage(id, part.sessionIndex, now) }).toString(),
    maxOctets: 100_000,
    timeoutMs: 5_000,
    inside: true, // an operator has trusted this very address
  })
  const isSuccess = answered.ok && answered.value.status < 400
  await system.database.transact(tx => noteAnswered(tx, part.partyId, { logoutId: id, isSuccess }, now))
}

export const tellCasJob: JobHandler = {
  kind: 'sso.tell-cas',
  run: async system => {
    const now = system.clock.now()
    const untold = await untoldByCas(system.database.read, new Date(now.getTime() - dayMs))
    for (const part of untold)
      if ((await sessionWithId(system.database.read, part.sessionId, now)) === null) await tell(system, part)
  },
}
