/**
 * ○ The pass from a counter for whoever lost every second factor: it opens the setting up of new ones, once, and nothing else.
 *
 * @source multi-factor.md §6.7, §9 and §10
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { PersonId } from '../../kernel/ids.ts'

export const passDocuments = ['student-id', 'staff-id', 'part-time-lecturer-id', 'public-photo-id'] as const
export type PassDocument = (typeof passDocuments)[number]

export const passMinutes = { shortest: 15, usual: 60, longest: 480 } as const
export const passLetters = 12
/** After a recovery nothing can be removed, and no address given, for so long. */
export const probationHours = 48

export type PassState = 'asked' | 'approved' | 'printed' | 'used' | 'revoked'

export type EnrolmentPass = {
  readonly id: string
  readonly personId: PersonId
  readonly accountId: string
  readonly state: PassState
  readonly minutes: number
  readonly askedBy: string
  readonly approvedBy: string | null
  readonly until: Date | null
}

/** Whom it is for, as far as the rule asks. */
export type Recovering = {
  readonly isOwn: boolean
  readonly isStaff: boolean
  readonly isOfficer: boolean
  /** The password was set anew within the last day, as a counter's key allows. */
  readonly isPasswordNew: boolean
}

export type PassRefusal = { readonly code: 'pass.own' | 'pass.of_an_officer' | 'pass.asked_by_you' | 'pass.not_now' }

/** Nobody helps themselves, and a counter does not touch officers: that takes an account operator. */
export const mayHelp = ({ isOwn, isOfficer }: Recovering, isOperator: boolean): Result<null, PassRefusal> => {
  if (isOwn) return refuse({ code: 'pass.own' })
  return isOfficer && !isOperator ? refuse({ code: 'pass.of_an_officer' }) : accept(null)
}

/** Whether a second officer must agree: for staff and officers, and where the password is new as well — one alone could enter. */
export const takesTwo = ({ isStaff, isOfficer, isPasswordNew }: Recovering): boolean =>
  isStaff || isOfficer || isPasswordNew

/** The text under the keyed fingerprint: worth nothing for another person. */
export const passSeed = (id: string, personId: string, letters: string): string => [id, personId, letters].join('|')

/** As printed: `ABCD-EFGH-JKMN`. */
export const printedPass = (letters: string): string => letters.match(/.{4}/g)?.join('-') ?? letters

/** What somebody typed, however they grouped it. */
export const readPass = (typed: string): string =>
  typed
    .slice(0, 60)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−ー]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
