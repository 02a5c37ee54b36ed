/**
 * ○ What happened in a session → how far it may be believed, in our words and in those of others.
 *
 * Two tables say it all: what each combination of proofs amounts to, and what each amount may be called towards services. A class
 * sinks again: proofs older than what is demanded do not count.
 *
 * @source multi-factor.md §4 and §5; NIST SP 800-63B-4; REFEDS MFA and SFA; RFC 8176 (amr)
 */
import type { Method, Proof } from '../sign-in/session.ts'

/** Local classes, the weakest first. */
export const classes = ['sfa', 'mfa-mail', 'mfa', 'mfa-pr'] as const
export type LocalClass = (typeof classes)[number]

export const isAtLeast = (reached: LocalClass | null, wanted: LocalClass): boolean =>
  reached !== null && classes.indexOf(reached) >= classes.indexOf(wanted)

/** The stricter of two demands; null asks for nothing. */
export const stricterOf = (one: LocalClass | null, other: LocalClass | null): LocalClass | null => {
  if (one === null || other === null) return one ?? other
  return isAtLeast(one, other) ? one : other
}

/** Rows of the assurance table, the strongest first: proofs that must all be there, and the class they make. */
const combinations: readonly { readonly all: readonly Method[]; readonly makes: LocalClass; readonly row: number }[] = [
  { all: ['passkey-verified'], makes: 'mfa-pr', row: 5 },
  { all: ['password', 'passkey'], makes: 'mfa-pr', row: 4 },
  { all: ['password', 'totp'], makes: 'mfa', row: 3 },
  { all: ['password', 'recovery-code'], makes: 'mfa', row: 10 },
  { all: ['password', 'mail-code'], makes: 'mfa-mail', row: 2 },
  { all: ['passkey'], makes: 'sfa', row: 7 },
  { all: ['password'], makes: 'sfa', row: 1 },
  { all: ['activation-key'], makes: 'sfa', row: 1 },
]

/** The class of a session's proofs; null when none is young enough. @param maxAgeSeconds proofs older than this do not count */
export const classOf = (
  proofs: readonly Proof[],
  now: Date,
  maxAgeSeconds: number | null = null,
): LocalClass | null => {
  const counting = proofs.filter(
    ({ at }) => maxAgeSeconds === null || now.getTime() - at.getTime() <= maxAgeSeconds * 1000,
  )
  const have = new Set(counting.map(({ method }) => method))
  return combinations.find(({ all }) => all.every(method => have.has(method)))?.makes ?? null
}

const saml = 'urn:oasis:names:tc:SAML:2.0:ac:classes'
export const refedsMfa = 'https://refeds.org/profile/mfa'
export const refedsSfa = 'https://refeds.org/profile/sfa'

/** What a class may be called towards others, the usual name first. Mail codes never claim more than one factor. */
export const outsideNames: Readonly<Record<LocalClass, readonly string[]>> = {
  sfa: [`${saml}:PasswordProtectedTransport`, refedsSfa, `${saml}:Password`],
  'mfa-mail': [`${saml}:PasswordProtectedTransport`, refedsSfa, `${saml}:Password`],
  mfa: [refedsMfa, refedsSfa, `${saml}:PasswordProtectedTransport`, `${saml}:Password`],
  'mfa-pr': [refedsMfa, refedsSfa, `${saml}:PasswordProtectedTransport`, `${saml}:Password`],
}

/** The weakest class that may be called by one of these names; null: none may. */
export const leastClassOf = (names: readonly string[]): LocalClass | null =>
  classes.find(each => outsideNames[each].some(name => names.includes(name))) ?? null

const amrOf: Readonly<Record<Method, readonly string[]>> = {
  password: ['pwd'],
  'activation-key': ['pwd'],
  totp: ['otp'],
  'mail-code': ['otp'],
  'recovery-code': ['otp'],
  passkey: ['swk'],
  'passkey-verified': ['user', 'swk'],
}

/** RFC 8176 names of the proofs, with `mfa` where two kinds of factor were used. */
export const amr = (proofs: readonly Proof[], reached: LocalClass | null): readonly string[] => [
  ...new Set([...proofs.flatMap(({ method }) => amrOf[method]), ...(isAtLeast(reached, 'mfa') ? ['mfa'] : [])]),
]
