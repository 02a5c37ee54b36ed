/** What can be wrong with the words that people read. */
import { type Problem, problemAt, type Source, visit } from './source.ts'

/** One pair of words, and the way to it through the exports of its text.ts: `refusals.account.closed`. */
export type Words = { readonly path: string; readonly key: string; readonly ja: unknown; readonly en: unknown }

/** Every { ja, en } among the exports of one text.ts, however deep. */
export const wordsIn = (path: string, exported: object): readonly Words[] => {
  const walk = (value: unknown, key: string): readonly Words[] => {
    if (typeof value !== 'object' || value === null) return []
    if ('ja' in value || 'en' in value)
      return [{ path, key, ja: 'ja' in value ? value.ja : undefined, en: 'en' in value ? value.en : undefined }]
    return Object.entries(value).flatMap(([name, inner]) => walk(inner, key === '' ? name : `${key}.${name}`))
  }
  return walk(exported, '')
}

/** Words that are rightly the same in both languages. */
const alike: readonly RegExp[] = [
  /^[\p{Lu}\d\s.,:/+·|–—#-]+$/u, // abbreviations and marks: ECS-ID, CSV, ORCID
  /^(\{[a-zA-Z]+\}|[\s\p{P}\p{S}\d])*$/u, // nothing but values and marks
  /^(日本語|English|Sekimori|関守|OpenID Connect|e-Rad|Shibboleth|GakuNin|eduroam|CAS 3|Wi-Fi|FeliCa|MIFARE|SAML 2\.0|SCIM 2\.0)$/,
]

/** Both languages are there, each in its own script, with the same places to fill. */
export const faultOf = ({ ja, en }: Words): string | null => {
  if (typeof ja !== 'string' || ja.trim() === '') return 'has no Japanese'
  if (typeof en !== 'string' || en.trim() === '') return 'has no English'
  if (ja === en) return alike.some(shape => shape.test(ja)) ? null : 'is the same in both languages'
  if (en !== '日本語' && /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(withoutQuotes(en)))
    return 'has Japanese in its English'
  const [left, right] = [placesIn(ja), placesIn(en)]
  return left === right ? null : `fills different places: ja ${left}, en ${right}`
}

/** English may name a Japanese thing in brackets: "the kana reading (フリガナ)". */
const withoutQuotes = (text: string): string => text.replace(/[(（「“][^)）」”]*[)）」”]/gu, '')

const placesIn = (text: string): string =>
  [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([place]) => place))].sort().join(' ') || '(none)'

/** A refusal's code: `noun.reason`. */
const codeShape = /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_]*)+$/

/** The codes a source refuses with or says in a type: `code: 'account.closed'`, and where. */
export const codesIn = (source: Source): readonly { readonly code: string; readonly problem: Problem }[] => {
  const found: { readonly code: string; readonly problem: Problem }[] = []
  const add = (start: number, end: number): void => {
    for (const [, code = ''] of source.text.slice(start, end).matchAll(/'([^'\n]+)'/g))
      if (codeShape.test(code))
        found.push({ code, problem: problemAt(source, start, `${code} has no words in any text.ts`) })
  }
  visit(source, {
    Property: ({ key, value }) => {
      if (key.type === 'Identifier' && key.name === 'code' && value.type !== 'CallExpression')
        add(value.start, value.end)
    },
    TSPropertySignature: ({ key, typeAnnotation }) => {
      if (key.type === 'Identifier' && key.name === 'code' && typeAnnotation !== null)
        add(typeAnnotation.start, typeAnnotation.end)
    },
  })
  return found
}

/** Every string that a source writes out: a code among them is in use. */
export const stringsIn = (source: Source): readonly string[] => {
  const found: string[] = []
  visit(source, {
    Literal: ({ value }) => {
      if (typeof value === 'string') found.push(value)
    },
  })
  return found
}

/** The code that words are for, if they are for one: the last part of their key that has the shape of a code. */
export const codeOf = (key: string): string | null => {
  const code = /^refusals\.(.+)$/.exec(key)?.[1] ?? null
  return code !== null && codeShape.test(code) ? code : null
}
