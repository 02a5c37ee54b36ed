/** ● Which session a browser has just left: enough to show the services that still know it, and nothing else. */
import { timingSafeEqual } from 'node:crypto'
import { asSessionId, isUuid, type SessionId } from '../../kernel/ids.ts'
import type { Cookie } from '../../platform/http/route.ts'
import type { System } from '../../platform/system.ts'

const name = 'left'
const seconds = 900

const seal = ({ vault }: System, id: string): string =>
  vault.fingerprint('authentication.left', id).toString('base64url')

export const leftCookie = (system: System, id: SessionId): Cookie => ({
  name,
  value: `${id}.${seal(system, id)}`,
  maxAgeSeconds: seconds,
})

/** The session that this browser left, for a quarter of an hour; null when it left none. */
export const leftSession = (system: System, cookies: Readonly<Record<string, string>>): SessionId | null => {
  const [id = '', given = ''] = (cookies[name] ?? '').split('.')
  if (!isUuid(id)) return null
  const [mine, theirs] = [Buffer.from(seal(system, id)), Buffer.from(given)]
  return mine.length === theirs.length && timingSafeEqual(mine, theirs) ? asSessionId(id) : null
}
