/** The only door to the accounts that people sign in with. */
import type { Module } from '../platform/module.ts'
import { accountMachine } from './account.ts'
import { keyMachine } from './activation-key.ts'
import { expireKeysJob, schedule, watchNamesJob } from './jobs.ts'
import { proposals } from './pages/proposals.ts'
import { routes } from './pages/routes.ts'
import { accountReconciler } from './reconcile.ts'
import { notices, refusals } from './refusal-text.ts'
import { contactSetting, usernameSetting } from './settings.ts'
import { endAfterRestore } from './restored.ts'
import { countNotices, markDelivered, printBatch, reprintBatch } from './use-cases/batches.ts'
import { setForwarding } from './use-cases/forwarding.ts'
import { findAccounts, showAccount } from './use-cases/look.ts'
import { extendDeadline, issueKey } from './use-cases/keys.ts'
import { letAccountStay } from './use-cases/let-stay.ts'
import { chooseUsername, renameAccount } from './use-cases/names.ts'
import { proposeResume, releaseResume, suspendAccount } from './use-cases/suspend.ts'

export type { Account, Situation } from './account.ts'
export { maySignIn, situationOf } from './account.ts'
export type { RedeemRefusal, RightKey } from './redeem.ts'
export { normaliseUsername, redeemActivationKey, tryActivationKey } from './redeem.ts'
export { accountById, accountByUsername, accountsOf } from './store/accounts.ts'
export { accountReconciler }
export { usernameSetting } from './settings.ts'
export { kindNames, situationNames, situationSentences } from './text.ts'

export const accountsModule: Module = {
  name: 'accounts',
  useCases: [
    findAccounts,
    showAccount,
    suspendAccount,
    proposeResume,
    releaseResume,
    renameAccount,
    chooseUsername,
    issueKey,
    extendDeadline,
    countNotices,
    printBatch,
    reprintBatch,
    markDelivered,
    setForwarding,
    letAccountStay,
  ],
  routes,
  jobs: [expireKeysJob, watchNamesJob],
  schedule,
  reconciler: accountReconciler,
  proposals,
  settings: [usernameSetting, contactSetting],
  restored: endAfterRestore,
  refusals,
  notices,
  machines: { account: accountMachine, 'activation key': keyMachine },
}
