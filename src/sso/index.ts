/** The only door to single sign-on: whom we trust, and the engines that answer them. */
import type { Module } from '../platform/module.ts'
import { casProtocol } from './cas/answer.ts'
import { casRoutes } from './cas/endpoints.ts'
import { trustOidcCommand, trustSamlCommand } from './command.ts'
import { purgeJob } from './jobs.ts'
import { mountOidc } from './oidc/engine.ts'
import { interactionRoutes } from './oidc/interaction.ts'
import { tellOidcJob } from './oidc/tell-job.ts'
import { relyingPartyPages } from './pages/relying-parties.ts'
import { relyingPartyMachine } from './relying-party.ts'
import { forgetEverything } from './store/engine.ts'
import { samlProtocol } from './saml/answer.ts'
import { samlRoutes } from './saml/endpoints.ts'
import { samlSettings } from './saml/settings.ts'
import { singleLogoutRoutes } from './saml/single-logout.ts'
import { signedOutRoutes } from './logout/page.ts'
import { tellCasJob } from './cas/tell.ts'
import { serviceLogsOut } from './use-cases/service-logs-out.ts'
import { signOnRoutes, type Protocols } from './sign-on/interaction.ts'
import { commandRefusals, notices, protocolRefusals, refusals } from './text.ts'
import { distrust, listClients, trustOidc } from './use-cases.ts'
import { trustCas } from './use-cases/trust-cas.ts'
import { trustSaml } from './use-cases/trust-saml.ts'

const protocols: Protocols = { saml: samlProtocol, cas: casProtocol }

export const ssoModule: Module = {
  name: 'sso',
  useCases: [trustOidc, trustSaml, trustCas, serviceLogsOut, distrust, listClients],
  routes: [
    ...interactionRoutes,
    ...signOnRoutes(protocols),
    ...samlRoutes(protocols),
    ...singleLogoutRoutes,
    ...casRoutes(protocols),
    ...signedOutRoutes,
    ...relyingPartyPages,
  ],
  jobs: [purgeJob, tellCasJob, tellOidcJob],
  schedule: [
    { kind: purgeJob.kind, every: 60 },
    { kind: tellCasJob.kind, every: 1 },
    { kind: tellOidcJob.kind, every: 1 },
  ],
  mounts: [mountOidc],
  settings: samlSettings,
  reconciler: null,
  restored: async tx => ({ codesAndTokens: await forgetEverything(tx) }),
  commands: [trustOidcCommand, trustSamlCommand],
  refusals: { ...refusals, ...commandRefusals, ...protocolRefusals },
  notices,
  machines: { 'relying party': relyingPartyMachine },
}
