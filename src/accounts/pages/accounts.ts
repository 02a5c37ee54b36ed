/** ● The operators' list of accounts, and the people whose account name needs an officer. */
import { dayOf } from '../../kernel/day.ts'
import { isUuid } from '../../kernel/ids.ts'
import { hasRole } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { keptSearch } from '../../platform/http/search.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { filterBar, line, lines, section } from '../../platform/web/navigation.ts'
import { counts } from '../../platform/web/notice.ts'
import { dayWith } from '../../platform/web/state.ts'
import { pager, table, type Column } from '../../platform/web/table.ts'
import { displayName, personsOf } from '../../registry/index.ts'
import { accountKinds, accountMachine, type AccountKind, type AccountState } from '../account.ts'
import { refusals } from '../refusal-text.ts'
import { nameCases } from '../store/accounts.ts'
import { countByState, type ListedAccount } from '../store/lists.ts'
import { kindNames, stateNames } from '../text.ts'
import { findAccounts } from '../use-cases/look.ts'
import { chooseUsername } from '../use-cases/names.ts'
import { choicesOf, errorsOf, ownerName, scoped, stateBadge, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.list
const pageSize = 50

const isState = (text: string): text is AccountState => Object.hasOwn(accountMachine, text)
const isKind = (text: string): text is AccountKind => (accountKinds as readonly string[]).includes(text)

const page = async (request: Request, errors: Errors = {}): Promise<Reply> => {
  const { q = '', kind = '', state = '', after = '' } = request.query
  const wanted = {
    query: q.slice(0, 100),
    kind: isKind(kind) ? kind : '',
    state: isState(state) ? state : '',
    after: after.slice(0, 100),
    limit: pageSize + 1,
  }
  const [listed, byState, cases] = await Promise.all([
    request.perform(findAccounts, wanted),
    countByState(request.db),
    casesPart(request, errors),
  ])
  const found = listed.ok ? listed.value.accounts : []
  const rows = found.slice(0, pageSize)
  const next = found.length > pageSize ? rows.at(-1)?.username : undefined
  return {
    kind: 'page',
    title: words.accounts,
    lead: said.lead,
    shape: 'wide',
    body: html`
      ${hasRole(request.actor, ['account-operator']) && html`<div class="actions">${linkButton({ href: '/batches', label: said.toBatches })}</div>`}
      ${counts((Object.keys(stateNames) as AccountState[]).map(each => ({ label: stateNames[each], count: byState.get(each) ?? 0, href: `/accounts?state=${each}` })))}
      ${cases}
      ${filterBar({
        action: '/accounts',
        csrf: request.csrf,
        label: said.filters,
        values: { q, kind, state },
        fields: [
          { kind: 'text', name: 'q', label: said.query, type: 'search', length: 'medium' },
          { kind: 'select', name: 'kind', label: said.kind, choices: choicesOf(kindNames), unchosen: said.any },
          { kind: 'select', name: 'state', label: said.state, choices: choicesOf(stateNames), unchosen: said.any },
        ],
      })}
      ${table({ caption: words.accounts, columns: columnsOn(request), rows, rowHref: row => `/accounts/${row.id}`, empty: { sentence: said.empty } })}
      ${next !== undefined && pager({ from: 1, to: rows.length, total: null, previous: null, next: `/accounts${keptSearch(request.system.vault, { q, kind, state, after: next })}` })}
    `,
  }
}

const columnsOn = (request: Request): readonly Column<ListedAccount>[] => [
  { key: 'username', label: said.username, align: 'identifier', cell: row => row.username },
  { key: 'name', label: said.name, cell: ownerName },
  { key: 'kind', label: said.kind, align: 'whole', cell: row => kindNames[row.kind] },
  {
    key: 'state',
    label: said.state,
    cell: row => stateBadge(row.state === 'active' && row.stopOn !== null ? 'ending' : row.state),
  },
  {
    key: 'stop',
    label: said.stop,
    align: 'whole',
    cell: row => row.stopOn !== null && dayWith(row.stopOn, dayOf(request.now)),
  },
]

/** Those for whom no rule could make a name: each with the reason, and a box to set one. */
const casesPart = async (request: Request, errors: Errors): Promise<Content> => {
  const cases = await nameCases(request.db)
  if (cases.length === 0) return null
  const persons = await personsOf(
    request.db,
    cases.map(each => each.personId),
  )
  return section(
    said.waiting,
    lines(
      cases.map(each => {
        const names = persons.get(each.personId)?.names ?? []
        return line({
          name: html`${{ ja: displayName(names, 'ja'), en: displayName(names, 'en') }} — ${kindNames[each.kind]}`,
          detail: refusals[each.code],
          action: chooseForm(request, each, errors),
        })
      }),
    ),
  )
}

const chooseForm = (
  request: Request,
  each: { readonly personId: string; readonly kind: AccountKind },
  errors: Errors,
): Html => {
  const scope = `choose-${each.kind}-${each.personId}`
  const isThis = Object.hasOwn(request.form, `${scope}.personId`)
  return form({
    action: '/accounts/choose-username',
    csrf: request.csrf,
    ...scoped(scope, {
      fields: [
        { kind: 'hidden', name: 'personId', value: each.personId },
        { kind: 'hidden', name: 'kind', value: each.kind },
        { kind: 'text', name: 'username', label: said.username, identifier: true, length: 'medium' },
      ],
      values: isThis ? unscoped(scope, request.form) : {},
      errors: isThis ? errors : {},
    }),
    submit: { label: said.choose },
  })
}

const choose = async (request: Request): Promise<Reply> => {
  const scope = /^(choose-[A-Z]+-[0-9a-f-]{36})\./.exec(Object.keys(request.form)[0] ?? '')?.[1] ?? ''
  const { personId = '', kind = '', username = '' } = unscoped(scope, request.form)
  if (!isUuid(personId)) return { kind: 'not-found' }
  const result = await request.perform(chooseUsername, { personId, kind, username })
  if (result.ok) return { kind: 'redirect', to: `/accounts/${result.value.accountId}`, notice: 'username-chosen' }
  return result.refusal.code === 'not_found' ? { kind: 'not-found' } : page(request, errorsOf(result.refusal))
}

export const accountsRoutes: readonly Route[] = [
  { method: 'GET', path: '/accounts', who: ['account-operator', 'auditor'], handle: request => page(request) },
  { method: 'POST', path: '/accounts/choose-username', who: ['account-operator'], handle: choose },
]
