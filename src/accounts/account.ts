/**
 * The account a person signs in with, and the ways its life may take.
 *
 * What is stored is small. *Lapsed*, *ending* and *stop notified* are derived from dates (`situationOf`), never stored.
 * Source: people-and-accounts §4, §10, §13.6.
 */
import type { Day } from '../kernel/day.ts'
import type { AccountId, PersonId } from '../kernel/ids.ts'
import type { Machine } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { later } from '../kernel/day.ts'

export const accountKinds = ['ECS', 'SPS'] as const
/** ECS: students and guests. SPS: staff. One person may hold one of each. */
export type AccountKind = (typeof accountKinds)[number]

/**
 * A stop that was told to the person. `stopOn` is the first day that signing in is refused.
 *
 * A date is first told at least `minimumWarningDays` before it comes; reminders repeat it later.
 */
export type Announcement = {
  readonly stopOn: Day
  readonly toldOn: Day
  /** The last milestone told, in days before the stop. */
  readonly milestone: number
}

type Identity = {
  readonly id: AccountId
  readonly personId: PersonId
  readonly kind: AccountKind
  readonly username: string
  /** The university address that belongs to it, or null where the person has no right to mail. */
  readonly mail: string | null
  /** Since when keys were redeemed last: older passwords and sessions do not count. Null: never, or a new life began. */
  readonly activatedAt: Date | null
  /** First day the person is no longer entitled; null while no end is known. */
  readonly eligibilityEnd: Day | null
  readonly announcement: Announcement | null
  readonly forwarding: Forwarding | null
  /** When its name was taken: of two, the older stays. */
  readonly createdAt: Date
  /** The person it was issued to, where that person was found to be its owner of today; null: its owner. */
  readonly issuedTo: PersonId | null
  readonly superseded: Superseded | null
}

/** Two persons were found to be one, and another account of the same kind stays in this one's place since a day. */
export type Superseded = { readonly by: AccountId; readonly on: Day }

/** Mail goes on to another address after leaving, if asked for beforehand. `until` is the first day it no longer does. */
export type Forwarding = { readonly to: string; readonly until: Day | null }

export const closeReasons = ['ended', 'no-show', 'withdrawn', 'merged'] as const
/** ended: the right ran out; no-show: reserved and never begun; withdrawn: entered by mistake; merged: another stays. */
export type CloseReason = (typeof closeReasons)[number]

export const causes = ['discipline', 'compromise', 'report', 'other'] as const
/** Why staff suspended it. The free words that go with it are kept with the account, never in the audit log. */
export type Cause = (typeof causes)[number]

/** The states that a suspension can interrupt, and that lifting it returns to. */
export type Interruptible = 'pending' | 'active' | 'grace'

/** An account is in exactly one state, and carries only what that state means. */
export type Account = Identity &
  (
    | { readonly state: 'reserved' } // the name is taken; the right has not begun
    | { readonly state: 'pending' } // waits to be activated with a key
    | { readonly state: 'active' }
    | { readonly state: 'grace'; readonly until: Day } // the right has ended; limited sign-in on days before this one
    | {
        readonly state: 'suspended'
        readonly since: Date
        readonly cause: Cause
        readonly reason: string
        readonly before: Interruptible
        /** The grace it would return to. */
        readonly until: Day | null
      }
    | { readonly state: 'closed'; readonly since: Date; readonly why: CloseReason; readonly actualStop: Day }
  )

export type AccountState = Account['state']

export const accountMachine = {
  reserved: { open: 'pending', close: 'closed' },
  pending: { activate: 'active', suspend: 'suspended', close: 'closed' },
  active: { end: 'grace', suspend: 'suspended', close: 'closed' },
  grace: { restore: 'active', suspend: 'suspended', close: 'closed' },
  suspended: { resume_pending: 'pending', resume_active: 'active', resume_grace: 'grace', close: 'closed' },
  closed: { reopen: 'pending' },
} as const satisfies Machine<AccountState>

/** Whether the owner may sign in: with everything, with self-service alone, or not at all. */
export const maySignIn = (account: Account, today: Day): 'yes' | 'limited' | 'no' => {
  if (account.activatedAt === null) return 'no'
  if (account.state === 'active') return 'yes'
  return account.state === 'grace' && today < account.until ? 'limited' : 'no'
}

const identityOf = (account: Account): Identity => ({
  id: account.id,
  personId: account.personId,
  kind: account.kind,
  username: account.username,
  mail: account.mail,
  activatedAt: account.activatedAt,
  eligibilityEnd: account.eligibilityEnd,
  announcement: account.announcement,
  forwarding: account.forwarding,
  createdAt: account.createdAt,
  issuedTo: account.issuedTo,
  superseded: account.superseded,
})

export type SuspendRefusal = { readonly code: 'account.already_suspended' | 'account.closed' | 'account.not_begun' }

/** Stops an account at once, for cause. Refuses a closed one, one already suspended and one not begun. */
export const suspend = (
  account: Account,
  { cause, reason }: { readonly cause: Cause; readonly reason: string },
  now: Date,
): Result<Account, SuspendRefusal> => {
  if (account.state === 'suspended') return refuse({ code: 'account.already_suspended' })
  if (account.state === 'closed') return refuse({ code: 'account.closed' })
  if (account.state === 'reserved') return refuse({ code: 'account.not_begun' })
  const until = account.state === 'grace' ? account.until : null
  return accept({ ...identityOf(account), state: 'suspended', since: now, cause, reason, before: account.state, until })
}

export type ResumeRefusal = { readonly code: 'account.not_suspended' }

/**
 * Lifts a suspension: the account returns to the state it was taken from.
 *
 * After a compromise it can be used only with a new key, because the old password is known to someone else.
 */
export const resume = (account: Account): Result<Account, ResumeRefusal> => {
  if (account.state !== 'suspended') return refuse({ code: 'account.not_suspended' })
  const identity = identityOf(account)
  const activatedAt = account.cause === 'compromise' ? null : account.activatedAt
  if (account.before === 'grace' && account.until !== null)
    return accept({ ...identity, activatedAt, state: 'grace', until: account.until })
  if (activatedAt === null || account.before === 'pending')
    return accept({ ...identity, activatedAt, state: 'pending' })
  return accept({ ...identity, state: 'active' })
}

export type ActivateRefusal = { readonly code: 'account.not_to_activate' }

/** What redeeming a key makes of an account: a waiting one becomes active, an active one keeps its state with a new start. */
export const activate = (account: Account, now: Date): Result<Account, ActivateRefusal> => {
  const identity = { ...identityOf(account), activatedAt: now }
  switch (account.state) {
    case 'pending':
    case 'active':
      return accept({ ...identity, state: 'active' })
    case 'grace':
      return accept({ ...identity, state: 'grace', until: account.until })
    case 'reserved':
    case 'suspended':
    case 'closed':
      return refuse({ code: 'account.not_to_activate' })
  }
}

/** The right has begun, or its notice is printed: the account waits for its key. */
export const open = (account: Account): Account => ({ ...identityOf(account), state: 'pending' })

/** The same person is entitled again: same login id, a new life. Old password, mail forwarding and notices do not count. */
export const reopen = (account: Account): Account => ({
  ...identityOf(account),
  activatedAt: null,
  announcement: null,
  forwarding: null,
  state: 'pending',
})

export const enterGrace = (account: Account, until: Day): Account => ({ ...identityOf(account), state: 'grace', until })

export const restore = (account: Account): Account => ({ ...identityOf(account), state: 'active' })

/** Ends an account. The real stop is never before the one that was told. */
export const close = (
  account: Account,
  why: CloseReason,
  { now, today }: { readonly now: Date; readonly today: Day },
): Account => ({
  ...identityOf(account),
  state: 'closed',
  since: now,
  why,
  actualStop: account.announcement === null ? today : later(today, account.announcement.stopOn),
})

/** Days of mail forwarding after leaving (people-and-accounts §10.3). */
export const forwardingDays = 360

/** What people see of an account: its stored state and what its dates add to it. */
export type Situation =
  | 'reserved'
  | 'awaiting-notice'
  | 'awaiting-activation'
  | 'lapsed'
  | 'active'
  | 'ending'
  | 'grace'
  | 'suspended'
  | 'closed'

/** Derives what is not stored: whether a waiting account's key has run out, and whether an active one is ending. */
export const situationOf = (account: Account, key: { readonly usable: boolean } | null): Situation => {
  if (account.state === 'pending')
    return key === null ? 'awaiting-notice' : key.usable ? 'awaiting-activation' : 'lapsed'
  if (account.state === 'active' && account.announcement !== null) return 'ending'
  return account.state
}
