/**
 * Cookies of ours: `__Host-` and Secure wherever the base address is https, so that no sibling host can set them;
 * the same names without the prefix on plain http, which only the demo speaks.
 */
import type { Cookie } from './route.ts'

const shape = /^[\w!#$%&'*+.^`|~-]+$/

export const cookieName = (name: string, https: boolean): string => (https ? `__Host-${name}` : name)

/** One Set-Cookie header (RFC 6265 §4.1). Lax: a link from a mail keeps the session, a foreign form does not. */
export const setCookie = (cookie: Cookie, https: boolean): string => {
  const gone = cookie.value === null
  const parts = [
    `${cookieName(cookie.name, https)}=${gone ? '' : encodeURIComponent(cookie.value ?? '')}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
  ]
  if (https) parts.push('Secure')
  if (gone) parts.push('Max-Age=0')
  else if (cookie.maxAgeSeconds !== undefined) parts.push(`Max-Age=${cookie.maxAgeSeconds}`)
  return parts.join('; ')
}

/**
 * Reads a Cookie header. A malformed piece is left out; of two with one name neither counts, since a browser never
 * sends two of ours.
 */
export const readCookies = (header: string | undefined, https: boolean): Readonly<Record<string, string>> => {
  const found = new Map<string, string | null>()
  const prefix = https ? '__Host-' : ''
  for (const piece of (header ?? '').slice(0, 8192).split(';')) {
    const at = piece.indexOf('=')
    const name = piece.slice(0, at).trim()
    if (at < 1 || !shape.test(name) || !name.startsWith(prefix)) continue
    const bare = name.slice(prefix.length)
    found.set(bare, found.has(bare) ? null : decoded(piece.slice(at + 1).trim()))
  }
  return Object.fromEntries([...found].filter((entry): entry is [string, string] => entry[1] !== null))
}

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
