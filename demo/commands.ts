/** Commands of the demo: `sekimori demo …`. */
import { parseDay } from '../src/kernel/day.ts'
import { accept, refuse } from '../src/kernel/result.ts'
import type { Command } from '../src/platform/command.ts'
import { generateFeeds } from './generate-feeds.ts'

const usualDay = '2026-11-25'

export const commands: readonly Command[] = [
  {
    name: 'demo generate-feeds',
    title: { ja: '架空の大学の原簿ファイルを作る', en: 'Write the record offices’ files of a made-up university' },
    alone: true,
    flags: {
      people: { kind: 'text', required: true, title: { ja: '人数', en: 'How many people' } },
      seed: { kind: 'text', title: { ja: '同じ値なら同じファイルになる', en: 'The same seed gives the same files' } },
      out: { kind: 'text', required: true, title: { ja: '書き出すフォルダ', en: 'Folder to write into' } },
      changed: {
        kind: 'text',
        title: { ja: '翌日の分：変わる人の割合（例：1%）', en: 'The next night’s set: share of people changed, as 1%' },
      },
      'as-of': { kind: 'text', title: { ja: '基準日', en: 'The day the files speak of' } },
    },
    run: async (_system, flags) => {
      const people = Number(flags['people'])
      const seed = Number(flags['seed'] ?? 1)
      const changed = Number(String(flags['changed'] ?? '0').replace('%', '')) / 100
      const asOf = parseDay(String(flags['as-of'] ?? usualDay))
      if (!Number.isInteger(people) || people < 1 || people > 1_000_000) return refuse({ code: 'feeds.people_wrong' })
      if (!Number.isInteger(seed)) return refuse({ code: 'feeds.seed_wrong' })
      if (!(changed >= 0 && changed <= 1)) return refuse({ code: 'feeds.changed_wrong' })
      if (asOf === null) return refuse({ code: 'feeds.day_wrong' })
      return accept(await generateFeeds({ people, seed, changed, asOf, out: String(flags['out']) }))
    },
  },
]
