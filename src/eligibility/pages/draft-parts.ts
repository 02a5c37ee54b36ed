/** ● What the pages of a draft share: how an edit is posted, where its errors stand, and how a rule is called. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import type { Reply, Request } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { notice } from '../../platform/web/notice.ts'
import type { Book, Rule } from '../rules.ts'
import { bookOnItsWay, type StoredBook } from '../store/rule-books.ts'
import { kindNames } from '../text.ts'
import { draftRules } from '../use-cases/draft-rules.ts'
import { wordsOf } from './rules.ts'
import { draftWords as words, rulesWords } from './text.ts'

export const keepers = ['rule-keeper'] as const

export const trail = [
  { href: '/rules', label: rulesWords.title },
  { href: '/rules/draft', label: words.title },
]

export const noDraft: Reply = {
  kind: 'page',
  title: words.title,
  shape: 'member',
  trail: trail.slice(0, 1),
  body: html`${notice('note', words.noDraft, words.noDraftWhat)}
    <div class="actions">${linkButton({ href: '/rules', label: rulesWords.title, tone: 'primary' })}</div>`,
}

/** Shows a page about the draft, or says that there is none. */
export const withDraft = async (
  request: Request,
  show: (open: StoredBook) => Reply | Promise<Reply>,
): Promise<Reply> => {
  const open = await bookOnItsWay(request.db)
  return open === null ? noDraft : show(open)
}

/** Posts one change of the draft, made on the revision that the page showed. */
export const edit = (request: Request, change: unknown): Promise<Result<unknown>> =>
  request.perform(draftRules, { revision: request.form['revision'], edit: change })

export const saved: Reply = { kind: 'redirect', to: '/rules/draft', notice: 'eligibility.drafted' }

const fieldNames: Readonly<Record<string, string>> = {
  'name.ja': 'nameJa',
  'name.en': 'nameEn',
  'basis.ja': 'basisJa',
  'basis.en': 'basisEn',
  'note.ja': 'noteJa',
  'note.en': 'noteEn',
}

/** Where each thing that is wrong stands on the form, and what to do about it. */
export const errorsOf = (refusal: Refusal): Errors => {
  if (!('fields' in refusal) || typeof refusal.fields !== 'object' || refusal.fields === null)
    return { '': wordsOf(refusal) }
  return Object.fromEntries(
    Object.keys(refusal.fields).map(path => {
      const last = path.replace(/^edit\.(status|rule|handOver)\.(when\.)?/, '').replace(/\.\d+$/, '')
      const name = fieldNames[last] ?? last
      return [name, errorAt(name)]
    }),
  )
}

const errorAt = (name: string): Bilingual => {
  if (/Days$|Months$|order/.test(name)) return words.wrongDays
  if (name === 'code' || name === 'id') return words.wrongCode
  return ['gives', 'leaves', 'takes', 'provisional', 'onLeave'].includes(name) ? words.wrongChoice : words.wrongWords
}

/** Several rules give the same kind; their ids, their days and their conditions tell them apart. */
export const labelOf = (rule: Rule): Html => html`
  ${kindNames[rule.gives]}
  <small><code translate="no">${rule.id}</code> ${rule.onRequest && rulesWords.onRequest} ${conditionOf(rule)}</small>
`

/** Units and titles a rule is bound to; nothing where it is bound to none. */
export const conditionOf = ({ when }: Rule): Content => {
  const bound = [...when.units, ...when.titles]
  return bound.length > 0 && html`<span lang="ja">${bound.join('、')}</span>`
}

/** Names of statuses in a row, shortened where they are many. */
export const statusesIn = (book: Book, codes: readonly string[], most: number): Bilingual => {
  const names = codes.map(code => book.statuses.find(one => one.code === code)?.name ?? { ja: code, en: code })
  const more = names.length - most
  const ja = names.slice(0, most).map(name => name.ja)
  const en = names.slice(0, most).map(name => name.en)
  return {
    ja: `${ja.join('、')}${more > 0 ? ` ほか${more}` : ''}`,
    en: `${en.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}

/** A whole number as typed; what is none is refused by the schema, at its field. */
export const whole = (text: string | undefined): number =>
  /^\d{1,6}$/.test((text ?? '').trim()) ? Number(text) : Number.NaN

export const wholeOrNull = (text: string | undefined): number | null =>
  (text ?? '').trim() === '' ? null : whole(text)

/** All ticks of one name. */
export const ticked = ({ form, many }: Request, name: string): readonly string[] =>
  many[name] ?? (form[name] === undefined ? [] : [form[name]])

/** One entry a line, blanks around it and empty lines taken away. */
export const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')

/** Words in both languages as a form sends them, or null where neither was given. */
export const noteIn = (sent: Request['form']): Partial<Bilingual> | null => {
  const { noteJa = '', noteEn = '' } = sent
  return `${noteJa}${noteEn}`.trim() === '' ? null : { ja: noteJa, en: noteEn }
}

export const number = (
  name: string,
  label: Bilingual,
  more: { readonly hint?: Bilingual; readonly optional?: true } = {},
): Field => ({
  kind: 'text',
  name,
  label,
  length: 'short',
  inputmode: 'numeric',
  ...more,
})

/** What a row stands on, and what is to be said of it, in both languages. */
export const basisFields: readonly Field[] = [
  { kind: 'text', name: 'basisJa', label: words.basisJa, lang: 'ja', length: 'long', maxLength: 200 },
  { kind: 'text', name: 'basisEn', label: words.basisEn, lang: 'en', length: 'long', maxLength: 200 },
]

export const noteFields: readonly Field[] = [
  { kind: 'text', name: 'noteJa', label: words.noteJa, lang: 'ja', length: 'long', maxLength: 200, optional: true },
  { kind: 'text', name: 'noteEn', label: words.noteEn, lang: 'en', length: 'long', maxLength: 200, optional: true },
]
