/** ● A status in the draft: a new one, perhaps like another, or one of the book; and taking it out. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { statusGroups, type Book, type Status } from '../rules.ts'
import type { StoredBook } from '../store/rule-books.ts'
import { statusGroupNames } from '../text.ts'
import {
  basisFields,
  edit,
  errorsOf,
  keepers,
  labelOf,
  number,
  saved,
  ticked,
  trail,
  whole,
  wholeOrNull,
  withDraft,
} from './draft-parts.ts'
import { draftWords as words } from './text.ts'

const blank: Values = {
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
const show = (request: Request): Promise<Reply> =>
  withDraft(request, open => {
    const find = (code: string | undefined) => open.book.statuses.find(one => one.code === code)
    const known = find(request.query['code'])
    const like = find(request.query['like'])
    return page(request, open, { values: startOf(open.book, known, like), isNew: known === undefined, errors: {} })
  })

const startOf = (book: Book, known: Status | undefined, like: Status | undefined): Values => {
  if (known !== undefined) return valuesOf(book, known)
  return like === undefined ? blank : { ...valuesOf(book, like), code: '', nameJa: '', nameEn: '' }
}

type View = { readonly values: Values; readonly isNew: boolean; readonly errors: Errors }

const page = (request: Request, open: StoredBook, { values, isNew, errors }: View): Reply => ({
  kind: 'page',
  title: isNew ? words.newTitle : words.editStatus,
  shape: 'member',
  trail,
  hasErrors: Object.keys(errors).length > 0,
  body: html`
    ${isNew && section(words.like, likeForm(open.book))}
    ${form({
      action: '/rules/draft/status',
      csrf: request.csrf,
      fields: [{ kind: 'hidden', name: 'revision', value: String(open.revision) }, ...fieldsOf(open.book, isNew)],
      values: { ...values, ...(isNew ? {} : { isKnown: 'yes' }) },
      errors,
      submit: { label: words.save },
    })}
    ${!isNew && removeButton(request, open, values)}
  `,
})

const likeForm = (book: Book): Html =>
  html`<form class="filter" method="get" action="/rules/draft/status">
    <div class="field">
      <label for="like">${words.likeHint}</label>
      <select id="like" name="like">
        ${book.statuses.map(status => html`<option value="${status.code}">${status.name}</option>`)}
      </select>
    </div>
    <div class="actions"><button class="quiet">${words.copy}</button></div>
  </form>`

const removeButton = (request: Request, open: StoredBook, { code }: Values): Content =>
  typeof code === 'string' &&
  postButton({
    action: '/rules/draft/status/remove',
    csrf: request.csrf,
    label: words.remove,
    tone: 'danger',
    values: { code, revision: String(open.revision) },
  })

const fieldsOf = (book: Book, isNew: boolean): readonly Field[] => [
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
  number('order', words.order, { hint: words.orderHint }),
  number('leadDays', words.leadDays, { hint: words.leadHint }),
  number('graceDays', words.graceDays, { hint: words.graceHint }),
  number('provisionalDays', words.provisionalDays),
  number('maxMonths', words.maxMonths, { optional: true }),
  ...basisFields,
  {
    kind: 'checkboxes',
    name: 'rules',
    label: words.gives,
    hint: words.givesHint,
    choices: book.rules.map(rule => ({ value: rule.id, label: labelOf(rule) })),
  },
]

const save = async (request: Request): Promise<Reply> => {
  const { form: sent } = request
  const status = {
    code: (sent['code'] ?? '').trim(),
    name: { ja: sent['nameJa'], en: sent['nameEn'] },
    group: sent['group'],
    order: whole(sent['order']),
    leadDays: whole(sent['leadDays']),
    graceDays: whole(sent['graceDays']),
    provisionalDays: whole(sent['provisionalDays']),
    maxMonths: wholeOrNull(sent['maxMonths']),
    basis: { ja: sent['basisJa'], en: sent['basisEn'] },
  }
  const rules = ticked(request, 'rules')
  const result = await edit(request, { do: 'set-status', status, rules })
  if (result.ok) return saved
  return withDraft(request, open => ({
    ...page(request, open, {
      values: { ...sent, rules },
      isNew: sent['isKnown'] !== 'yes',
      errors: errorsOf(result.refusal),
    }),
    status: 422,
  }))
}

const remove = async (request: Request): Promise<Reply> => {
  const result = await edit(request, { do: 'remove-status', code: request.form['code'] })
  return result.ok ? saved : { kind: 'refused', refusal: result.refusal, back: '/rules/draft' }
}

export const draftStatusPages: readonly Route[] = [
  { method: 'GET', path: '/rules/draft/status', who: keepers, handle: show },
  { method: 'POST', path: '/rules/draft/status', who: keepers, handle: save },
  { method: 'POST', path: '/rules/draft/status/remove', who: keepers, handle: remove },
]
