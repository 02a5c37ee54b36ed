/** The only door to admissions: applications of those whom no file brings. */
import type { Module } from '../platform/module.ts'
import { applicationLife, batchLife, invitationLife } from './application.ts'
import { landApplication } from './jobs/landing.ts'
import { lookAtEverything, nightly } from './jobs/nightly.ts'
import { listPages } from './pages/admissions.ts'
import { applyPages } from './pages/apply.ts'
import { batchPages } from './pages/batch.ts'
import { batchesPages } from './pages/batches.ts'
import { decisionPages } from './pages/decision.ts'
import { hostPages } from './pages/invitations.ts'
import { forgetCodes } from './store/changes.ts'
import { withdrawEveryInvitation } from './store/invitations.ts'
import { notices, refusals } from './text/refusal-text.ts'
import { admit, admitProvisionally, reject, sendBack } from './use-cases/admit.ts'
import { answerQuestion } from './use-cases/answer.ts'
import { admitBatch, recordBatchEvidence } from './use-cases/batch-decision.ts'
import { discardBatch, handInBatch, mapBatch, readBatchFile } from './use-cases/batches.ts'
import { start } from './use-cases/begin.ts'
import { endEarly, voidApplication } from './use-cases/ending.ts'
import { recordEvidence, secondEvidence } from './use-cases/evidence.ts'
import { applyBatch } from './use-cases/for-others.ts'
import { answerAsHost, invite, inviteAgain, withdrawInvitation } from './use-cases/host.ts'
import { askNewHost, nameNewHost, takeOver } from './use-cases/new-host.ts'
import { submit, withdraw } from './use-cases/submit.ts'
import { sendCode, verifyMail } from './use-cases/verify-mail.ts'

export { mayHost } from './jobs/landing.ts'

export const admissionsModule: Module = {
  name: 'admissions',
  useCases: [
    start, answerQuestion, sendCode, verifyMail, submit, withdraw, invite, inviteAgain, withdrawInvitation, answerAsHost,
    recordEvidence, secondEvidence, admit, admitProvisionally, sendBack, reject, voidApplication, endEarly, askNewHost,
    nameNewHost, takeOver, applyBatch, readBatchFile, mapBatch, handInBatch, discardBatch, recordBatchEvidence, admitBatch,
  ], // prettier-ignore
  routes: [...applyPages, ...listPages, ...batchesPages, ...batchPages, ...decisionPages, ...hostPages],
  jobs: [landApplication, lookAtEverything],
  schedule: [nightly],
  reconciler: null,
  restored: async tx => ({ codes: await forgetCodes(tx), invitations: await withdrawEveryInvitation(tx) }),
  refusals,
  notices,
  machines: { application: applicationLife, batch: batchLife, invitation: invitationLife },
}
