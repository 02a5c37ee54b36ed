/**
 * Pages are written with html`…`: whatever is put into it is text, never markup, unless it is itself Html.
 *
 * A hole may stand in text, in a double-quoted attribute, or (for `attributes()`) between attributes; anywhere else
 * the template is refused when it is first used, because no escaping would make it safe. Links lead to http, https,
 * mail and telephone addresses only. Words in two languages are chosen when the page is rendered, so that views need
 * not know the language: see docs/decisions/0018-words-are-chosen-when-a-page-is-rendered.md.
 */
import { type Bilingual, type Language } from '../../kernel/bilingual.ts'
import { unreachable } from '../../kernel/never.ts'
import { isForbiddenAttribute, isUrlAttribute, templateOf, type Hole } from './template.ts'

const write: unique symbol = Symbol('html')
const spread: unique symbol = Symbol('attributes')

/** A piece of a page, safe to put anywhere text may stand. */
export type Html = { readonly [write]: (language: Language) => string }

/** Attributes of one element, for the place between a tag's name and its `>`. */
export type Attributes = { readonly [spread]: (language: Language) => string }

/** What a person reads: in one language as it is, or in two. */
export type Words = string | number | Bilingual

type Nothing = null | undefined | false

/** Whatever may stand in text. `{ ja, en }` prints the one asked for, lists print their members, nothing prints nothing. */
export type Content = Words | Html | Nothing | { readonly ja: Content; readonly en: Content } | readonly Content[]

type Value = Content | Attributes

/** A piece of a page from a template whose holes are escaped for the place they stand in. */
export const html = (source: TemplateStringsArray, ...values: readonly Value[]): Html => {
  const { strings, holes } = templateOf(source)
  return {
    [write]: language => {
      let out = strings[0] ?? ''
      for (const [index, hole] of holes.entries())
        out += fill(hole, values[index], language) + (strings[index + 1] ?? '')
      return out
    },
  }
}

/** Markup as it stands. It takes no holes, so only what is written in the source code can pass. */
export const raw = (strings: TemplateStringsArray): Html => {
  const markup = strings.join('')
  return { [write]: () => markup }
}

/** A piece that differs between the languages in more than its words, such as the order of a name. */
export const perLanguage = (choose: (language: Language) => Content): Html => ({
  [write]: language => text(choose(language), language),
})

/** Attributes as data: `true` stands alone, null and false are left out. `style` and `on…` are refused. */
export const attributes = (named: Readonly<Record<string, Words | boolean | null | undefined>>): Attributes => {
  const entries = Object.entries(named).filter(([, value]) => value !== null && value !== undefined && value !== false)
  for (const [name] of entries)
    if (!/^[a-z][a-z0-9-]*$/.test(name) || isForbiddenAttribute(name)) throw new Error(`attribute refused: ${name}`)
  return {
    [spread]: language =>
      entries
        .map(([name, value]) =>
          value === true ? name : `${name}="${attribute(value, isUrlAttribute(name), language)}"`,
        )
        .join(' '),
  }
}

/** A passage in one language, marked so that it is drawn and read aloud right on a page in the other. */
export const passage = (language: Language, content: Content): Html =>
  perLanguage(around => (around === language ? content : html`<span lang="${language}">${content}</span>`))

/** The finished markup in one language. */
export const render = (piece: Html, language: Language): string => piece[write](language)

const fill = (hole: Hole, value: Value, language: Language): string => {
  switch (hole.kind) {
    case 'text':
      return text(value, language)
    case 'attribute':
      return attribute(value, hole.url, language)
    case 'attributes':
      if (isNothing(value)) return ''
      if (typeof value === 'object' && spread in value) return value[spread](language)
      throw new Error('only attributes() may stand between attributes')
    default:
      return unreachable(hole)
  }
}

const text = (value: Value, language: Language): string => {
  if (isNothing(value)) return ''
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.map(item => text(item, language)).join('')
  if (write in value) return value[write](language)
  if (spread in value) throw new Error('attributes() may only stand between attributes')
  return text(value[language], language)
}

const attribute = (value: unknown, url: boolean, language: Language): string => {
  if (isNothing(value)) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escape(url && !isSafeUrl(value) ? '#' : value)
  if (isBilingual(value)) return attribute(value[language], url, language)
  throw new Error('an attribute takes words only')
}

/** Whether something would be printed: for what stands around it. */
export const has = (content: Content): boolean => !isNothing(content) && content !== ''

const isNothing = (value: unknown): value is Nothing => value === null || value === undefined || value === false
const isList = (value: object): value is readonly Content[] => Array.isArray(value)
const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'ja') && Object.hasOwn(value, 'en')

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;', // parsers turn a bare carriage return into a line feed
  '\0': '\uFFFD', // no HTML text can hold a NUL
}
const special = /[&<>"'\r\0]/
const everySpecial = new RegExp(special, 'g')

/** Text for either place; halves of surrogate pairs become U+FFFD, as they would in UTF-8. */
const escape = (value: string): string => {
  const whole = value.isWellFormed() ? value : value.toWellFormed()
  return special.test(whole) ? whole.replace(everySpecial, character => replacements[character] ?? '') : whole
}

/** Whether a link leads where links may lead. Browsers ignore control characters and spaces when they read a scheme. */
const isSafeUrl = (url: string): boolean => {
  const scheme = /^([^/?#:]*):/.exec(url.replace(/[\u0000-\u0020]/g, ''))?.[1]
  return scheme === undefined || /^(?:https?|mailto|tel)$/i.test(scheme)
}
