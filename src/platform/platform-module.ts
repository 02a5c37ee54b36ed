/** What the platform brings to the app: its own use cases, jobs and operators' commands. */
import { sealJob } from './audit/seal.ts'
import { auditVerify } from './audit/command.ts'
import { endOneTimeThings } from './backup/store.ts'
import { proposalMachine } from './dual-control.ts'
import { expireProposals } from './dual-control/store.ts'
import type { JobHandler } from './job.ts'
import { eraseMailsJob } from './mail/erase.ts'
import type { Module } from './module.ts'
import { refusals } from './text.ts'
import { dropFailedJob, retryJob } from './use-cases/failed-jobs.ts'
import { settingProposals } from './settings/proposals.ts'
import { platformSettings } from './settings/own.ts'
import { heartbeat, heartbeatJob } from './jobs/pulse.ts'
import { dropFailedMails, retryMails } from './use-cases/failed-mails.ts'
import { approveForCommandLine, refuseProposal } from './use-cases/proposals.ts'
import { changeSetting, releaseSetting } from './use-cases/settings.ts'
import { listMachineClients, registerMachineClient, revokeMachineClient } from './use-cases/machine-clients.ts'
import { giveUpMail, retryMail, retryPerson, setPersonAside } from './use-cases/stuck.ts'
import { rotateVaultKey } from './use-cases/vault-keys.ts'

const expireJob: JobHandler = {
  kind: 'platform.expire-proposals',
  run: ({ database, clock, house }) =>
    database.transact(async tx => {
      const now = clock.now()
      for (const proposal of await expireProposals(tx, now))
        await house.proposals
          .find(({ act }) => act === proposal.act)
          ?.putAway?.(tx, proposal, { state: 'expired', by: 'system:proposals', now })
    }),
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
    changeSetting,
    releaseSetting,
    retryMail,
    giveUpMail,
    retryPerson,
    setPersonAside,
  ],
  routes: [],
  jobs: [sealJob, expireJob, eraseMailsJob, heartbeatJob],
  schedule: [{ kind: expireJob.kind, every: 60 }, { kind: eraseMailsJob.kind, at: '03:40' }, heartbeat],
  reconciler: null,
  settings: platformSettings,
  proposals: settingProposals,
  restored: endOneTimeThings,
  commands: [auditVerify],
  refusals,
  notices: {},
  machines: { proposal: proposalMachine },
}
