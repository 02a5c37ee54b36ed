/** The only door to single sign-on: whom we trust, and the engines that answer them. */
import type { Module } from '../platform/module.ts'
import { casProtocol } from './cas/answer.ts'
import { casRoutes } from './cas/endpoints.ts'
import { trustCasCommand, trustOidcCommand, trustSamlCommand } from './command.ts'
import { purgeJob } from './jobs.ts'
import { mountOidc } from './oidc/engine.ts'
import { interactionRoutes } from './oidc/interaction.ts'
import { tellOidcJob } from './oidc/tell-job.ts'
import { previewPages } from './pages/preview.ts'
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
import { serviceRefusals } from './service-text.ts'
import { commandRefusals, notices, protocolRefusals, refusals } from './text.ts'
import { distrust, listClients } from './use-cases/parties.ts'
import { lookForPerson, previewRelease } from './use-cases/preview.ts'
import { setMinimum } from './use-cases/set-minimum-class.ts'
import { trustCas } from './use-cases/trust-cas.ts'
import { trustOidc } from './use-cases/trust-oidc.ts'
import { trustSaml } from './use-cases/trust-saml.ts'

const protocols: Protocols = { saml: samlProtocol, cas: casProtocol }

export const ssoModule: Module = {
  name: 'sso',
  useCases: [
    trustOidc,
    trustSaml,
    trustCas,
    serviceLogsOut,
    distrust,
    setMinimum,
    listClients,
    lookForPerson,
    previewRelease,
  ],
  routes: [
    ...interactionRoutes,
    ...signOnRoutes(protocols),
    ...samlRoutes(protocols),
    ...singleLogoutRoutes,
    ...casRoutes(protocols),
    ...signedOutRoutes,
    ...relyingPartyPages,
    ...previewPages,
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
  commands: [trustOidcCommand, trustSamlCommand, trustCasCommand],
  refusals: { ...refusals, ...commandRefusals, ...protocolRefusals, ...serviceRefusals },
  notices,
  machines: { 'relying party': relyingPartyMachine },
}
