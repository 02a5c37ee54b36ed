/**
 * ○ What a person proves a sign-in with besides the password, and what may be done with it.
 *
 * @source multi-factor.md §6, §8 and §14
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Machine } from '../../kernel/machine.ts'
import { classOf, isAtLeast, type LocalClass } from '../assurance/assurance.ts'
import type { Proof } from '../sign-in/session.ts'

export const authenticatorKinds = ['totp', 'mail', 'passkey', 'recovery-set'] as const
export type AuthenticatorKind = (typeof authenticatorKinds)[number]
export type AuthenticatorState = 'pending' | 'active' | 'suspended' | 'retired'

export const authenticatorMachine = {
  pending: { confirm: 'active', retire: 'retired' },
  active: { suspend: 'suspended', retire: 'retired' },
  suspended: { retire: 'retired' },
  retired: {},
} as const satisfies Machine<AuthenticatorState>

export type Authenticator = {
  readonly id: string
  readonly personId: PersonId
  readonly kind: AuthenticatorKind
  readonly name: string
  readonly state: AuthenticatorState
  readonly sealed: Buffer | null
  readonly data: unknown
  readonly lastStep: number | null
  readonly createdAt: Date
  readonly verifiedAt: Date | null
  readonly lastUsedAt: Date | null
}

/** Associated data of a sealed secret: a row copied to another person, or another row, does not open. */
export const placeOf = ({ id, personId, kind }: Pick<Authenticator, 'id' | 'personId' | 'kind'>): string =>
  `authentication.${kind}:${personId}:${id}`

/** The class that each kind reaches together with the password. */
const reaches: Readonly<Record<AuthenticatorKind, LocalClass>> = {
  passkey: 'mfa-pr',
  totp: 'mfa',
  'recovery-set': 'mfa',
  mail: 'mfa-mail',
}

/** Strongest first: the order in which they are offered. */
const order: readonly AuthenticatorKind[] = ['passkey', 'totp', 'mail', 'recovery-set']

/** What can raise a session to a class, the strongest first; recovery codes last of all. */
export const offeredFor = (owned: readonly Authenticator[], to: LocalClass): readonly AuthenticatorKind[] =>
  order.filter(
    kind => isAtLeast(reaches[kind], to) && owned.some(each => each.kind === kind && each.state === 'active'),
  )

/**
 * The class that a change of authenticators takes: the strongest that the person can reach at all. Codes on paper do not count; what
 * was switched off does, or guessing until it is switched off would open the way for a password alone.
 */
export const classForChange = (owned: readonly Authenticator[]): LocalClass =>
  owned
    .filter(({ kind, state }) => (state === 'active' || state === 'suspended') && kind !== 'recovery-set')
    .map(({ kind }) => reaches[kind])
    .reduce<LocalClass>((best, each) => (isAtLeast(each, best) ? each : best), 'sfa')

/** A change takes a proof no older than this, on every path. */
export const changeWithinSeconds = 300

export type ProveAgain = { readonly code: 'factor.prove_again'; readonly to: LocalClass }

/** Whether a session may change its person's authenticators now (CVE-2026-3429: a password alone removed a second factor). */
export const mayChange = (
  proofs: readonly Proof[],
  owned: readonly Authenticator[],
  now: Date,
): Result<null, ProveAgain> => {
  const to = classForChange(owned)
  return isAtLeast(classOf(proofs, now, changeWithinSeconds), to)
    ? accept(null)
    : refuse({ code: 'factor.prove_again', to })
}
