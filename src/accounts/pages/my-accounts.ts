/** ● My accounts: how each stands, what ends when, and a leaver's list of things to do. */
import { addDays, daysBetween, dayOf, lastDayBefore, type Day } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/database.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { identifier } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, perLanguage, type Content, type Html } from '../../platform/web/html.ts'
import { belowMyPage, section } from '../../platform/web/navigation.ts'
import { dayWith, timeline, type Moment } from '../../platform/web/state.ts'
import { forwardingDays, situationOf, type Account, type Forwarding, type Situation } from '../account.ts'
import { isUsable } from '../activation-key.ts'
import { accountsOf } from '../store/accounts.ts'
import { newestKeysOf } from '../store/keys.ts'
import { kindNames, leaverDuties, situationSentences, stopItems } from '../text.ts'
import { setForwarding } from '../use-cases/forwarding.ts'
import { errorsOf, scoped, stateBadge, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.mine
/** A leaver's list is shown from so many days before the stop (people-and-accounts §10.4). */
const leaverDays = 60

type Mine = { readonly account: Account; readonly situation: Situation }

const mineOf = async (db: Db, personId: PersonId, today: Day): Promise<readonly Mine[]> => {
  const accounts = (await accountsOf(db, [personId])).get(personId) ?? []
  const keys = await newestKeysOf(
    db,
    accounts.map(account => account.id),
  )
  return accounts.map(account => {
    const key = keys.get(account.id)
    return { account, situation: situationOf(account, key === undefined ? null : { usable: isUsable(key, today) }) }
  })
}

const summary = ({ account, situation }: Mine, today: Day): Html =>
  section(
    html`${kindNames[account.kind]} ${identifier(account.username)}`,
    html`
      <p>${situationSentences[situation]}</p>
      ${stopOf(account) !== null && html`<p>${said.stop}: ${dayWith(stopOf(account) as Day, today)}</p>`}
      ${account.state === 'closed' && account.forwarding !== null && forwards(account.forwarding, today)}
    `,
    stateBadge(situation),
  )

/** After the stop mail still goes on: where to, and until when. */
const forwards = ({ to, until }: Forwarding, today: Day): Html =>
  html`<p>${said.forwardsTo}: ${to}</p>
    ${until !== null && html`<p>${said.forwardEnds}: ${dayWith(until, today)}</p>`}`

/** The stop that was told, or that grace ends with. */
const stopOf = (account: Account): Day | null =>
  account.state === 'closed'
    ? null
    : (account.announcement?.stopOn ?? (account.state === 'grace' ? account.until : null))

const page = async (
  request: Request,
  wrong?: { readonly accountId: string; readonly errors: Errors },
): Promise<Reply> => {
  const { actor } = request
  if (actor.kind !== 'person') return { kind: 'not-found' }
  const today = dayOf(request.now)
  const mine = await mineOf(request.db, actor.personId, today)
  return {
    kind: 'page',
    title: said.title,
    trail: belowMyPage,
    shape: 'member',
    ...(wrong === undefined ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${mine.length === 0 && html`<p>${said.none}</p>`}
      ${mine.map(each => [summary(each, today), detail(each, today), forwardingForm(each.account, request, wrong)])}
    `,
  }
}

const detail = ({ account, situation }: Mine, today: Day): Content => {
  const stopOn = stopOf(account)
  if (situation === 'awaiting-activation')
    return linkButton({ href: '/activate', label: said.activate, tone: 'primary' })
  if (stopOn === null && account.eligibilityEnd === null) return null
  const isLeaving = stopOn !== null && daysBetween(today, stopOn) <= leaverDays
  return html`
    <h3>${said.dates}</h3>
    ${timeline(momentsOf(account, stopOn, today), today)}
    <p><a href="/my/entitlements">${said.why}</a></p>
    ${isLeaving && leaverLists(account)}
  `
}

const momentsOf = (account: Account, stopOn: Day | null, today: Day): readonly Moment[] => {
  const end = account.eligibilityEnd
  const all = [
    ...(end === null ? [] : [{ label: said.end, on: lastDayBefore(end) }]),
    ...(stopOn === null ? [] : [{ label: said.stop, on: stopOn, detail: account.mail }]),
    ...(stopOn === null || account.forwarding === null
      ? []
      : [{ label: said.forwardEnds, on: addDays(stopOn, forwardingDays) }]),
  ]
  const past = all.filter(({ on }) => on <= today).map(moment => ({ ...moment, when: 'past' as const }))
  const ahead = all.filter(({ on }) => on > today).map(moment => ({ ...moment, when: 'ahead' as const }))
  return [...past, { when: 'now', label: said.now, on: today }, ...ahead]
}

const leaverLists = (account: Account): Html => html`
  <h3>${said.stops}</h3>
  <ul>
    ${perLanguage(language => stopItems[account.kind][language].map(item => html`<li>${item}</li>`))}
  </ul>
  <h3>${said.duties}</h3>
  <ul>
    ${leaverDuties.map(duty => html`<li>${duty}</li>`)}
  </ul>
`

const forwardingForm = (
  account: Account,
  request: Request,
  wrong: { readonly accountId: string; readonly errors: Errors } | undefined,
): Content => {
  if (account.mail === null || (account.state !== 'active' && account.state !== 'grace')) return null
  const isWrong = wrong?.accountId === account.id
  return form({
    action: `/my/accounts/${account.id}/set-forwarding`,
    csrf: request.csrf,
    ...scoped(scopeOf(account), {
      fields: [
        {
          kind: 'text',
          name: 'to',
          label: said.forwarding,
          hint: said.forwardingHint,
          type: 'email',
          autocomplete: 'email',
          optional: true,
        },
      ],
      values: isWrong ? unscoped(scopeOf(account), request.form) : { to: account.forwarding?.to ?? '' },
      errors: isWrong ? wrong.errors : {},
    }),
    submit: { label: said.save },
  })
}

/** After a merge a person may have two of a kind: each form asks within a scope of its own. */
const scopeOf = ({ kind, superseded, username }: Account): string => (superseded === null ? kind : username)

const save = async (request: Request): Promise<Reply> => {
  const accountId = request.params['id'] ?? ''
  const to = Object.entries(request.form).find(([name]) => name.endsWith('.to'))?.[1] ?? ''
  const result = await request.perform(setForwarding, { accountId, to })
  if (result.ok) return { kind: 'redirect', to: '/my/accounts', notice: 'forwarding-set' }
  return result.refusal.code === 'not_found'
    ? { kind: 'not-found' }
    : page(request, { accountId, errors: errorsOf(result.refusal) })
}

export const myAccountsRoutes: readonly Route[] = [
  { method: 'GET', path: '/my/accounts', who: 'signed-in', handle: request => page(request) },
  { method: 'POST', path: '/my/accounts/:id/set-forwarding', who: 'signed-in', handle: save },
]
