/** The only door to the accounts that people sign in with. */
export type { Account, AccountKind, AccountState, Situation } from './account.ts'
export { accountKinds, maySignIn, situationOf } from './account.ts'
export type { RedeemRefusal, RightKey } from './redeem.ts'
export { normaliseUsername, redeemActivationKey, tryActivationKey } from './redeem.ts'
export { accountById, accountByUsername, accountsOf } from './store/accounts.ts'
export { accountReconciler } from './reconcile.ts'
export { kindNames, situationNames, situationSentences } from './text.ts'
