/** ● A hand-over in the draft: what is left, what is taken instead, and how long both are held; and taking it out. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { plainKinds } from '../entitlement.ts'
import type { Book, HandOver } from '../rules.ts'
import type { StoredBook } from '../store/rule-books.ts'
import { kindNames } from '../text.ts'
import {
  basisFields,
  edit,
  errorsOf,
  keepers,
  labelOf,
  noteFields,
  noteIn,
  number,
  saved,
  ticked,
  trail,
  whole,
  withDraft,
} from './draft-parts.ts'
import { handOverInWords } from './rule-table.ts'
import { draftWords as words } from './text.ts'

const valuesOf = (one: HandOver): Values => ({
  id: one.id,
  leaves: one.leaves,
  takes: one.takes,
  overlapDays: String(one.overlapDays),
  basisJa: one.basis.ja,
  basisEn: one.basis.en,
  noteJa: one.note?.ja ?? '',
  noteEn: one.note?.en ?? '',
})

const handOverIn = (book: Book, id: string | undefined): HandOver | undefined =>
  book.handOvers.find(one => one.id === id)

/** A hand-over of the book (`?id=`), or a new one. */
const show = (request: Request): Promise<Reply> =>
  withDraft(request, open => {
    const { id } = request.query
    const known = handOverIn(open.book, id)
    if (id !== undefined && known === undefined) return { kind: 'not-found' }
    const values = known === undefined ? { overlapDays: '30' } : valuesOf(known)
    return page(request, open, { known, values, errors: {} })
  })

type View = { readonly known: HandOver | undefined; readonly values: Values; readonly errors: Errors }

const page = (request: Request, open: StoredBook, { known, values, errors }: View): Reply => ({
  kind: 'page',
  title: known === undefined ? words.addHandOver : words.editHandOver,
  shape: 'member',
  trail,
  lead: known === undefined ? words.handOverLead : handOverInWords(open.book, known),
  hasErrors: Object.keys(errors).length > 0,
  body: html`
    ${form({
      action: '/rules/draft/hand-over',
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
        action: '/rules/draft/hand-over/remove',
        csrf: request.csrf,
        label: words.removeHandOver,
        tone: 'danger',
        values: { id: known.id, revision: String(open.revision) },
      })
    }
  `,
})

const fieldsOf = (book: Book): readonly Field[] => [
  {
    kind: 'checkboxes',
    name: 'leaves',
    label: words.leaves,
    hint: words.leavesHint,
    choices: plainKinds
      .filter(kind => !kind.startsWith('affiliation.'))
      .map(kind => ({ value: kind, label: kindNames[kind] })),
  },
  {
    kind: 'checkboxes',
    name: 'takes',
    label: words.takes,
    hint: words.takesHint,
    choices: book.rules
      .filter(rule => rule.gives.startsWith('account.') || rule.gives.startsWith('card.'))
      .map(rule => ({ value: rule.id, label: labelOf(rule) })),
  },
  number('overlapDays', words.overlapDays, { hint: words.overlapHint }),
  ...basisFields,
  ...noteFields,
]

const save = async (request: Request): Promise<Reply> => {
  const { form: sent } = request
  const [leaves, takes] = [ticked(request, 'leaves'), ticked(request, 'takes')]
  const handOver = {
    id: (sent['id'] ?? '').trim(),
    leaves,
    takes,
    overlapDays: whole(sent['overlapDays']),
    basis: { ja: sent['basisJa'], en: sent['basisEn'] },
    note: noteIn(sent),
  }
  return withDraft(request, async open => {
    const known = sent['isKnown'] === 'yes' ? handOverIn(open.book, handOver.id) : undefined
    const values = { ...sent, leaves, takes }
    const again = (errors: Errors): Reply => ({ ...page(request, open, { known, values, errors }), status: 422 })
    if (known === undefined && handOverIn(open.book, handOver.id) !== undefined) return again({ id: words.takenId })
    const result = await edit(request, { do: 'set-hand-over', handOver })
    return result.ok ? saved : again(errorsOf(result.refusal))
  })
}

const remove = async (request: Request): Promise<Reply> => {
  const { id = '' } = request.form
  const result = await edit(request, { do: 'remove-hand-over', id })
  return result.ok ? saved : { kind: 'refused', refusal: result.refusal, back: `/rules/draft/hand-over?id=${id}` }
}

export const draftHandOverPages: readonly Route[] = [
  { method: 'GET', path: '/rules/draft/hand-over', who: keepers, handle: show },
  { method: 'POST', path: '/rules/draft/hand-over', who: keepers, handle: save },
  { method: 'POST', path: '/rules/draft/hand-over/remove', who: keepers, handle: remove },
]
