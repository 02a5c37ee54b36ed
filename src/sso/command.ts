/** ● The operator's way of trusting a relying party without an application. */
import { readFileSync } from 'node:fs'
import { accept, refuse } from '../kernel/result.ts'
import type { Command } from '../platform/command.ts'
import { randomId } from '../platform/random.ts'
import { perform } from '../platform/use-case.ts'
import { trustOidc } from './use-cases.ts'

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
      {
        actor: { kind: 'operator', name: terminal.operator },
        now: system.clock.now(),
        channel: 'cli',
        language: terminal.language,
        address: null,
        requestId: randomId(),
        system,
      },
    )
    return result.ok ? accept(result.value) : result
  },
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
