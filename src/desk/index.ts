/** The only door to the help desk: questions and answers, and the guide. */
import type { Module } from '../platform/module.ts'
import { inquiryLife } from './inquiry.ts'
import { forgetJob } from './jobs.ts'
import { contactPages } from './pages/contact.ts'
import { guidePages } from './pages/guide.ts'
import { inquiryPages } from './pages/inquiries.ts'
import { notices, refusals } from './text.ts'
export { countOpenInquiries } from './store.ts'
import { answerInquiry, ask, askAgain, closeInquiry } from './use-cases.ts'

export const deskModule: Module = {
  name: 'desk',
  useCases: [ask, askAgain, answerInquiry, closeInquiry],
  routes: [...guidePages, ...contactPages, ...inquiryPages],
  jobs: [forgetJob],
  schedule: [{ kind: forgetJob.kind, at: '03:20' }],
  reconciler: null,
  refusals,
  notices,
  machines: { inquiry: inquiryLife },
}
