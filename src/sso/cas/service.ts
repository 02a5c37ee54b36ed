/**
 * ○ Whether an address belongs to a CAS service, and how it gets its ticket.
 *
 * @source CAS Protocol 3.0 §2.1, §2.2.4; attacks of open redirects by look-alike addresses
 */
import type { CasService } from '../relying-party.ts'

/** An address that a browser may be sent to: absolute http(s), without credentials, backslashes or control characters. */
export const readService = (text: string): URL | null => {
  if (text.length > 2000 || /[\\\u0000-\u0020\u007f]/.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? url : null
}

/** The same origin, and a path that begins with the registered one at a whole segment. */
export const belongsTo = (service: URL, { address }: CasService): boolean => {
  const registered = readService(address)
  if (registered === null || registered.origin !== service.origin) return false
  const base = registered.pathname.endsWith('/') ? registered.pathname : `${registered.pathname}/`
  return service.pathname === registered.pathname || service.pathname.startsWith(base)
}

/** The address with its ticket, where the service expects it. */
export const withTicket = (service: string, ticket: string): string => {
  const [whole = '', fragment] = service.split('#')
  const joined = `${whole}${whole.includes('?') ? '&' : '?'}ticket=${encodeURIComponent(ticket)}`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}

/** A service ticket is good for so long (CAS Protocol 3.0 §3.1.1 recommends at most five minutes). */
export const ticketSeconds = 60
