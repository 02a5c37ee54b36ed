/** What the platform brings to the app: its own use cases, jobs and operators' commands. */
import { sealJob } from './audit/seal.ts'
import { auditVerify } from './audit/command.ts'
import { endOneTimeThings } from './backup/store.ts'
import { proposalMachine } from './dual-control.ts'
import { expireProposals } from './dual-control/store.ts'
import type { JobHandler } from './job.ts'
import { heartbeat, heartbeatJob } from './jobs/pulse.ts'
import type { Module } from './module.ts'
import { refusals } from './text.ts'
import { dropFailedJob, retryJob } from './use-cases/failed-jobs.ts'
import { dropFailedMails, retryMails } from './use-cases/failed-mails.ts'
import { approveForCommandLine, refuseProposal } from './use-cases/proposals.ts'
import { listMachineClients, registerMachineClient, revokeMachineClient } from './use-cases/machine-clients.ts'
import { rotateVaultKey } from './use-cases/vault-keys.ts'

const expireJob: JobHandler = {
  kind: 'platform.expire-proposals',
  run: async ({ database, clock }) => {
    await database.transact(tx => expireProposals(tx, clock.now()))
  },
}

export const platformModule: Module = {
  name: 'platform',
  useCases: [
    registerMachineClient,
    revokeMachineClient,
    listMachineClients,
    rotateVaultKey,
    retryJob,
    dropFailedJob,
    retryMails,
    dropFailedMails,
    refuseProposal,
    approveForCommandLine,
  ],
  routes: [],
  jobs: [sealJob, expireJob, heartbeatJob],
  schedule: [{ kind: expireJob.kind, every: 60 }, heartbeat],
  reconciler: null,
  restored: endOneTimeThings,
  commands: [auditVerify],
  refusals,
  notices: {},
  machines: { proposal: proposalMachine },
}
