/** What can be wrong with the words that people read. */
import type { Node } from 'oxc-parser'
import { lineAt, type Problem, problemAt, type Source, visit } from './source.ts'

/** A pair of words written out in a source: where, under which names (`text.refusals.account.closed`), and what it says. */
export type Words = {
  readonly path: string
  readonly line: number
  readonly key: string
  readonly ja: string | null // null: there is none; words that are put together are not looked into
  readonly en: string | null
}

/** Every { ja, en } of strings that a source writes out, wherever it stands. */
export const wordsIn = (source: Source): readonly Words[] => {
  const names: string[] = []
  const found: Words[] = []
  const enter = (key: Node): void => {
    names.push(nameOf(key) ?? '…')
  }
  const leave = (): void => {
    names.pop()
  }
  visit(source, {
    VariableDeclarator: ({ id }) => {
      enter(id)
    },
    'VariableDeclarator:exit': leave,
    Property: ({ key }) => {
      enter(key)
    },
    'Property:exit': leave,
    ObjectExpression: ({ properties, start }) => {
      const said = (language: string): string | null | undefined => {
        const property = properties.find(each => each.type === 'Property' && nameOf(each.key) === language)
        return property?.type === 'Property' ? stringIn(property.value) : null
      }
      const [ja, en] = [said('ja'), said('en')]
      if (ja === undefined || en === undefined || (ja === null && en === null)) return
      found.push({ path: source.path, line: lineAt(source.text, start), key: names.join('.'), ja, en })
    },
  })
  return found
}

const nameOf = (key: Node): string | null => {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null
}

const stringIn = (value: Node): string | undefined =>
  value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined

/** Words that are rightly the same in both languages. */
const alike: readonly RegExp[] = [
  /^[\p{Lu}\d\s.,:/+·|–—#-]+$/u, // abbreviations and marks: ECS-ID, CSV, ORCID
  /^(\{[a-zA-Z]+\}|[\s\p{P}\p{S}\d])*$/u, // nothing but values and marks
  /^(日本語|English|Sekimori|関守|OpenID Connect|e-Rad|Shibboleth|GakuNin|eduroam|CAS 3|Wi-Fi|FeliCa|MIFARE|SAML 2\.0|SCIM 2\.0)$/,
]

/** Both languages are there, each in its own script, with the same places to fill. */
export const faultOf = ({ ja, en }: Pick<Words, 'ja' | 'en'>): string | null => {
  if (ja === null || ja.trim() === '') return 'has no Japanese'
  if (en === null || en.trim() === '') return 'has no English'
  if (ja === en) return alike.some(shape => shape.test(ja)) ? null : 'is the same in both languages'
  if (en !== '日本語' && /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(withoutQuotes(en)))
    return 'has Japanese in its English'
  const [left, right] = [placesIn(ja), placesIn(en)]
  return left === right ? null : `fills different places: ja ${left}, en ${right}`
}

/** English may name a Japanese thing in brackets: "the kana reading (フリガナ)". */
const withoutQuotes = (text: string): string => text.replace(/[(（「“][^)）」”]*[)）」”]/gu, '')

/** A value that differs between the languages, such as a name, fills {nameJa} here and {nameEn} there. */
const placesIn = (text: string): string =>
  [...new Set([...text.matchAll(/\{([a-zA-Z]+?)(?:Ja|En)?\}/g)].map(([, place]) => `{${place}}`))].sort().join(' ') ||
  '(none)'

/** A refusal's code: `noun.reason`. */
const codeShape = /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_]*)+$/

/**
 * The codes a source refuses with or says in a type: `code: 'account.closed'`, and where. A refusal that carries a
 * `sentence` brings its own words.
 */
export const codesIn = (source: Source): readonly { readonly code: string; readonly problem: Problem }[] => {
  const found: { readonly code: string; readonly problem: Problem }[] = []
  const add = (start: number, end: number): void => {
    for (const [, code = ''] of source.text.slice(start, end).matchAll(/'([^'\n]+)'/g))
      if (codeShape.test(code))
        found.push({ code, problem: problemAt(source, start, `${code} has no words in any text.ts`) })
  }
  visit(source, {
    ObjectExpression: ({ properties }) => {
      const own = properties.filter(each => each.type === 'Property')
      const code = own.find(({ key }) => nameOf(key) === 'code')?.value
      if (code !== undefined && code.type !== 'CallExpression' && !own.some(({ key }) => nameOf(key) === 'sentence'))
        add(code.start, code.end)
    },
    TSTypeLiteral: ({ members }) => {
      const own = members.filter(each => each.type === 'TSPropertySignature')
      const type = own.find(({ key }) => nameOf(key) === 'code')?.typeAnnotation ?? null
      if (type !== null && !own.some(({ key }) => nameOf(key) === 'sentence')) add(type.start, type.end)
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

/** The code that words are for: what follows `refusals` in their key, where there is such. */
export const codeOf = (key: string): string | null =>
  /(?:^|\.)(?:refusals|[a-z]+Refusals)\.(.+)$/.exec(key)?.[1] ?? null
