/** ● Exceptions: the list, making one, releasing one that gives a role, ending one. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { addDays, dayOf, parseDay } from '../../kernel/day.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import { isUuid } from '../../kernel/ids.ts'
import { waitingProposals } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { tabs } from '../../platform/web/navigation.ts'
import { badge, periodInWords } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { calledBy, personByNumber } from '../../registry/index.ts'
import { entitlementKinds } from '../entitlement.ts'
import { exceptionEffects } from '../facts.ts'
import { exceptionById, listExceptions, type ListedException } from '../store/exceptions.ts'
import { exceptionEffectNames, kindNames } from '../text.ts'
import { endException, endingOf, grantException, releaseEnd, releaseException } from '../use-cases/exceptions.ts'
import { wordsOf } from './rules.ts'
import { exceptionWords as words } from './text.ts'

const readers = ['rule-keeper', 'auditor'] as const
const keepers = ['rule-keeper'] as const
const releasers = ['rule-keeper', 'operator'] as const
const trail = [{ href: '/exceptions', label: words.title }]

const isKeeper = ({ actor }: Request): boolean => actor.kind === 'person' && actor.roles.has('rule-keeper')

const showList = async (request: Request): Promise<Reply> => {
  const past = request.query['show'] === 'past'
  const ending = await endsWaiting(request)
  const list = await listExceptions(request.db, { today: dayOf(request.now), past, limit: 200 })
  return {
    kind: 'page',
    title: words.title,
    lead: words.lead,
    shape: 'wide',
    body: html`
      ${
        isKeeper(request) &&
        html`<div class="actions">${linkButton({ href: '/exceptions/new', label: words.make, tone: 'primary' })}</div>`
      }
      ${tabs([
        { href: '/exceptions', label: words.now, current: !past },
        { href: '/exceptions?show=past', label: words.past, current: past },
      ])}
      ${listOf(list, request, { past, ending })}
    `,
  }
}

/** Exceptions whose end waits for a second person. */
const endsWaiting = async ({ db, now }: Request): Promise<ReadonlySet<string>> => {
  const { act } = endingOf('')
  return new Set((await waitingProposals(db, now)).filter(one => one.act === act).map(one => one.subject))
}

type Shown = { readonly past: boolean; readonly ending: ReadonlySet<string> }

const listOf = (list: readonly ListedException[], request: Request, { past, ending }: Shown): Html =>
  table<ListedException>({
    caption: words.title,
    columns: [
      {
        key: 'person',
        label: words.person,
        cell: one => html`<a href="/people/${one.personId}/explain">${one.name}</a>`,
      },
      {
        key: 'what',
        label: words.what,
        cell: one => html`${kindNames[one.kind]}: ${exceptionEffectNames[one.effect]} ${stateOf(one, ending)}`,
      },
      { key: 'period', label: words.period, cell: one => periodInWords(one.period) },
      { key: 'reason', label: words.reason, cell: one => one.reason },
      {
        key: 'action',
        label: words.action,
        cell: one => (past || !isKeeper(request) ? null : actionsOf(one, request, ending)),
      },
    ],
    rows: list,
    empty: { sentence: words.none },
  })

const stateOf = (one: ListedException, ending: ReadonlySet<string>): Content => {
  if (one.endedAt !== null) return badge(words.ended, 'ended')
  if (ending.has(one.id)) return badge(words.endWaits, 'attention')
  return one.needsRelease && one.releasedBy === null && badge(words.waits, 'attention')
}

const actionsOf = (one: ListedException, request: Request, ending: ReadonlySet<string>): Content => [
  one.needsRelease &&
    one.releasedBy === null &&
    postButton({
      action: `/exceptions/${one.id}/release`,
      csrf: request.csrf,
      label: words.release,
      about: one.name,
    }),
  ending.has(one.id) &&
    postButton({
      action: `/exceptions/${one.id}/release-end`,
      csrf: request.csrf,
      label: words.releaseEnd,
      about: one.name,
    }),
  linkButton({ href: `/exceptions/${one.id}/end`, label: words.end, about: one.name }),
]

const fields: readonly Field[] = [
  { kind: 'text', name: 'number', label: words.number, hint: words.numberHint, identifier: true, length: 'medium' },
  {
    kind: 'select',
    name: 'kind',
    label: words.kind,
    unchosen: words.choose,
    choices: entitlementKinds.map(kind => ({ value: kind, label: kindNames[kind] })),
  },
  {
    kind: 'radio',
    name: 'effect',
    label: words.effect,
    choices: exceptionEffects.map(effect => ({ value: effect, label: words[effect], hint: words[`${effect}Hint`] })),
  },
  { kind: 'date', name: 'from', label: words.from },
  { kind: 'date', name: 'last', label: words.last },
  { kind: 'textarea', name: 'reason', label: words.reason, hint: words.reasonHint, rows: 3, maxLength: 500 },
]

const newPage = (request: Request, errors: Errors): Reply => ({
  kind: 'page',
  title: words.make,
  lead: words.newLead,
  shape: 'member',
  trail,
  hasErrors: Object.keys(errors).length > 0,
  ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
  body: form({
    action: '/exceptions/new',
    csrf: request.csrf,
    fields,
    values: { from: dayOf(request.now), effect: 'grant', number: request.query['person'] ?? '', ...request.form },
    errors,
    submit: { label: words.make },
  }),
})

const make = async (request: Request): Promise<Reply> => {
  const { number = '', last = '', ...wish } = request.form
  const lastDay = parseDay(last.trim())
  const personId = await personByNumber(request.db, number.trim())
  if (personId === null) return newPage(request, { number: words.wrongNumber })
  const result = await request.perform(grantException, {
    ...wish,
    personId,
    until: lastDay === null ? '' : addDays(lastDay, 1),
  })
  if (!result.ok) return newPage(request, errorsOf(result.refusal))
  const notice = result.value.waits ? 'eligibility.waits' : 'eligibility.excepted'
  return { kind: 'redirect', to: '/exceptions', notice }
}

const wrong: Readonly<Record<string, Bilingual>> = {
  kind: words.choose,
  effect: words.choose,
  from: words.wrongDay,
  until: words.wrongDay,
  reason: words.wrongReason,
}

const errorsOf = (refusal: Refusal): Errors => {
  if (!('fields' in refusal) || typeof refusal.fields !== 'object' || refusal.fields === null)
    return { [refusal.code.includes('role') ? 'effect' : 'last']: wordsOf(refusal) }
  return Object.fromEntries(
    Object.keys(refusal.fields).map(name => [name === 'until' ? 'last' : name, wrong[name] ?? words.wrongReason]),
  )
}

const release = async (request: Request): Promise<Reply> =>
  afterRelease(await request.perform(releaseException, { exceptionId: request.params['id'] }), 'eligibility.released')

const agreeToEnd = async (request: Request): Promise<Reply> =>
  afterRelease(await request.perform(releaseEnd, { exceptionId: request.params['id'] }), 'eligibility.ended')

const afterRelease = (result: Result<unknown>, notice: string): Reply => {
  if (result.ok) return { kind: 'redirect', to: '/exceptions', notice }
  return result.refusal.code === 'not_found'
    ? { kind: 'not-found' }
    : { kind: 'refused', refusal: result.refusal, back: '/exceptions' }
}

const endPage = async (request: Request, errors: Errors): Promise<Reply> => {
  const id = request.params['id'] ?? ''
  const found = isUuid(id) ? await exceptionById(request.db, id) : null
  if (found === null) return { kind: 'not-found' }
  return {
    kind: 'page',
    title: words.endTitle,
    shape: 'member',
    trail,
    lead: html`<a href="/people/${found.personId}/explain"
        >${(await calledBy(request.db, [found.personId])).get(found.personId)}</a
      >
      ・ ${kindNames[found.kind]}: ${exceptionEffectNames[found.effect]} ${periodInWords(found.period)}`,
    hasErrors: Object.keys(errors).length > 0,
    ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
    body: form({
      action: `/exceptions/${found.id}/end`,
      csrf: request.csrf,
      fields: [{ kind: 'textarea', name: 'reason', label: words.endReason, rows: 3, maxLength: 500 }],
      values: request.form,
      errors,
      submit: { label: words.end, tone: 'danger' },
    }),
  }
}

const end = async (request: Request): Promise<Reply> => {
  const result = await request.perform(endException, {
    exceptionId: request.params['id'],
    reason: request.form['reason'],
  })
  if (result.ok) {
    const notice = result.value.waits ? 'eligibility.end-waits' : 'eligibility.ended'
    return { kind: 'redirect', to: '/exceptions', notice }
  }
  if (result.refusal.code === 'not_found') return { kind: 'not-found' }
  return endPage(request, {
    reason: result.refusal.code === 'input.wrong' ? words.wrongReason : wordsOf(result.refusal),
  })
}

export const exceptionPages: readonly Route[] = [
  { method: 'GET', path: '/exceptions', who: readers, handle: showList },
  { method: 'GET', path: '/exceptions/new', who: keepers, handle: async request => newPage(request, {}) },
  { method: 'POST', path: '/exceptions/new', who: keepers, handle: make },
  { method: 'POST', path: '/exceptions/:id/release', who: releasers, handle: release },
  { method: 'POST', path: '/exceptions/:id/release-end', who: keepers, handle: agreeToEnd },
  { method: 'GET', path: '/exceptions/:id/end', who: keepers, handle: request => endPage(request, {}) },
  { method: 'POST', path: '/exceptions/:id/end', who: keepers, handle: end },
]
