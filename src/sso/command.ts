/** ● The operator's way of trusting relying parties without an application. */
import { readFileSync } from 'node:fs'
import { accept, refuse } from '../kernel/result.ts'
import type { Command, Terminal } from '../platform/command.ts'
import { randomId } from '../platform/random.ts'
import type { System } from '../platform/system.ts'
import { perform, type Context } from '../platform/use-case.ts'
import { trustCas } from './use-cases/trust-cas.ts'
import { trustOidc } from './use-cases/trust-oidc.ts'
import { trustSaml } from './use-cases/trust-saml.ts'

export const trustOidcCommand: Command = {
  name: 'sso trust-oidc',
  title: {
    ja: 'OpenID Connect のサービスを、申請なしに登録する',
    en: 'Trust an OpenID Connect client without an application',
  },
  flags: {
    client: {
      kind: 'text',
      required: true,
      title: { ja: 'クライアントのメタデータ（RFC 7591、JSON）', en: 'Client metadata after RFC 7591, JSON' },
    },
    reason: { kind: 'text', required: true, title: { ja: '理由', en: 'Why' } },
    consent: { kind: 'text', title: { ja: '同意：duty、once、each', en: 'Consent: duty, once or each' } },
  },
  run: async (system, { client, reason, consent }, terminal) => {
    const metadata = readJson(String(client))
    if (metadata === null) return refuse({ code: 'client.file_unreadable' })
    const result = await perform(
      trustOidc,
      { metadata, reason, ...(consent === undefined ? {} : { mode: consent }) },
      contextOf(system, terminal),
    )
    return result.ok ? accept(result.value) : result
  },
}

export const trustSamlCommand: Command = {
  name: 'sso trust-saml',
  title: { ja: 'SAML のサービスを、申請なしに登録する', en: 'Trust a SAML service without an application' },
  flags: {
    metadata: {
      kind: 'text',
      required: true,
      title: { ja: 'サービスのメタデータ（XML）', en: 'The service’s metadata, XML' },
    },
    attributes: {
      kind: 'text',
      title: {
        ja: '送ってよい属性（コンマ区切り）。省略するとエンティティカテゴリに従います',
        en: 'Attributes it may be told, separated by commas; absent: those of its entity categories',
      },
    },
    reason: { kind: 'text', required: true, title: { ja: '理由', en: 'Why' } },
    consent: { kind: 'text', title: { ja: '同意：duty、once、each', en: 'Consent: duty, once or each' } },
  },
  run: async (system, { metadata, attributes, reason, consent }, terminal) => {
    const text = readText(String(metadata))
    if (text === null) return refuse({ code: 'metadata.file_unreadable' })
    return perform(
      trustSaml,
      {
        metadata: text,
        ...(attributes === undefined ? {} : { attributes: namesIn(attributes) }),
        reason,
        ...(consent === undefined ? {} : { mode: consent }),
      },
      contextOf(system, terminal),
    )
  },
}

export const trustCasCommand: Command = {
  name: 'sso trust-cas',
  title: { ja: 'CAS のサービスを、申請なしに登録する', en: 'Trust a CAS service without an application' },
  flags: {
    service: {
      kind: 'text',
      required: true,
      title: { ja: 'サービスのアドレス（その下もすべて）', en: 'The service’s address; all below it too' },
    },
    'name-ja': { kind: 'text', required: true, title: { ja: '日本語の名称', en: 'Name in Japanese' } },
    'name-en': { kind: 'text', required: true, title: { ja: '英語の名称', en: 'Name in English' } },
    attributes: {
      kind: 'text',
      title: { ja: '送ってよい属性（コンマ区切り）', en: 'Attributes it may be told, separated by commas' },
    },
    reason: { kind: 'text', required: true, title: { ja: '理由', en: 'Why' } },
    consent: { kind: 'text', title: { ja: '同意：duty、once、each', en: 'Consent: duty, once or each' } },
  },
  run: async (system, { service, attributes, reason, consent, ...flags }, terminal) => {
    const name = { ja: flags['name-ja'], en: flags['name-en'] }
    const mode = consent === undefined ? {} : { mode: consent }
    return perform(
      trustCas,
      { address: service, name, attributes: namesIn(attributes), reason, ...mode },
      contextOf(system, terminal),
    )
  },
}

const namesIn = (list: unknown): readonly string[] =>
  typeof list === 'string'
    ? list
        .split(',')
        .map(name => name.trim())
        .filter(name => name !== '')
    : []

const contextOf = (system: System, terminal: Terminal): Context => ({
  actor: { kind: 'operator', name: terminal.operator },
  now: system.clock.now(),
  channel: 'cli',
  language: terminal.language,
  address: null,
  requestId: randomId(),
  system,
})

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readText(file) ?? 'null')
  } catch {
    return null
  }
}
