/** ● A rule in the draft: what it gives, to whom, on which conditions, for how many days; and taking it out. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { entitlementKinds } from '../entitlement.ts'
import type { Book, Rule } from '../rules.ts'
import type { StoredBook } from '../store/rule-books.ts'
import { kindNames } from '../text.ts'
import {
  basisFields,
  edit,
  errorsOf,
  keepers,
  labelOf,
  linesOf,
  noteFields,
  noteIn,
  number,
  saved,
  ticked,
  trail,
  wholeOrNull,
  withDraft,
} from './draft-parts.ts'
import { draftWords as words, rulesWords } from './text.ts'

const blank: Values = { provisional: 'too', onLeave: 'stays' }

const valuesOf = (rule: Rule): Values => ({
  id: rule.id,
  gives: rule.gives,
  statuses: rule.when.statuses,
  units: rule.when.units.join('\n'),
  titles: rule.when.titles.join('\n'),
  provisional: rule.when.provisional,
  onLeave: rule.when.onLeave,
  onRequest: rule.onRequest ? 'yes' : '',
  yields: rule.yields ? 'yes' : '',
  leadDays: rule.leadDays === null ? '' : String(rule.leadDays),
  graceDays: rule.graceDays === null ? '' : String(rule.graceDays),
  basisJa: rule.basis.ja,
  basisEn: rule.basis.en,
  noteJa: rule.note?.ja ?? '',
  noteEn: rule.note?.en ?? '',
})

const ruleIn = (book: Book, id: string | undefined): Rule | undefined => book.rules.find(one => one.id === id)

/** A rule of the book (`?id=`), or a new one. */
const show = (request: Request): Promise<Reply> =>
  withDraft(request, open => {
    const { id } = request.query
    const known = ruleIn(open.book, id)
    if (id !== undefined && known === undefined) return { kind: 'not-found' }
    return page(request, open, { known, values: known === undefined ? blank : valuesOf(known), errors: {} })
  })

type View = { readonly known: Rule | undefined; readonly values: Values; readonly errors: Errors }

const page = (request: Request, open: StoredBook, { known, values, errors }: View): Reply => ({
  kind: 'page',
  title: known === undefined ? words.addRule : words.ruleTitle,
  shape: 'member',
  trail,
  lead: known === undefined ? words.newRuleLead : labelOf(known),
  hasErrors: Object.keys(errors).length > 0,
  body: html`
    ${form({
      action: '/rules/draft/rule',
      csrf: request.csrf,
      fields: [
        { kind: 'hidden', name: 'revision', value: String(open.revision) },
        known === undefined
          ? { kind: 'text', name: 'id', label: words.ruleId, hint: words.ruleIdHint, identifier: true, maxLength: 40 }
          : { kind: 'hidden', name: 'id', value: known.id },
        ...(known === undefined ? [] : [{ kind: 'hidden', name: 'isKnown', value: 'yes' } as const]),
        ...fieldsOf(open.book),
      ],
      values,
      errors,
      submit: { label: words.save },
    })}
    ${
      known !== undefined &&
      postButton({
        action: '/rules/draft/rule/remove',
        csrf: request.csrf,
        label: words.removeRule,
        tone: 'danger',
        values: { id: known.id, revision: String(open.revision) },
      })
    }
  `,
})

const fieldsOf = (book: Book): readonly Field[] => [
  {
    kind: 'select',
    name: 'gives',
    label: words.kind,
    unchosen: words.choose,
    choices: entitlementKinds.map(kind => ({ value: kind, label: kindNames[kind] })),
  },
  {
    kind: 'checkboxes',
    name: 'statuses',
    label: rulesWords.statuses,
    hint: words.statusesHint,
    choices: book.statuses.map(status => ({ value: status.code, label: status.name })),
  },
  { kind: 'textarea', name: 'units', label: words.units, hint: words.unitsHint, rows: 3, optional: true },
  { kind: 'textarea', name: 'titles', label: words.titles, hint: words.titlesHint, rows: 3, optional: true },
  {
    kind: 'radio',
    name: 'provisional',
    label: words.provisional,
    choices: [
      { value: 'too', label: words.provisionalToo },
      { value: 'never', label: words.provisionalNever },
    ],
  },
  {
    kind: 'radio',
    name: 'onLeave',
    label: words.onLeave,
    choices: [
      { value: 'stays', label: words.onLeaveStays },
      { value: 'rests', label: words.onLeaveRests },
    ],
  },
  { kind: 'checkbox', name: 'onRequest', label: words.onRequest },
  { kind: 'checkbox', name: 'yields', label: words.yields, hint: words.yieldsHint },
  number('leadDays', words.leadDays, { hint: words.asStatus, optional: true }),
  number('graceDays', words.graceDays, { hint: words.asStatus, optional: true }),
  ...basisFields,
  ...noteFields,
]

const save = async (request: Request): Promise<Reply> => {
  const { form: sent } = request
  const statuses = ticked(request, 'statuses')
  const rule = {
    id: (sent['id'] ?? '').trim(),
    gives: sent['gives'],
    when: {
      statuses,
      units: linesOf(sent['units']),
      titles: linesOf(sent['titles']),
      provisional: sent['provisional'],
      onLeave: sent['onLeave'],
    },
    onRequest: sent['onRequest'] === 'yes',
    yields: sent['yields'] === 'yes',
    leadDays: wholeOrNull(sent['leadDays']),
    graceDays: wholeOrNull(sent['graceDays']),
    basis: { ja: sent['basisJa'], en: sent['basisEn'] },
    note: noteIn(sent),
  }
  return withDraft(request, async open => {
    const known = sent['isKnown'] === 'yes' ? ruleIn(open.book, rule.id) : undefined
    const values = { ...sent, statuses }
    const again = (errors: Errors): Reply => ({ ...page(request, open, { known, values, errors }), status: 422 })
    if (known === undefined && ruleIn(open.book, rule.id) !== undefined) return again({ id: words.takenId })
    const result = await edit(request, { do: 'set-rule', rule })
    return result.ok ? saved : again(errorsOf(result.refusal))
  })
}

const remove = async (request: Request): Promise<Reply> => {
  const { id = '' } = request.form
  const result = await edit(request, { do: 'remove-rule', id })
  return result.ok ? saved : { kind: 'refused', refusal: result.refusal, back: `/rules/draft/rule?id=${id}` }
}

export const draftRulePages: readonly Route[] = [
  { method: 'GET', path: '/rules/draft/rule', who: keepers, handle: show },
  { method: 'POST', path: '/rules/draft/rule', who: keepers, handle: save },
  { method: 'POST', path: '/rules/draft/rule/remove', who: keepers, handle: remove },
]
