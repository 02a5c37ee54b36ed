/** ● What a university sets about eligibility. The default is that of people-and-accounts §12.3. */
import { z } from 'zod'
import { defineSetting } from '../platform/settings.ts'
import { defaultBrake } from './difference.ts'

/** When a change of the rule book holds until somebody names how many people it takes something from. */
// prettier-ignore
export const brakeSetting = defineSetting({
  name: 'eligibility.brake',
  schema: z.object({
    share: z.number().gt(0).lte(1),
    persons: z.int().min(1).max(1_000_000),
    base: z.int().min(1).max(1_000_000),
  }),
  default: { ...defaultBrake },
  takes: 'two persons',
  title: { ja: '規則変更の歯止め', en: 'The brake on a change of rules' },
  help: { ja: '規則の変更でこれより多くの人が何かを失うときは、その人数を確かめて入力するまで提案できません。', en: 'Where more people than this would lose something by a change of rules, it cannot be proposed before their number is entered.' },
  parts: {
    share: { title: { ja: '全体に対する割合', en: 'Share of everyone' } },
    persons: { title: { ja: '人数', en: 'Number of people' } },
    base: { title: { ja: '全体がこの人数より少ないときは止めない', en: 'Nothing is held where there are fewer people than this' } },
  },
})
