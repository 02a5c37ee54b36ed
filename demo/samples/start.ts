/** ● The sample services, one for each protocol. */
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { Config } from '../../src/platform/config/config.ts'
import type { System } from '../../src/platform/system.ts'
import { casSampleUrl, startCasSample } from './cas.ts'
import { oidcSampleUrl, startOidcSample } from './oidc.ts'
import { samlSampleUrl, startSamlSample } from './saml.ts'

export type SampleLink = { readonly href: string; readonly label: Bilingual }

export const sampleLinks = (config: Pick<Config, 'port'>): readonly [SampleLink, ...SampleLink[]] => [
  { href: oidcSampleUrl(config), label: { ja: 'OpenID Connect の見本', en: 'OpenID Connect sample' } },
  { href: samlSampleUrl(config), label: { ja: 'SAML の見本', en: 'SAML sample' } },
  { href: casSampleUrl(config), label: { ja: 'CAS の見本', en: 'CAS sample' } },
]

export const startSamples = async (system: System, config: Config): Promise<() => Promise<void>> => {
  const closers = [
    await startOidcSample(system, config),
    await startSamlSample(system, config),
    await startCasSample(system, config),
  ]
  return async () => {
    for (const close of closers) await close()
  }
}
