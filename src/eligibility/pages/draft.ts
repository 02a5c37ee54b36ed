/** ● The draft of the rule book: add a status, change one, change the days of a rule. All of it is data. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction, notice } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { textDifference } from '../rule-book.ts'
import { statusGroups, type Book, type Rule, type Status } from '../rules.ts'
import { bookInForce, bookOnItsWay, type StoredBook } from '../store/rule-books.ts'
import { bookStateNames, kindNames, statusGroupNames } from '../text.ts'
import { draftRules } from '../use-cases/draft-rules.ts'
import { ruleTable } from './rule-table.ts'
import { wordsOf } from './rules.ts'
import { draftWords as words, rulesWords } from './text.ts'
import { stateTones } from './version.ts'

const keepers = ['rule-keeper'] as const
const trail = [
  { href: '/rules', label: rulesWords.title },
  { href: '/rules/draft', label: words.title },
]

const noDraft: Reply = {
  kind: 'page',
  title: words.title,
  shape: 'narrow',
  body: html`${notice('note', words.noDraft, words.noDraftWhat)}
    <p>${linkButton({ href: '/rules', label: rulesWords.title })}</p>`,
}

const showDraft = async ({ db }: Request): Promise<Reply> => {
  const open = await bookOnItsWay(db)
  if (open === null) return noDraft
  if (open.state === 'scheduled') return { kind: 'redirect', to: `/rules/${open.version}` }
  const current = await bookInForce(db)
  return {
    kind: 'page',
    title: words.title,
    shape: 'wide',
    trail: trail.slice(0, 1),
    state: { word: bookStateNames[open.state], tone: stateTones[open.state] },
    lead: fill(words.lead, { version: open.version }),
    body: html`
      ${nextAction({
        what: words.next,
        button: html`${linkButton({ href: `/rules/${open.version}`, label: words.toVersion, tone: 'primary' })}
        ${linkButton({ href: '/rules/draft/status', label: words.addStatus })}`,
      })}
      ${section(words.changed, changesOf(current.book, open.book))}
      ${ruleTable(open.book, { status: code => `/rules/draft/status?code=${code}` })}
      ${section(words.rules, ruleList(open.book))}
    `,
  }
}

const changesOf = (before: Book, after: Book): Html => {
  const { statuses, rules, handOvers } = textDifference(before, after)
  const items: readonly (readonly [Bilingual, readonly string[]])[] = [
    [words.changedStatus, statuses],
    [words.changedRule, rules],
    [words.changedHandOver, handOvers],
  ]
  const some = items.filter(([, ids]) => ids.length > 0)
  if (some.length === 0) return html`<p>${words.unchanged}</p>`
  return html`<ul>
    ${some.map(([label, ids]) => html`<li>${label}: ${ids.map(id => html`<code translate="no">${id}</code> `)}</li>`)}
  </ul>`
}

const ruleList = (book: Book): Html =>
  table<Rule>({
    caption: words.rules,
    columns: [
      { key: 'rule', label: words.changedRule, cell: rule => html`<code translate="no">${rule.id}</code>` },
      { key: 'kind', label: words.kind, cell: rule => kindNames[rule.gives] },
      { key: 'lead', label: words.leadDays, align: 'number', cell: rule => rule.leadDays ?? '–' },
      { key: 'grace', label: words.graceDays, align: 'number', cell: rule => rule.graceDays ?? '–' },
      { key: 'basis', label: rulesWords.basis, cell: rule => rule.basis },
    ],
    rows: book.rules,
    rowHref: rule => `/rules/draft/rule?id=${rule.id}`,
    empty: { sentence: words.unchanged },
  })

const blankStatus: Values = {
  group: 'other',
  order: '500',
  leadDays: '45',
  graceDays: '0',
  provisionalDays: '30',
  maxMonths: '',
}

const valuesOf = (book: Book, status: Status): Values => ({
  code: status.code,
  nameJa: status.name.ja,
  nameEn: status.name.en,
  group: status.group,
  order: String(status.order),
  leadDays: String(status.leadDays),
  graceDays: String(status.graceDays),
  provisionalDays: String(status.provisionalDays),
  maxMonths: status.maxMonths === null ? '' : String(status.maxMonths),
  basisJa: status.basis.ja,
  basisEn: status.basis.en,
  rules: book.rules.filter(rule => rule.when.statuses.includes(status.code)).map(rule => rule.id),
})

/** A new status, perhaps like another one (`?like=`), or one of the book (`?code=`). */
const showStatus = async (request: Request): Promise<Reply> => {
  const open = await bookOnItsWay(request.db)
  if (open === null) return noDraft
  const find = (code: string | undefined) => open.book.statuses.find(one => one.code === code)
  const known = find(request.query['code'])
  const like = find(request.query['like'])
  const start =
    known !== undefined
      ? valuesOf(open.book, known)
      : like === undefined
        ? blankStatus
        : { ...valuesOf(open.book, like), code: '', nameJa: '', nameEn: '' }
  return statusPage(request, open, { values: start, isNew: known === undefined, errors: {} })
}

type StatusView = { readonly values: Values; readonly isNew: boolean; readonly errors: Errors }

const statusPage = (request: Request, open: StoredBook, { values, isNew, errors }: StatusView): Reply => ({
  kind: 'page',
  title: isNew ? words.newTitle : words.editStatus,
  shape: 'member',
  trail,
  hasErrors: Object.keys(errors).length > 0,
  body: html`
    ${isNew && likeForm(open.book)}
    ${form({
      action: '/rules/draft/status',
      csrf: request.csrf,
      fields: [{ kind: 'hidden', name: 'revision', value: String(open.revision) }, ...statusFields(open.book, isNew)],
      values: { ...values, ...(isNew ? {} : { isKnown: 'yes' }) },
      errors,
      submit: { label: words.save },
    })}
    ${!isNew && removeButton(request, open, values)}
  `,
})

const likeForm = (book: Book): Html =>
  form({
    action: '/rules/draft/status',
    csrf: null,
    method: 'get',
    fields: [
      {
        kind: 'select',
        name: 'like',
        label: words.like,
        hint: words.likeHint,
        choices: book.statuses.map(status => ({ value: status.code, label: status.name })),
      },
    ],
    submit: { label: words.copy },
  })

const removeButton = (request: Request, open: StoredBook, { code }: Values): Content =>
  typeof code === 'string' &&
  postButton({
    action: '/rules/draft/status/remove',
    csrf: request.csrf,
    label: words.remove,
    tone: 'danger',
    values: { code, revision: String(open.revision) },
  })

const number = (name: string, label: Bilingual, hint?: Bilingual): Field => ({
  kind: 'text',
  name,
  label,
  length: 'short',
  inputmode: 'numeric',
  ...(hint === undefined ? {} : { hint }),
})

const statusFields = (book: Book, isNew: boolean): readonly Field[] => [
  ...(isNew ? [] : [{ kind: 'hidden', name: 'isKnown', value: 'yes' } as const]),
  { kind: 'text', name: 'code', label: words.code, hint: words.codeHint, identifier: true, maxLength: 40 },
  { kind: 'text', name: 'nameJa', label: words.nameJa, lang: 'ja', length: 'long', maxLength: 200 },
  { kind: 'text', name: 'nameEn', label: words.nameEn, lang: 'en', length: 'long', maxLength: 200 },
  {
    kind: 'select',
    name: 'group',
    label: words.group,
    choices: statusGroups.map(group => ({ value: group, label: statusGroupNames[group] })),
  },
  number('order', words.order, words.orderHint),
  number('leadDays', words.leadDays, words.leadHint),
  number('graceDays', words.graceDays, words.graceHint),
  number('provisionalDays', words.provisionalDays),
  { kind: 'text', name: 'maxMonths', label: words.maxMonths, length: 'short', inputmode: 'numeric', optional: true },
  { kind: 'text', name: 'basisJa', label: words.basisJa, lang: 'ja', length: 'long', maxLength: 200 },
  { kind: 'text', name: 'basisEn', label: words.basisEn, lang: 'en', length: 'long', maxLength: 200 },
  {
    kind: 'checkboxes',
    name: 'rules',
    label: words.gives,
    hint: words.givesHint,
    choices: book.rules.map(rule => ({ value: rule.id, label: labelOf(rule) })),
  },
]

/** Several rules give the same kind; their ids, their days and their conditions tell them apart. */
const labelOf = (rule: Rule): Content => html`
  ${kindNames[rule.gives]}
  <small
    ><code translate="no">${rule.id}</code> ${rule.onRequest && rulesWords.onRequest}
    ${rule.when.titles.length > 0 && html`<span lang="ja">${rule.when.titles.join('、')}</span>`}</small
  >
`

const whole = (text: string | undefined): number => (/^\d{1,6}$/.test((text ?? '').trim()) ? Number(text) : Number.NaN)

const saveStatus = async (request: Request): Promise<Reply> => {
  const { form: sent, many } = request
  const status = {
    code: (sent['code'] ?? '').trim(),
    name: { ja: sent['nameJa'], en: sent['nameEn'] },
    group: sent['group'],
    order: whole(sent['order']),
    leadDays: whole(sent['leadDays']),
    graceDays: whole(sent['graceDays']),
    provisionalDays: whole(sent['provisionalDays']),
    maxMonths: (sent['maxMonths'] ?? '').trim() === '' ? null : whole(sent['maxMonths']),
    basis: { ja: sent['basisJa'], en: sent['basisEn'] },
  }
  const rules = many['rules'] ?? (sent['rules'] === undefined ? [] : [sent['rules']])
  const result = await edit(request, { do: 'set-status', status, rules })
  if (result.ok) return { kind: 'redirect', to: '/rules/draft', notice: 'eligibility.drafted' }
  const open = await bookOnItsWay(request.db)
  if (open === null) return noDraft
  const values = { ...sent, rules }
  const page = statusPage(request, open, { values, isNew: sent['isKnown'] !== 'yes', errors: errorsOf(result.refusal) })
  return { ...page, status: 422 }
}

const edit = (request: Request, change: unknown) =>
  request.perform(draftRules, { revision: request.form['revision'], edit: change })

const fieldNames: Readonly<Record<string, string>> = {
  'name.ja': 'nameJa',
  'name.en': 'nameEn',
  'basis.ja': 'basisJa',
  'basis.en': 'basisEn',
  'note.ja': 'noteJa',
  'note.en': 'noteEn',
}

/** Where each thing that is wrong stands on the form, and what to do about it. */
const errorsOf = (refusal: Refusal): Errors => {
  if (!('fields' in refusal) || typeof refusal.fields !== 'object' || refusal.fields === null)
    return { '': wordsOf(refusal) }
  return Object.fromEntries(
    Object.keys(refusal.fields).map(path => {
      const last = path.replace(/^edit\.(status|rule)\./, '')
      const name = fieldNames[last] ?? last
      return [
        name,
        /Days$|Months$|order/.test(name) ? words.wrongDays : name === 'code' ? words.wrongCode : words.wrongWords,
      ]
    }),
  )
}

const removeStatus = async (request: Request): Promise<Reply> => {
  const result = await edit(request, { do: 'remove-status', code: request.form['code'] })
  if (result.ok) return { kind: 'redirect', to: '/rules/draft', notice: 'eligibility.drafted' }
  return { kind: 'refused', refusal: result.refusal, back: '/rules/draft' }
}

const showRule = async (request: Request): Promise<Reply> => {
  const open = await bookOnItsWay(request.db)
  if (open === null) return noDraft
  const rule = open.book.rules.find(one => one.id === request.query['id'])
  if (rule === undefined) return { kind: 'not-found' }
  return rulePage(request, open, {
    rule,
    errors: {},
    values: {
      leadDays: rule.leadDays === null ? '' : String(rule.leadDays),
      graceDays: rule.graceDays === null ? '' : String(rule.graceDays),
      basisJa: rule.basis.ja,
      basisEn: rule.basis.en,
      noteJa: rule.note?.ja ?? '',
      noteEn: rule.note?.en ?? '',
    },
  })
}

type RuleView = { readonly rule: Rule; readonly values: Values; readonly errors: Errors }

const rulePage = (request: Request, open: StoredBook, { rule, values, errors }: RuleView): Reply => ({
  kind: 'page',
  title: words.ruleTitle,
  shape: 'member',
  trail,
  lead: labelOf(rule),
  hasErrors: Object.keys(errors).length > 0,
  body: form({
    action: '/rules/draft/rule',
    csrf: request.csrf,
    fields: [
      { kind: 'hidden', name: 'id', value: rule.id },
      { kind: 'hidden', name: 'revision', value: String(open.revision) },
      {
        kind: 'text',
        name: 'leadDays',
        label: words.leadDays,
        hint: words.asStatus,
        length: 'short',
        inputmode: 'numeric',
        optional: true,
      },
      {
        kind: 'text',
        name: 'graceDays',
        label: words.graceDays,
        hint: words.asStatus,
        length: 'short',
        inputmode: 'numeric',
        optional: true,
      },
      { kind: 'text', name: 'basisJa', label: words.basisJa, lang: 'ja', length: 'long', maxLength: 200 },
      { kind: 'text', name: 'basisEn', label: words.basisEn, lang: 'en', length: 'long', maxLength: 200 },
      { kind: 'text', name: 'noteJa', label: words.noteJa, lang: 'ja', length: 'long', maxLength: 200, optional: true },
      { kind: 'text', name: 'noteEn', label: words.noteEn, lang: 'en', length: 'long', maxLength: 200, optional: true },
    ],
    values,
    errors,
    submit: { label: words.save },
  }),
})

const saveRule = async (request: Request): Promise<Reply> => {
  const { form: sent } = request
  const open = await bookOnItsWay(request.db)
  if (open === null) return noDraft
  const rule = open.book.rules.find(one => one.id === sent['id'])
  if (rule === undefined) return { kind: 'not-found' }
  const { since: _since, ...kept } = rule
  const orNull = (text: string | undefined) => ((text ?? '').trim() === '' ? null : whole(text))
  const hasNote = `${sent['noteJa'] ?? ''}${sent['noteEn'] ?? ''}`.trim() !== ''
  const result = await edit(request, {
    do: 'set-rule',
    rule: {
      ...kept,
      leadDays: orNull(sent['leadDays']),
      graceDays: orNull(sent['graceDays']),
      basis: { ja: sent['basisJa'], en: sent['basisEn'] },
      note: hasNote ? { ja: sent['noteJa'], en: sent['noteEn'] } : null,
    },
  })
  if (result.ok) return { kind: 'redirect', to: '/rules/draft', notice: 'eligibility.drafted' }
  return { ...rulePage(request, open, { rule, values: sent, errors: errorsOf(result.refusal) }), status: 422 }
}

export const draftPages: readonly Route[] = [
  { method: 'GET', path: '/rules/draft', who: keepers, handle: showDraft },
  { method: 'GET', path: '/rules/draft/status', who: keepers, handle: showStatus },
  { method: 'POST', path: '/rules/draft/status', who: keepers, handle: saveStatus },
  { method: 'POST', path: '/rules/draft/status/remove', who: keepers, handle: removeStatus },
  { method: 'GET', path: '/rules/draft/rule', who: keepers, handle: showRule },
  { method: 'POST', path: '/rules/draft/rule', who: keepers, handle: saveRule },
]
