/** ● For operators: turns the published files of breached passwords into the local filter. */
import { existsSync, statSync } from 'node:fs'
import { accept, refuse } from '../../kernel/result.ts'
import type { Command } from '../../platform/command.ts'
import { buildFilter } from './breached-filter.ts'
import { filterFile } from '../rules-in-force.ts'

/** A line of the published files has some 45 octets; sizing by it errs on the large side. */
const octetsPerLine = 43

export const buildFilterCommand: Command = {
  name: 'authentication load-breached',
  title: {
    ja: '流出パスワードの公開ファイルから照合用フィルターを作る',
    en: 'Make the local filter from a published file of breached passwords',
  },
  flags: {
    file: {
      kind: 'text',
      required: true,
      title: {
        ja: 'SHA-1 の一覧（1行に HASH または HASH:回数）',
        en: 'List of SHA-1 hashes: HASH or HASH:count a line',
      },
    },
  },
  run: async (system, { file }) => {
    if (typeof file !== 'string' || !existsSync(file)) return refuse({ code: 'breached.no_file' })
    const built = await buildFilter(
      file,
      filterFile(system.dataDir),
      Math.max(1, Math.ceil(statSync(file).size / octetsPerLine)),
    )
    return built.passwords === 0 ? refuse({ code: 'breached.not_hashes' }) : accept(built)
  },
}
