/**
 * Every write from a browser carries a token bound to its session, and comes from our own origin.
 * A stranger's browser is bound by a cookie of its own, so that nobody can be signed in as somebody else by a foreign form.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '../vault.ts'

export const csrfField = 'csrf'
export const visitCookie = 'visit'

/** The token of a browser: a keyed fingerprint of its session or visit cookie. */
export const csrfToken = (vault: Vault, binding: string): string =>
  vault.fingerprint('csrf', binding).toString('base64url')

export const isCsrfToken = (vault: Vault, binding: string, token: string | undefined): boolean => {
  const expected = Buffer.from(csrfToken(vault, binding))
  const given = Buffer.from(token ?? '')
  return expected.length === given.length && timingSafeEqual(expected, given)
}

export type WriteHeaders = { readonly origin: string | undefined; readonly fetchSite: string | undefined }

/** Whether the browser says that a write comes from one of our own pages (Fetch Metadata; RFC 6454 §7). */
export const isOurOrigin = ({ origin, fetchSite }: WriteHeaders, ours: readonly string[]): boolean => {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  return origin === undefined || ours.includes(origin)
}
