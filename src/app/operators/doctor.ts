/** `sekimori doctor`: one line for each thing looked at. Exit status 1 when something is bad. */
import { fill, say, type Bilingual, type Language } from '../../kernel/bilingual.ts'
import { accept } from '../../kernel/result.ts'
import type { Command } from '../../platform/command.ts'
import { diagnose, worst, type Check, type Finding, type FindingCode, type Verdict } from './diagnose.ts'
import { findings, words } from './doctor-text.ts'
import { gather } from './gather.ts'

type Report = {
  readonly verdict: Verdict
  readonly checks: readonly (Omit<Check, 'values'> & { readonly says: Bilingual })[]
}

export const doctor: Command = {
  name: 'doctor',
  title: words.title,
  flags: {},
  alone: 'with settings',
  run: async (config, _flags, terminal) => {
    const checks = diagnose(await gather(config, terminal))
    const report: Report = {
      verdict: worst(checks),
      checks: checks.map(({ name, verdict, code, values }) => ({
        name,
        verdict,
        code,
        says: sentenceOf(code, values),
      })),
    }
    return accept(report)
  },
  read: (value, language) => readable(value as Report, language),
  status: value => ((value as Report).verdict === 'bad' ? 1 : 0),
}

const sentenceOf = (code: FindingCode, values: Finding['values'] = {}): Bilingual => ({
  ja: fill(findings[code], inOne(values, 'ja')).ja,
  en: fill(findings[code], inOne(values, 'en')).en,
})

const inOne = (values: NonNullable<Finding['values']>, language: Language): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? say(value, language) : value]),
  )

/** The worst first would hide what is well: the order is that of looking, and the verdict stands in front. */
const readable = ({ verdict, checks }: Report, language: Language): string =>
  [
    ...checks.map(
      ({ name, verdict: each, says }) =>
        `${say(words.verdicts[each], language).padEnd(language === 'ja' ? 4 : 5)} ${name.padEnd(14)} ${say(says, language)}`,
    ),
    say(words.whole[verdict], language),
  ].join('\n')
