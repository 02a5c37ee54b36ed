/** ● One account: its life, what may be done with it, and what was done. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, dayOf, instantInWords, lastDayBefore } from '../../kernel/day.ts'
import { asAccountId, isUuid } from '../../kernel/ids.ts'
import { hasRole } from '../../platform/actor.ts'
import { isReleasable, type Proposal } from '../../platform/dual-control.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { dayWith, timeline, untilWith, type Moment } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { situationOf, type Account } from '../account.ts'
import { isUsable, type ActivationKey } from '../activation-key.ts'
import { accountById, aliasesOf, changesOf, type Alias, type Change } from '../store/accounts.ts'
import { evidenceOf, keysOf, type SeenEvidence } from '../store/keys.ts'
import { ownerOf } from '../store/lists.ts'
import { noticesOf, type NoticeSeen } from '../store/notices.ts'
import {
  actNames,
  addressKinds,
  causeNames,
  channelNames,
  counterNames,
  documentNames,
  keyStateNames,
  kindNames,
  methodNames,
  noticeKindNames,
  purposeNames,
  situationSentences,
} from '../text.ts'
import { renameAccount } from '../use-cases/names.ts'
import {
  hashOfSuspension,
  proposeResume,
  releaseResume,
  releaseResumeAct,
  suspendAccount,
} from '../use-cases/suspend.ts'
import { choicesOf, errorsOf, ownerName, scoped, stateOf, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.account

type Wrong = { readonly form: 'suspend' | 'propose-resume' | 'rename'; readonly errors: Errors }

const page = async (request: Request, wrong?: Wrong): Promise<Reply> => {
  const id = request.params['id'] ?? ''
  const account = isUuid(id) ? await accountById(request.db, asAccountId(id)) : null
  if (account === null) return { kind: 'not-found' }
  const { db } = request
  const [owner, keys, evidence, changes, aliases, notices, proposal] = await Promise.all([
    ownerOf(db, account.id),
    keysOf(db, account.id),
    evidenceOf(db, account.id),
    changesOf(db, account.id),
    aliasesOf(db, account.id),
    noticesOf(db, account.id),
    latestProposal(db, { act: releaseResumeAct, subject: account.id }),
  ])
  const today = dayOf(request.now)
  const key = keys[0]
  const situation = situationOf(account, key === undefined ? null : { usable: isUsable(key, today) })
  return {
    kind: 'page',
    title: {
      ja: `${kindNames[account.kind].ja} ${account.username}`,
      en: `${kindNames[account.kind].en} ${account.username}`,
    },
    heading: html`${kindNames[account.kind]} ${identifier(account.username, { spelt: 'spelt' })}`,
    state: stateOf(situation),
    lead: situationSentences[situation],
    trail: [{ href: '/accounts', label: words.accounts }],
    shape: 'officer',
    ...(wrong === undefined ? {} : { status: 422, hasErrors: true }),
    aside:
      owner === null
        ? html``
        : html`<div class="card">
            <h2>${ownerName(owner)}</h2>
            ${facts([{ label: said.number, value: identifier(owner.number) }])}
            <ul class="ways">
              <li><a href="/people/${account.personId}">${said.toPerson}</a></li>
              <li><a href="/people/${account.personId}/explain">${said.why}</a></li>
            </ul>
          </div>`,
    body: html`
      ${actionsPart(account, standing(account, proposal, request), request, wrong)}
      ${section(said.facts, accountFacts(account, aliases, request))}
      ${section(said.life, timeline(momentsOf(account, changes, request), today))}
      ${section(said.keys, keysTable(keys))} ${section(said.evidence, evidenceTable(evidence))}
      ${section(said.notices, noticesTable(notices))}
    `,
  }
}

const accountFacts = (account: Account, aliases: readonly Alias[], request: Request): Html => {
  const today = dayOf(request.now)
  return facts([
    { label: said.mail, value: account.mail === null ? null : identifier(account.mail) },
    { label: said.activated, value: account.activatedAt === null ? null : instantInWords(account.activatedAt) },
    { label: said.end, value: account.eligibilityEnd === null ? null : untilWith(account.eligibilityEnd, today) },
    { label: said.told, value: account.announcement === null ? null : dayWith(account.announcement.stopOn, today) },
    ...(account.state === 'closed' ? [{ label: said.stop, value: dayWith(account.actualStop, today) }] : []),
    ...(account.state === 'suspended'
      ? [{ label: said.suspendedWhy, value: html`${causeNames[account.cause]} — ${account.reason}` }]
      : []),
    ...(aliases.length === 0
      ? []
      : [{ label: said.former, value: aliases.map(alias => html`${identifier(alias.username)} `) }]),
  ])
}

const momentsOf = (account: Account, changes: readonly Change[], { now }: Request): readonly Moment[] => {
  const today = dayOf(now)
  const past = changes.map(change => ({
    when: 'past' as const,
    label: actNames[change.act] ?? change.act,
    on: dayOf(change.at),
  }))
  const ends = [
    { label: said.end, on: account.eligibilityEnd === null ? null : lastDayBefore(account.eligibilityEnd) },
    { label: said.told, on: account.state === 'closed' ? null : (account.announcement?.stopOn ?? null) },
  ].flatMap(({ label, on }) => (on !== null && on > today ? [{ when: 'ahead' as const, label, on }] : []))
  return [...past, { when: 'now', label: stateOf(account.state).word, on: today }, ...ends]
}

/** The proposal that waits for a second person to lift this very suspension. */
const standing = (account: Account, proposal: Proposal | null, { now }: Request): Proposal | null =>
  proposal !== null && account.state === 'suspended' && isReleasable(proposal, hashOfSuspension(account), now).ok
    ? proposal
    : null

/** What this officer may do now, and only that. */
const actionsPart = (
  account: Account,
  proposal: Proposal | null,
  request: Request,
  wrong: Wrong | undefined,
): Content => {
  const counter =
    account.state !== 'closed' &&
    account.state !== 'suspended' &&
    hasRole(request.actor, ['counter', 'account-operator'])
  const operates = hasRole(request.actor, ['account-operator'])
  return html`
    ${counter && html`<p>${linkButton({ href: `/counter/${account.id}`, label: said.toCounter, tone: 'primary' })}</p>`}
    ${operates && account.state === 'suspended' && resumePart(account, proposal, request, wrong)}
    ${operates && (account.state === 'active' || account.state === 'pending' || account.state === 'grace') && suspendForm(account, request, wrong)}
    ${operates && account.state !== 'closed' && renameForm(account, request, wrong)}
  `
}

const reasonField: Field = {
  kind: 'textarea',
  name: 'reason',
  label: said.reason,
  hint: said.reasonHint,
  rows: 2,
  maxLength: 500,
}

const suspendForm = (account: Account, request: Request, wrong: Wrong | undefined): Html =>
  opening(
    said.suspend,
    said.suspendLead,
    wrong?.form === 'suspend',
    {
      action: `/accounts/${account.id}/suspend`,
      fields: [{ kind: 'radio', name: 'cause', label: said.cause, choices: choicesOf(causeNames) }, reasonField],
      submit: { label: said.suspend, tone: 'danger' as const },
    },
    request,
    wrong,
  )

const renameForm = (account: Account, request: Request, wrong: Wrong | undefined): Html =>
  opening(
    said.rename,
    said.renameLead,
    wrong?.form === 'rename',
    {
      action: `/accounts/${account.id}/rename`,
      fields: [{ kind: 'text', name: 'username', label: said.newName, identifier: true }, reasonField],
      submit: { label: said.rename },
    },
    request,
    wrong,
  )

const resumePart = (account: Account, proposal: Proposal | null, request: Request, wrong: Wrong | undefined): Html =>
  proposal === null
    ? opening(
        said.propose,
        said.suspendLead,
        true,
        {
          action: `/accounts/${account.id}/propose-resume`,
          fields: [reasonField],
          submit: { label: said.propose },
        },
        request,
        wrong,
      )
    : notice(
        'note',
        said.proposed,
        html`<p>${proposal.reason}</p>
          ${postButton({ action: `/accounts/${account.id}/release-resume`, csrf: request.csrf, label: said.release, tone: 'primary' })}`,
      )

const opening = (
  heading: Content,
  lead: Content,
  isOpen: boolean,
  parts: Pick<Parameters<typeof form>[0], 'action' | 'fields' | 'submit'>,
  request: Request,
  wrong: Wrong | undefined,
): Html => {
  const isWrong = wrong !== undefined && parts.action.endsWith(`/${wrong.form}`)
  const scope = parts.action.split('/').at(-1) ?? ''
  const values = isWrong ? unscoped(scope, request.form) : {}
  const asked = scoped(scope, { fields: parts.fields, values, errors: isWrong ? wrong.errors : {} })
  const content = html`<p>${lead}</p>
    ${form({ ...parts, ...asked, csrf: request.csrf })}`
  return isOpen
    ? html`<details class="reasons" open>
        <summary>${heading}</summary>
        <div>${content}</div>
      </details>`
    : html`<details class="reasons">
        <summary>${heading}</summary>
        <div>${content}</div>
      </details>`
}

const keysTable = (keys: readonly ActivationKey[]): Html =>
  table<ActivationKey>({
    caption: said.keys,
    columns: [
      { key: 'at', label: said.when, cell: key => instantInWords(key.issuedAt) },
      { key: 'channel', label: said.channel, cell: key => channelNames[key.channel] },
      { key: 'state', label: said.state, cell: key => keyStateNames[key.state] },
      { key: 'until', label: said.until, cell: key => dayInWords(key.until) },
      { key: 'wrong', label: said.wrong, align: 'number', cell: key => key.wrongTries },
    ],
    rows: keys,
    empty: { sentence: said.none },
  })

const evidenceTable = (evidence: readonly SeenEvidence[]): Html =>
  table<SeenEvidence>({
    caption: said.evidence,
    columns: [
      { key: 'at', label: said.when, cell: each => instantInWords(each.at) },
      { key: 'purpose', label: said.purpose, cell: each => purposeNames[each.purpose] },
      { key: 'method', label: said.method, cell: each => methodNames[each.method] },
      {
        key: 'document',
        label: said.document,
        cell: each => html`${documentNames[each.document]} ${each.last4 !== '' && `…${each.last4}`}`,
      },
      { key: 'counter', label: said.counter, cell: each => counterNames[each.counter] },
    ],
    rows: evidence,
    empty: { sentence: said.none },
  })

const noticesTable = (notices: readonly NoticeSeen[]): Html =>
  table<NoticeSeen>({
    caption: said.notices,
    columns: [
      { key: 'at', label: said.when, cell: each => instantInWords(each.sentAt) },
      { key: 'kind', label: said.notice, cell: each => noticeKindNames[each.kind] },
      { key: 'stop', label: said.told, cell: each => dayInWords(each.stopOn) },
      {
        key: 'channels',
        label: said.channels,
        cell: each =>
          each.channels.length === 0
            ? said.nobody
            : each.channels.map(
                (channel, at) =>
                  html`${at > 0 && ' ・ '}${(addressKinds as Readonly<Record<string, Bilingual>>)[channel] ?? channel}`,
              ),
      },
    ],
    rows: notices,
    empty: { sentence: said.none },
  })

type Act = (
  request: Request,
  accountId: string,
  typed: Readonly<Record<string, string>>,
) => ReturnType<Request['perform']>

const post = (name: Wrong['form'] | 'release-resume', done: string, act: Act): Route => ({
  method: 'POST',
  path: `/accounts/:id/${name}`,
  who: ['account-operator'],
  handle: async (request): Promise<Reply> => {
    const accountId = request.params['id'] ?? ''
    const result = await act(request, accountId, unscoped(name, request.form))
    if (result.ok) return { kind: 'redirect', to: `/accounts/${accountId}`, notice: done }
    if (result.refusal.code === 'not_found') return { kind: 'not-found' }
    if (name === 'release-resume') return { kind: 'refused', refusal: result.refusal, back: `/accounts/${accountId}` }
    return page(request, { form: name, errors: errorsOf(result.refusal) })
  },
})

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/:id',
    who: ['account-operator', 'auditor', 'counter'],
    handle: request => page(request),
  },
  post('suspend', 'account-suspended', ({ perform }, accountId, typed) =>
    perform(suspendAccount, { accountId, cause: typed['cause'], reason: typed['reason'] ?? '' }),
  ),
  post('propose-resume', 'resume-proposed', ({ perform }, accountId, typed) =>
    perform(proposeResume, { accountId, reason: typed['reason'] ?? '' }),
  ),
  post('release-resume', 'account-resumed', ({ perform }, accountId) => perform(releaseResume, { accountId })),
  post('rename', 'account-renamed', ({ perform }, accountId, typed) =>
    perform(renameAccount, { accountId, username: typed['username'] ?? '', reason: typed['reason'] ?? '' }),
  ),
]
