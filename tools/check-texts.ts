/** Every text has both languages; every refusal has words, and no words are left over from a refusal that is gone. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { report } from './report.ts'
import { isTest, lineAt, type Problem, readSources, type Source } from './source.ts'
import { codeOf, codesIn, faultOf, stringsIn, type Words, wordsIn } from './texts.ts'

const at = ({ path, key }: Words, says: string): Problem => ({ path, line: 1, says: `${key} ${says}` })

/** What is wrong with these words, given all sources that might use them. */
export const checkTexts = (words: readonly Words[], sources: readonly Source[]): readonly Problem[] => {
  const speakers = sources.filter(({ path }) => !isTest(path) && !path.endsWith('text.ts'))
  const written = new Set(speakers.flatMap(stringsIn))
  const worded = new Set(words.flatMap(({ key }) => codeOf(key) ?? []))
  return [
    ...words.flatMap(entry => {
      const fault = faultOf(entry)
      return fault === null ? [] : [at(entry, fault)]
    }),
    ...speakers.flatMap(codesIn).flatMap(({ code, problem }) => (worded.has(code) ? [] : [problem])),
    ...words.flatMap(entry => {
      const code = codeOf(entry.key)
      return code === null || written.has(code) ? [] : [at(entry, 'is said by nobody')]
    }),
  ]
}

/** Points a problem of a text.ts at the line of its key. */
const located = (problem: Problem): Problem => {
  if (!problem.path.endsWith('text.ts')) return problem
  const key = /^\S+/.exec(problem.says)?.[0] ?? ''
  const name = codeOf(key) ?? key.split('.').at(-1) ?? ''
  const text = readFileSync(problem.path, 'utf8')
  const offset = Math.max(text.indexOf(` ${name}: `), text.indexOf(`'${name}': `))
  return offset < 0 ? problem : { ...problem, line: lineAt(text, offset) }
}

if (import.meta.main) {
  const paths = globSync('{src,demo}/**/text.ts').sort()
  const modules = await Promise.all(
    paths.map(async path => wordsIn(path, (await import(pathToFileURL(resolve(path)).href)) as object)),
  )
  const words = modules.flat()
  const problems = checkTexts(words, readSources('{src,demo}/**/*.ts')).map(located)
  report(`${String(words.length)} texts in ${String(paths.length)} files`, problems)
}
