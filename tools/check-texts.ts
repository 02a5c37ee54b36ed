/** Every text has both languages; every refusal has words, and no words are left over from a refusal that is gone. */
import { report } from './report.ts'
import { isTest, type Problem, readSources, type Source } from './source.ts'
import { codeOf, codesIn, faultOf, stringsIn, type Words, wordsIn } from './texts.ts'

/** What is wrong with the words of these sources. */
export const checkTexts = (sources: readonly Source[]): readonly Problem[] => {
  const words = sources.filter(({ path }) => !isTest(path)).flatMap(wordsIn)
  const speakers = sources.filter(({ path }) => !isTest(path) && !path.endsWith('text.ts'))
  const written = new Set(speakers.flatMap(stringsIn))
  const worded = new Set(words.flatMap(({ key }) => endingsOf(key)))
  return [
    ...words.flatMap(entry => {
      const fault = faultOf(entry)
      return fault === null ? [] : [objection(entry, fault)]
    }),
    ...firstOfEach(speakers.flatMap(codesIn)).flatMap(({ code, problem }) => (worded.has(code) ? [] : [problem])),
    ...words.flatMap(entry => {
      const code = codeOf(entry.key)
      return code === null || written.has(code) ? [] : [objection(entry, 'is said by nobody')]
    }),
  ]
}

/** `text.refusals.account.closed` has words for `account.closed`, under whatever name they are kept. */
const endingsOf = (key: string): readonly string[] => {
  const names = key.split('.')
  return names.map((_, index) => names.slice(index).join('.'))
}

/** Each code once, where it is first said. */
const firstOfEach = <Said extends { readonly code: string }>(said: readonly Said[]): readonly Said[] =>
  [...new Map(said.toReversed().map(each => [each.code, each])).values()].toReversed()

const objection = ({ path, line, key }: Words, says: string): Problem => ({ path, line, says: `${key} ${says}` })

if (import.meta.main) {
  const sources = readSources('{src,demo}/**/*.ts')
  report(`${String(sources.flatMap(wordsIn).length)} texts`, checkTexts(sources))
}
