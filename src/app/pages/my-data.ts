/** ● What is known about me, and where it came from. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, lastDayBefore, type Day, type Period } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import {
  affiliationsOf,
  contactsOf,
  nameInScripts,
  personsOf,
  sourceNames,
  type Affiliation,
  type Contact,
  type PersonName,
} from '../../registry/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { html, passage, type Content } from '../../platform/web/html.ts'
import { linkButton } from '../../platform/web/form.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge, periodInWords } from '../../platform/web/state.ts'
import { emptyState } from '../../platform/web/table.ts'
import { distance } from '../../platform/web/text.ts'
import { text } from '../text.ts'

const said = text.data

const show = async (request: Request): Promise<Reply> => {
  const { actor, db } = request
  if (actor.kind !== 'person') return { kind: 'not-found' }
  const [persons, affiliations, contacts, offices] = await Promise.all([
    personsOf(db, [actor.personId]),
    affiliationsOf(db, [actor.personId]),
    contactsOf(db, [actor.personId]),
    sourceNames(db),
  ])
  const today = dayOf(request.now)
  const known = (affiliations.get(actor.personId) ?? []).filter(({ state }) => state !== 'void')
  const person = persons.get(actor.personId)
  if (person === undefined) return { kind: 'not-found' }
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'member',
    trail: belowMyPage,
    body: html`
      ${section(
        said.names,
        html`
          ${facts([
            ...person.names.map(name => ({ label: said.kinds[name.kind], value: nameInFull(name) })),
            { label: said.birthDate, value: html`<span class="quiet-text">${said.birthDateHidden}</span>` },
            { label: said.number, value: identifier(person.number) },
          ])}
          <p class="quiet-text">${said.toldBy} ${officesOf(known, offices)}</p>
        `,
      )}
      ${section(said.affiliations, affiliationLines(known, { offices, today }))}
      ${section(said.contacts, contactsPart(contacts.get(actor.personId) ?? []))}
      ${notice(
        'note',
        said.wrong,
        html`<p>${said.wrongWhat}</p>
          <p>${linkButton({ href: '/contact', label: said.ask })}</p>`,
      )}
    `,
  }
}

type Offices = ReadonlyMap<string, Bilingual>

/** The offices that speak of this person, each once. */
const officesOf = (known: readonly Affiliation[], offices: Offices): Content =>
  [...new Set(known.map(({ source }) => source))].map(
    (source, at) => html`${at > 0 && { ja: '、', en: ', ' }}${offices.get(source) ?? source}`,
  )

const contactsPart = (reached: readonly Contact[]): Content =>
  reached.length === 0
    ? emptyState(said.noContacts)
    : facts(
        reached.map(({ kind, value, verifiedAt }) => ({
          label: contactNames[kind],
          value: html`${value}
          ${badge(verifiedAt === null ? said.unverified : said.verified, verifiedAt === null ? 'calm' : 'done')}`,
        })),
      )

const contactNames = {
  mail: { ja: 'メール', en: 'Mail' },
  phone: { ja: '電話', en: 'Phone' },
  postal: { ja: '住所', en: 'Address' },
} as const satisfies Record<string, Bilingual>

/** A name in each script, one below the other, so that each can be checked. */
const nameInFull = (name: PersonName): Content => {
  const { written, kana, roman } = nameInScripts(name)
  return [written, kana, roman]
    .filter(part => part !== null)
    .map(part => html`<div>${part === roman ? part : passage('ja', part)}</div>`)
}

/** What one is, where, from when to when, and which office said so. */
const affiliationLines = (
  known: readonly Affiliation[],
  { offices, today }: { readonly offices: Offices; readonly today: Day },
): Content =>
  known.length === 0
    ? emptyState(said.none)
    : lines(
        known.map(({ status, unit, title, period, source, sourceKey, state, provisional }) =>
          line({
            name: html`${statusName(status)} ${unit !== null && html`<span class="quiet-text">${unit.name}</span>`}
            ${title !== null && html`<span class="quiet-text">${passage('ja', title)}</span>`}`,
            state: provisional
              ? badge(said.provisional, 'attention')
              : badge(said.states[state], state === 'active' ? 'done' : state === 'on_leave' ? 'attention' : 'ended'),
            detail: html`<div>${periodInWords(period)} ${leftOf(period, today)}</div>
              <div>${said.source}: ${offices.get(source) ?? source}</div>
              <div>${said.key}: ${identifier(sourceKey)}</div>`,
          }),
        ),
      )

/** How long is left, where an end is known. */
const leftOf = ({ until }: Period, today: Day): Content =>
  until !== null && html`<span class="distance">${distance(lastDayBefore(until), today)}</span>`

export const myDataPages: readonly Route[] = [{ method: 'GET', path: '/my/data', who: 'signed-in', handle: show }]
