/**
 * ○ The notification address as a second factor: eight digits by mail, worth little but better than a password alone.
 *
 * @source multi-factor.md §6.2; NIST SP 800-63B-4 §3.1.3.1 (mail is no out-of-band authenticator: it never claims two factors)
 */
import { domainToUnicode } from 'node:url'
import { refuse, type Result } from '../../kernel/result.ts'
import { parseAddress, type AddressRefusal } from '../../platform/mail/address.ts'

export const codeDigits = 8
export const codeMinutes = 10
export const codeTries = 5
/** A changed address counts so much later: its owner has that long to stop it from the former one. */
export const changeHours = 24

/** What a code is good for; it opens nothing else. */
export const purposes = ['step-up', 'confirm-address'] as const
export type Purpose = (typeof purposes)[number]

/** The text under the keyed fingerprint: worth nothing in another session, for another person, address or purpose. */
export const codeSeed = (place: {
  readonly sessionId: string
  readonly personId: string
  readonly authenticatorId: string
  readonly purpose: Purpose
  readonly code: string
}): string => [place.sessionId, place.personId, place.authenticatorId, place.purpose, place.code].join('|')

/** What somebody typed, however they grouped it and in whatever width; null when it is no code at all. */
export const readMailCode = (typed: string): string | null => {
  const bare = typed.normalize('NFKC').replace(/[\s\-‐-―−ー]/g, '')
  return /^[0-9]{8}$/.test(bare) ? bare : null
}

/** How many codes may be sent: at most so many within a time. */
const sendLimits = [
  { minutes: 10, most: 3 },
  { minutes: 24 * 60, most: 10 },
] as const

/** How far back sends are counted. */
export const sendsWithinMs = 24 * 60 * 60_000

/** Whether one more may be sent now, after those sent at these instants. The answer on the page is the same. */
export const maySend = (sent: readonly Date[], now: Date): boolean =>
  sendLimits.every(
    ({ minutes, most }) => sent.filter(at => now.getTime() - at.getTime() < minutes * 60_000).length < most,
  )

export type NotificationRefusal = AddressRefusal | { readonly code: 'mail.own_domain' }

/** The university's domains, and a text as the eye sees it. */
export type OwnDomains = { readonly own: readonly string[]; readonly skeletonOf: (text: string) => string }

/**
 * Reads an address to which codes may go: never one that opens with the university's own password.
 *
 * Refuses with `mail.own_domain` the university's domains, their sub-domains and whatever the eye takes for them (capitals, a dot
 * at the end, letters of other scripts, `xn--`), also as a route in the local part; with `mail.address_wrong` what is no address.
 *
 * @source multi-factor.md §1.1 and §6.2
 */
export const notificationAddress = (
  typed: string,
  { own, skeletonOf }: OwnDomains,
): Result<string, NotificationRefusal> => {
  const trimmed = typed.trim()
  const places = trimmed.split(/[@%!]/).slice(trimmed.includes('@') ? 0 : 1)
  if (places.some(place => isOwn(place, { own, skeletonOf }))) return refuse({ code: 'mail.own_domain' })
  return parseAddress(trimmed)
}

const isOwn = (place: string, { own, skeletonOf }: OwnDomains): boolean => {
  const labels = place
    .normalize('NFKC')
    .toLowerCase()
    .split(/[.。．｡]/)
  const plain = labels.slice(0, labels.findLastIndex(label => label !== '') + 1).join('.')
  const seen = skeletonOf(domainToUnicode(plain) || plain)
  return own.map(skeletonOf).some(domain => seen === domain || seen.endsWith(`.${domain}`))
}

/** An address as it may be shown on a page that somebody else might see: `h•••@example.org`. */
export const masked = (address: string): string => {
  const at = address.indexOf('@')
  return `${address.slice(0, 1)}•••${address.slice(at)}`.slice(0, 60)
}
