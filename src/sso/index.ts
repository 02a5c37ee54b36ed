/** The only door to single sign-on: whom we trust, and the engines that answer them. */
import type { Module } from '../platform/module.ts'
import { trustOidcCommand } from './command.ts'
import { purgeJob } from './jobs.ts'
import { mountOidc } from './oidc/engine.ts'
import { interactionRoutes } from './oidc/interaction.ts'
import { relyingPartyPages } from './pages/relying-parties.ts'
import { relyingPartyMachine } from './relying-party.ts'
import { forgetEverything } from './store/engine.ts'
import { commandRefusals, notices, refusals } from './text.ts'
import { distrust, listClients, trustOidc } from './use-cases.ts'

export const ssoModule: Module = {
  name: 'sso',
  useCases: [trustOidc, distrust, listClients],
  routes: [...interactionRoutes, ...relyingPartyPages],
  jobs: [purgeJob],
  schedule: [{ kind: purgeJob.kind, every: 60 }],
  mounts: [mountOidc],
  reconciler: null,
  restored: async tx => ({ codesAndTokens: await forgetEverything(tx) }),
  commands: [trustOidcCommand],
  refusals: { ...refusals, ...commandRefusals },
  notices,
  machines: { 'relying party': relyingPartyMachine },
}
