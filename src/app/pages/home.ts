/** ● The start page: sign-in for a stranger; for a member, in one glance: am I fine, what needs me, when does something end. */
import { mayHost } from '../../admissions/index.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import {
  accountsOf,
  kindNames,
  situationNames,
  situationOf,
  situationSentences,
  type Account,
  type Situation,
} from '../../accounts/index.ts'
import { signInContent } from '../../authentication/index.ts'
import { entitlementsOf, kindNames as rightNames, standingOn, type Entitlement } from '../../eligibility/index.ts'
import { currentName, nameInScripts, personsOf, type Person } from '../../registry/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { identifier, nameWithKana } from '../../platform/web/fact.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { nextAction } from '../../platform/web/notice.ts'
import { badge, dayWith, untilWith, type Tone } from '../../platform/web/state.ts'
import { emptyState } from '../../platform/web/table.ts'
import { text } from '../text.ts'
import { dutiesPart } from './duties.ts'

const said = text.home

const show = async (request: Request): Promise<Reply> => {
  const { actor, db } = request
  if (actor.kind !== 'person')
    return { kind: 'page', ...signInContent(request, { username: '', next: '/', error: null, again: false }) }
  const [persons, accounts, entitlements, isHost] = await Promise.all([
    personsOf(db, [actor.personId]),
    accountsOf(db, [actor.personId]),
    entitlementsOf(db, [actor.personId]),
    mayHost(db, actor.personId),
  ])
  const today = dayOf(request.now)
  const mine = accounts.get(actor.personId) ?? []
  const situations = mine.map(account => situationOf(account, null))
  return {
    kind: 'page',
    title: said.title,
    heading: greeting(persons.get(actor.personId)),
    lead: leadFor(situations),
    shape: 'member',
    body: html`
      ${nextStep(mine, today)} ${await dutiesPart(request)}
      ${section(
        said.accounts,
        accountLines(mine, today),
        mine.length > 0 && html`<a href="/my/accounts">${said.accountDetails}</a>`,
      )}
      ${section(
        said.rights,
        rightLines(entitlements.get(actor.personId) ?? [], today),
        html`<a href="/my/entitlements">${said.why}</a>`,
      )}
      ${section(said.more, moreLines(isHost))}
    `,
  }
}

const greeting = (person: Person | undefined): Content => {
  const name = person === undefined ? null : currentName(person.names)
  if (person === undefined || name === null) return said.title
  return nameWithKana(nameInScripts(name))
}

const attention: readonly Situation[] = ['ending', 'grace', 'lapsed', 'awaiting-activation', 'awaiting-notice']

const leadFor = (situations: readonly Situation[]): Content => {
  if (situations.includes('suspended')) return said.suspended
  return situations.some(situation => attention.includes(situation)) ? said.needsYou : said.fine
}

/** The nearest thing that ends, or that waits for the person. */
const nextStep = (accounts: readonly Account[], today: Day): Content => {
  const waiting = accounts.find(account => account.state === 'pending')
  if (waiting !== undefined)
    return nextAction({
      what: said.activate,
      why: html`${kindNames[waiting.kind]} <code>${waiting.username}</code>`,
      button: linkButton({ href: '/activate', label: said.toActivate, tone: 'primary' }),
    })
  const ending = accounts.find(account => account.state === 'grace' || account.announcement !== null)
  const on = ending === undefined ? null : stopOf(ending)
  if (ending === undefined || on === null || ending.state === 'closed') return null
  return nextAction({
    what: html`${kindNames[ending.kind]} ${said.stops} ${dayWith(on, today)}`,
    why: said.stopsWhy,
    button: linkButton({ href: '/my/accounts', label: said.prepare, tone: 'primary' }),
  })
}

const stopOf = (account: Account): Day | null => {
  if (account.announcement !== null) return account.announcement.stopOn
  return account.state === 'grace' ? account.until : null
}

const tones: Readonly<Record<Situation, Tone>> = {
  reserved: 'calm',
  'awaiting-notice': 'attention',
  'awaiting-activation': 'attention',
  lapsed: 'attention',
  active: 'done',
  ending: 'attention',
  grace: 'attention',
  suspended: 'danger',
  closed: 'ended',
}

const accountLines = (accounts: readonly Account[], today: Day): Html =>
  accounts.length === 0
    ? emptyState(said.noAccount)
    : lines(
        accounts.map(account => {
          const situation = situationOf(account, null)
          const stop = stopOf(account)
          return line({
            name: html`${kindNames[account.kind]} ${identifier(account.username)}`,
            state: badge(situationNames[situation], tones[situation]),
            detail: html`${situationSentences[situation]}
            ${account.mail !== null && html`<br />${said.mail} <code>${account.mail}</code>`}
            ${account.eligibilityEnd !== null && account.state === 'active' && html`<br />${said.until} ${untilWith(account.eligibilityEnd, today)}`}
            ${stop !== null && account.state !== 'closed' && html`<br />${said.stops} ${dayWith(stop, today)}`}`,
          })
        }),
      )

/** What one holds today, and the day it ends where one is known. */
const rightLines = (entitlements: readonly Entitlement[], today: Day): Html => {
  const held = entitlements.filter(
    each =>
      standingOn(each, today) === 'held' && !each.kind.startsWith('affiliation.') && !each.kind.startsWith('account.'),
  )
  return held.length === 0
    ? emptyState(said.noRights)
    : lines(
        held.map(each =>
          line({
            name: rightNames[each.kind],
            detail: each.period.until === null ? said.noEnd : untilWith(each.period.until, today),
          }),
        ),
      )
}

/** Members who may answer for guests find theirs here too. */
const moreLines = (isHost: boolean): Html =>
  lines(
    [...(isHost ? [said.hosting] : []), ...said.links].map(({ href, label, detail }) =>
      line({ name: html`<a href="${href}">${label}</a>`, detail }),
    ),
  )

export const homePages: readonly Route[] = [{ method: 'GET', path: '/', who: 'anyone', handle: show }]
