/** ● The counter: find the person, note what was seen, print the key. */
import { addMonths, dayOf } from '../../kernel/day.ts'
import { asAccountId, isUuid } from '../../kernel/ids.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { institutionSetting } from '../../platform/settings/own.ts'
import { readSetting } from '../../platform/settings.ts'
import { situationOf } from '../account.ts'
import { isUsable, type ActivationKey } from '../activation-key.ts'
import { noticesAsPdf } from '../paper/notice-pdf.ts'
import type { Paper } from '../new-keys.ts'
import { contactSetting } from '../settings.ts'
import { accountById } from '../store/accounts.ts'
import { keysOf } from '../store/keys.ts'
import { ownerOf, type ListedAccount } from '../store/lists.ts'
import { counterNames, documentNames, kindNames, methodNames, purposeNames, situationSentences } from '../text.ts'
import { findAccounts } from '../use-cases/look.ts'
import { extendDeadline, issueKey } from '../use-cases/keys.ts'
import { choicesOf, errorsOf, ownerName, scoped, stateBadge, stateOf, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.counter

const search = async (request: Request): Promise<Reply> => {
  const query = (request.query['q'] ?? '').trim()
  const found = query.length < 2 ? null : await request.perform(findAccounts, { query: query.slice(0, 100), limit: 30 })
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'member',
    body: html`
      ${form({
        action: '/search',
        csrf: request.csrf,
        fields: [
          { kind: 'hidden', name: 'to', value: '/counter' },
          { kind: 'text', name: 'q', label: said.query, hint: said.hint, type: 'search' },
        ],
        values: { q: query },
        submit: { label: said.search },
      })}
      ${query.length === 1 && notice('note', said.tooShort)} ${found?.ok === true && results(found.value.accounts)}
    `,
  }
}

const results = (found: readonly ListedAccount[]): Content =>
  table<ListedAccount>({
    caption: words.accounts,
    columns: [
      { key: 'name', label: words.list.name, cell: ownerName },
      { key: 'username', label: words.list.username, align: 'identifier', cell: row => row.username },
      { key: 'kind', label: words.list.kind, align: 'whole', cell: row => kindNames[row.kind] },
      { key: 'state', label: words.list.state, cell: row => stateBadge(row.state) },
    ],
    rows: found,
    rowHref: row => `/counter/${row.id}`,
    empty: { sentence: said.nobody },
  })

const evidenceFields: readonly Field[] = [
  { kind: 'radio', name: 'method', label: words.account.method, choices: choicesOf(methodNames) },
  { kind: 'select', name: 'document', label: words.account.document, choices: choicesOf(documentNames) },
  {
    kind: 'text',
    name: 'last4',
    label: said.last4,
    hint: said.last4Hint,
    length: 'short',
    maxLength: 4,
    identifier: true,
    optional: true,
  },
  { kind: 'select', name: 'counter', label: words.account.counter, choices: choicesOf(counterNames) },
  { kind: 'text', name: 'secondChecker', label: said.second, identifier: true, optional: true },
]

type Wrong = { readonly form: 'issue' | 'extend'; readonly errors: Errors }

const page = async (request: Request, accountId: string, wrong?: Wrong): Promise<Reply> => {
  const account = isUuid(accountId) ? await accountById(request.db, asAccountId(accountId)) : null
  if (account === null) return { kind: 'not-found' }
  const [owner, keys] = await Promise.all([ownerOf(request.db, account.id), keysOf(request.db, account.id)])
  const today = dayOf(request.now)
  const newest = keys[0]
  const situation = situationOf(account, newest === undefined ? null : { usable: isUsable(newest, today) })
  const isForgotten = account.activatedAt !== null
  return {
    kind: 'page',
    title: said.issue,
    state: stateOf(situation),
    lead: situationSentences[situation],
    trail: [{ href: '/counter', label: said.title }],
    shape: 'officer',
    ...(wrong === undefined ? {} : { status: 422, hasErrors: true }),
    aside: html`<div class="card">
      ${owner !== null && html`<h2>${ownerName(owner)}</h2>`}
      ${facts([
        { label: kindNames[account.kind], value: identifier(account.username, { spelt: 'spelt' }) },
        { label: words.account.number, value: owner === null ? null : identifier(owner.number) },
      ])}
    </div>`,
    body: html`
      ${form({
        action: `/counter/${account.id}/issue-key`,
        csrf: request.csrf,
        fields: [
          {
            kind: 'radio',
            name: 'purpose',
            label: words.account.purpose,
            choices: choicesOf({
              'new-use': purposeNames['new-use'],
              'forgotten-password': purposeNames['forgotten-password'],
            }),
          },
          ...evidenceFields,
          { kind: 'between', content: html`<p class="hint">${said.printHint}</p>` },
        ],
        values:
          wrong?.form === 'issue'
            ? request.form
            : { purpose: isForgotten ? 'forgotten-password' : 'new-use', method: 'in-person', counter: 'main' },
        errors: wrong?.form === 'issue' ? wrong.errors : {},
        submit: { label: said.print },
      })}
      ${newest !== undefined && (newest.state === 'expired' || newest.state === 'issued' || newest.state === 'delivered') && extendPart(newest, request, wrong)}
    `,
  }
}

const extendPart = (key: ActivationKey, request: Request, wrong: Wrong | undefined): Content =>
  section(
    said.extend,
    html`<p>${said.extendLead}</p>
      ${form({
        action: `/counter/${key.accountId}/extend-key`,
        csrf: request.csrf,
        ...scoped('extend', {
          fields: [
            { kind: 'hidden', name: 'keyId', value: key.id },
            { kind: 'date', name: 'until', label: said.until },
            ...evidenceFields,
          ],
          values:
            wrong?.form === 'extend'
              ? unscoped('extend', request.form)
              : { until: addMonths(dayOf(request.now), 1), method: 'in-person', counter: 'main' },
          errors: wrong?.form === 'extend' ? wrong.errors : {},
        }),
        submit: { label: said.extendButton },
      })}`,
  )

/** Notices as a PDF that is handed over once and kept nowhere. */
export const paperReply = async (request: Request, paper: Paper, name: string): Promise<Reply> => {
  const [institution, contact] = await Promise.all([
    readSetting(request.db, institutionSetting),
    readSetting(request.db, contactSetting),
  ])
  const body = await noticesAsPdf(paper(), { institution, contact, baseUrl: request.system.baseUrl })
  return {
    kind: 'file',
    name,
    mediaType: 'application/pdf',
    body,
    inline: true,
    headers: { 'cache-control': 'no-store' },
  }
}

const issue = async (request: Request): Promise<Reply> => {
  const accountId = request.params['id'] ?? ''
  const { purpose, method, document, last4 = '', counter, secondChecker = '' } = request.form
  const result = await request.perform(issueKey, {
    accountId,
    purpose,
    method,
    document,
    last4,
    counter,
    secondChecker,
  })
  if (result.ok) return paperReply(request, result.value.paper, 'notice.pdf')
  if (result.refusal.code === 'not_found') return { kind: 'not-found' }
  return page(request, accountId, { form: 'issue', errors: errorsOf(result.refusal) })
}

const extend = async (request: Request): Promise<Reply> => {
  const accountId = request.params['id'] ?? ''
  const {
    keyId = '',
    until = '',
    method,
    document,
    last4 = '',
    counter,
    secondChecker = '',
  } = unscoped('extend', request.form)
  const result = await request.perform(extendDeadline, {
    keyId,
    until,
    method,
    document,
    last4,
    counter,
    secondChecker,
  })
  if (result.ok) return { kind: 'redirect', to: `/counter/${accountId}`, notice: 'deadline-extended' }
  if (result.refusal.code === 'not_found') return { kind: 'not-found' }
  return page(request, accountId, { form: 'extend', errors: errorsOf(result.refusal) })
}

const who = ['counter', 'account-operator'] as const

export const counterRoutes: readonly Route[] = [
  { method: 'GET', path: '/counter', who, handle: search },
  { method: 'GET', path: '/counter/:id', who, handle: request => page(request, request.params['id'] ?? '') },
  { method: 'POST', path: '/counter/:id/issue-key', who, handle: issue },
  { method: 'POST', path: '/counter/:id/extend-key', who, handle: extend },
]
