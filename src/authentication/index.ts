/** The only door to authentication: whose session a cookie is, and what a relying party's demand asks for next. */
import { dayOf } from '../kernel/day.ts'
import type { PersonId, SessionId } from '../kernel/ids.ts'
import { accountById, maySignIn, type Account } from '../accounts/index.ts'
import type { Command } from '../platform/command.ts'
import type { Db } from '../platform/database.ts'
import type { Module } from '../platform/module.ts'
import { buildFilterCommand } from './passwords/command.ts'
import { changeAddressJob, purgeJob } from './jobs.ts'
import { mailFactorNotices, mailFactorRefusals } from './authenticators/mail-factor-text.ts'
import { enrolmentPassPages } from './pages/enrolment-pass.ts'
import { passNotices, passRefusals } from './recovery/enrolment-pass-text.ts'
import { approvePass, askPass, printPass, usePass } from './use-cases/enrolment-pass.ts'
import { spendPasses } from './store/enrolment-passes.ts'
import { lostDevicePages } from './pages/lost-device.ts'
import { lostDeviceNotices } from './recovery/lost-device-text.ts'
import { loseDevice } from './use-cases/lost-device.ts'
import { mailFactorPages } from './pages/mail-factor.ts'

import { activatePages } from './pages/activate.ts'
import { authenticatorMachine } from './authenticators/authenticator.ts'
import { stepAt } from './authenticators/totp.ts'
import { factorNotices, factorRefusals } from './authenticators/factor-text.ts'
import { passkeyNotices, passkeyRefusals } from './authenticators/passkey-text.ts'
import { passkeyPages } from './pages/passkey-ways.ts'
import { secondFactorPages } from './pages/second-factors.ts'
import { securityPages } from './pages/security.ts'
import { signInPages } from './pages/sign-in.ts'
import { officersClassSetting, ownDomainsSetting, ownWordsSetting, profileSetting } from './rules-in-force.ts'
import { stepUpPages } from './pages/step-up.ts'
import { hashOfSecret } from './sign-in/secret.ts'
import { isLive, isSeenDue, passwordSession, type Session } from './sign-in/session.ts'
import { spendFactors } from './store/authenticators.ts'
import { endChallenges } from './store/passkeys.ts'
import { spendMailCodes } from './store/mail-codes.ts'
import { endEverySession, sessionById, sessionBySecret, sessionGrownFrom } from './store.ts'
import { commandRefusals, notices, refusals } from './text.ts'
import { activate } from './use-cases/activate.ts'
import { changePassword } from './use-cases/password.ts'
import { endOneSession, endOtherSessions } from './use-cases/sessions.ts'
import { beginTotp, confirmTotp, makeRecoveryCodes, removeFactor, renameFactor } from './use-cases/second-factors.ts'
import { addPasskey, provePasskey, signInByPasskey } from './use-cases/passkeys.ts'
import { beginMailAddress, confirmMailAddress, proveMailCode, sendMailCode } from './use-cases/mail-factor.ts'
import { signIn } from './use-cases/sign-in.ts'
import { stopAddressChange, stopOwnAddressChange } from './use-cases/stop-address-change.ts'
import { isAtLeast, type LocalClass } from './assurance/assurance.ts'
import { offeredFor } from './authenticators/authenticator.ts'
import { authenticatorsOf } from './store/authenticators.ts'
import { proveRecoveryCode, proveTotp } from './use-cases/step-up.ts'

export { noteSeen } from './jobs.ts'
export type { Session } from './sign-in/session.ts'
export { leftCookie, leftSession } from './sign-in/left.ts'
export { endSession } from './store.ts'
export { officersClassSetting } from './rules-in-force.ts'
export {
  amr,
  classOf,
  isAtLeast,
  leastClassOf,
  outsideNames,
  refedsMfa,
  refedsSfa,
  stricterOf,
  type LocalClass,
} from './assurance/assurance.ts'
export { decideNext } from './assurance/step-up.ts'
export { signInContent } from './pages/sign-in.ts'
export { stepUpAddress } from './pages/step-up-address.ts'

export type Held = { readonly session: Session; readonly account: Account }

/**
 * The session of a cookie, with the account it is for. Null when it was ended, is too old, or its account does not sign in any
 * longer: an account that is closed or suspended is out with its next request, on every server.
 */
export const sessionOf = async (db: Db, cookie: string, now: Date): Promise<Held | null> => {
  if (cookie.length > 200) return null
  return standing(db, await sessionBySecret(db, hashOfSecret(cookie)), now)
}

/** A session by its id, for machines that hold something made in it; null as above. */
export const sessionWithId = async (db: Db, id: SessionId, now: Date): Promise<Held | null> =>
  standing(db, await sessionById(db, id), now)

const standing = async (db: Db, session: Session | null, now: Date): Promise<Held | null> => {
  if (session === null || !isLive(session, now, passwordSession)) return null
  const account = await accountIn(db, session, now)
  return account === null ? null : { session, account }
}

/**
 * Whether what was granted in a session still holds: nobody ended it, its account signs in today, and no key was redeemed since.
 * A session that merely ran out holds: a service with a refresh token acts while the person is away.
 */
export const holdsBeyond = async (db: Db, id: SessionId, now: Date): Promise<boolean> => {
  const session = await sessionGrownFrom(db, id)
  return session !== null && (await accountIn(db, session, now)) !== null
}

/** Whether somebody has set up what raises a session to a class. */
export const canReach = async (db: Db, personId: PersonId, to: LocalClass): Promise<boolean> =>
  isAtLeast('sfa', to) || offeredFor(await authenticatorsOf(db, personId), to).length > 0

/** The account of a session, if it signs in today and this session is of its present life. */
const accountIn = async (db: Db, session: Session, now: Date): Promise<Account | null> => {
  const account = await accountById(db, session.accountId)
  if (account === null || maySignIn(account, dayOf(now)) === 'no') return null
  return account.activatedAt !== null && session.authenticatedAt < account.activatedAt ? null : account
}

/** Whether the last use of a session is to be written again; `noteSeen` writes it. */
export const seenIsDue = (session: Session, now: Date): boolean => isSeenDue(session.lastSeenAt, now)

const commands: readonly Command[] = [buildFilterCommand]

export const authenticationModule: Module = {
  name: 'authentication',
  useCases: [
    signIn,
    activate,
    changePassword,
    endOneSession,
    endOtherSessions,
    beginTotp,
    confirmTotp,
    makeRecoveryCodes,
    removeFactor,
    renameFactor,
    proveTotp,
    proveRecoveryCode,
    addPasskey,
    provePasskey,
    signInByPasskey,
    beginMailAddress,
    confirmMailAddress,
    sendMailCode,
    proveMailCode,
    stopAddressChange,
    stopOwnAddressChange,
    loseDevice,
    askPass,
    approvePass,
    printPass,
    usePass,
  ],
  routes: [
    ...signInPages,
    ...activatePages,
    ...securityPages,
    ...secondFactorPages,
    ...mailFactorPages,
    ...lostDevicePages,
    ...enrolmentPassPages,
    ...stepUpPages,
    ...passkeyPages,
  ],
  jobs: [purgeJob, changeAddressJob],
  schedule: [{ kind: purgeJob.kind, at: '03:40' }],
  settings: [profileSetting, ownWordsSetting, ownDomainsSetting, officersClassSetting],
  reconciler: null,
  restored: async (tx, now) => ({
    sessions: await endEverySession(tx, 'restored', now),
    challenges: await endChallenges(tx, now),
    enrolmentPasses: await spendPasses(tx, now),
    mailCodes: await spendMailCodes(tx, now),
    recoverySets: await spendFactors(tx, stepAt(now) + 1, now),
  }),
  commands,
  refusals: {
    ...refusals,
    ...commandRefusals,
    ...factorRefusals,
    ...mailFactorRefusals,
    ...passRefusals,
    ...passkeyRefusals,
  },
  notices: {
    ...notices,
    ...factorNotices,
    ...mailFactorNotices,
    ...lostDeviceNotices,
    ...passNotices,
    ...passkeyNotices,
  },
  machines: { authenticator: authenticatorMachine },
}
