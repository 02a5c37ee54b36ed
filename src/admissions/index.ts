/** The only door to admissions: applications of those whom no file brings. */
import type { Module } from '../platform/module.ts'
import { applicationLife } from './application.ts'
import { expireApplications, expireJob } from './jobs/expire.ts'
import { landApplication } from './jobs/landing.ts'
import { forgetCodes } from './store/applications.ts'
import { withdrawEveryInvitation } from './store/invitations.ts'
import { notices, refusals } from './text.ts'
import { answerQuestion, sendCode, start, submit, verifyMail, withdraw } from './use-cases/applicant.ts'
import { applyBatch } from './use-cases/batch.ts'
import { answerAsHost, invite, withdrawInvitation } from './use-cases/host.ts'
import {
  admit,
  admitProvisionally,
  endEarly,
  recordEvidence,
  rehost,
  reject,
  sendBack,
  voidApplication,
} from './use-cases/office.ts'
import { applyPages } from './pages/apply.ts'
import { officePages } from './pages/admissions.ts'
import { hostPages } from './pages/invitations.ts'

export const admissionsModule: Module = {
  name: 'admissions',
  useCases: [
    start, answerQuestion, sendCode, verifyMail, submit, withdraw, invite, withdrawInvitation, answerAsHost, applyBatch,
    recordEvidence, admit, admitProvisionally, sendBack, reject, voidApplication, rehost, endEarly,
  ], // prettier-ignore
  routes: [...applyPages, ...officePages, ...hostPages],
  jobs: [landApplication, expireApplications],
  schedule: [{ kind: expireJob, at: '03:10' }],
  reconciler: null,
  restored: async tx => ({ codes: await forgetCodes(tx), invitations: await withdrawEveryInvitation(tx) }),
  refusals,
  notices,
  machines: { application: applicationLife },
}
