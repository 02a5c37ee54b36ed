/** ● One account: its life, what may be done with it, and what was done. */
import { dayOf, instantInWords, lastDayBefore } from '../../kernel/day.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { dayWith, timeline, untilWith, type Moment } from '../../platform/web/state.ts'
import { situationOf, type Account } from '../account.ts'
import { isUsable } from '../activation-key.ts'
import type { Alias, Change } from '../store/accounts.ts'
import { actNames, causeNames, kindNames, situationSentences } from '../text.ts'
import { letAccountStay } from '../use-cases/let-stay.ts'
import { showAccount } from '../use-cases/look.ts'
import { renameAccount } from '../use-cases/names.ts'
import { proposeResume, releaseResume, releaseResumeAct, suspendAccount } from '../use-cases/suspend.ts'
import { actionsPart, standing, type Wrong } from './account-acts.ts'
import { evidenceTable, keysTable, noticesTable } from './account-tables.ts'
import { errorsOf, ownerName, stateOf, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.account

const page = async (request: Request, wrong?: Wrong): Promise<Reply> => {
  const found = await request.perform(showAccount, { accountId: request.params['id'] })
  if (!found.ok) return { kind: 'not-found' }
  const { account, owner, siblings, aliases, changes, keys, evidence, notices } = found.value
  const proposal = await latestProposal(request.db, { act: releaseResumeAct, subject: account.id })
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
      ${actionsPart(account, standing(account, proposal, request), { request, wrong })}
      ${section(said.facts, accountFacts(account, { aliases, siblings }, request))}
      ${section(said.life, timeline(momentsOf(account, changes, request), today))}
      ${section(said.keys, keysTable(keys))} ${section(said.evidence, evidenceTable(evidence))}
      ${section(said.notices, noticesTable(notices))}
    `,
  }
}

type Around = { readonly aliases: readonly Alias[]; readonly siblings: readonly Account[] }

const accountFacts = (account: Account, { aliases, siblings }: Around, request: Request): Html => {
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
    ...siblings
      .filter(({ id }) => id === account.superseded?.by)
      .map(stays => ({
        label: said.stays,
        value: html`<a href="/accounts/${stays.id}">${identifier(stays.username)}</a>`,
      })),
    ...siblings
      .filter(({ superseded }) => superseded?.by === account.id)
      .map(goes => ({
        label: said.staysFor,
        value: html`<a href="/accounts/${goes.id}">${identifier(goes.username)}</a>`,
      })),
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
  post('let-stay', 'account-stays', ({ perform }, accountId, typed) =>
    perform(letAccountStay, { accountId, reason: typed['reason'] ?? '' }),
  ),
  post('rename', 'account-renamed', ({ perform }, accountId, typed) =>
    perform(renameAccount, { accountId, username: typed['username'] ?? '', reason: typed['reason'] ?? '' }),
  ),
]
