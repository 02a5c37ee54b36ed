/** ● One person: who they are, what they are, where each thing came from, and what may be done about it. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, instantInWords, type Day } from '../../kernel/day.ts'
import { hasRole } from '../../platform/actor.ts'
import type { NameOf, Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier, nameWithKana } from '../../platform/web/fact.ts'
import { linkButton, postButton } from '../../platform/web/form.ts'
import { html, passage, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge, dayOn, untilWith } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { currentName, displayName, nameInScripts } from '../names/name.ts'
import type { Affiliation } from '../persons/person.ts'
import { calledBy } from '../store/called.ts'
import { personByNumber } from '../store/persons.ts'
import type { ShownRecord } from '../store/shown.ts'
import { proposeMerge, releaseMerge, unmerge } from '../use-cases/merge-persons.ts'
import { holdPersonUseCase, showPerson, type Shown } from '../use-cases/people.ts'
import { isRegistrar, registrars, sentenceOf } from './imports.ts'
import { lookers } from './people.ts'
import { actsPart, mergesPart, type Refused } from './person-acts.ts'
import { historyPart } from './person-history.ts'
import {
  affiliationPlanned,
  affiliationStates,
  affiliationTones,
  nameKinds,
  personStates,
  personTones,
  recordStates,
  recordTones,
} from './state-text.ts'
import { peopleWords, words } from './text.ts'

const idOf = (request: Request): string => request.params['personId'] ?? ''
const show = (request: Request): Promise<Reply> => page(request, null)

const page = async (request: Request, refused: Refused | null): Promise<Reply> => {
  const found = await request.perform(showPerson, { person: idOf(request) })
  if (!found.ok) return { kind: 'not-found' }
  const shown = found.value
  const { person } = shown
  const today = dayOf(request.now)
  const called = await calledBy(
    request.db,
    shown.merges.flatMap(({ winnerId, loserId }) => [winnerId, loserId]),
  )
  const name = currentName(person.names)
  return {
    kind: 'page',
    title: {
      ja: displayName(person.names, 'ja') || person.number,
      en: displayName(person.names, 'en') || person.number,
    },
    ...(name === null ? {} : { heading: nameWithKana(nameInScripts(name)) }),
    trail: [{ href: '/people', label: words.people }],
    shape: 'officer',
    state: { word: personStates[person.state], tone: personTones[person.state] },
    ...(refused === null ? {} : { status: 422, hasErrors: true }),
    aside: aside(request, shown),
    body: html`
      ${standing(request, shown, refused)}
      ${section(words.affiliations, affiliationTable(shown.affiliations, today, request.nameOf))}
      ${section(words.records, recordTable(shown.records))} ${section(words.identifiers, identifierLines(shown))}
      ${mergesPart(request, shown, { called, refused })} ${historyPart(shown.versions, request.nameOf)}
      ${isRegistrar(request) && person.state !== 'merged' && actsPart(request, shown, refused)}
    `,
  }
}

const aside = ({ actor }: Request, { person, contacts }: Shown): Html => html`
  <div class="card">
    ${facts([
      ...person.names.map(name => ({ label: nameKinds[name.kind], value: nameWithKana(nameInScripts(name)) })),
      { label: words.personNumber, value: identifier(person.number) },
      ...contacts.map(contact => ({
        label: peopleWords.contactKinds[contact.kind],
        value: html`${contact.value}
        ${badge(contact.verifiedAt === null ? words.unverified : words.verified, contact.verifiedAt === null ? 'calm' : 'done')}`,
      })),
    ])}
    <ul class="ways">
      <li><a href="/people/${person.id}/explain">${peopleWords.toReasons}</a></li>
      ${
        hasRole(actor, ['account-operator', 'auditor']) &&
        html`<li><a href="/accounts?q=${person.number}">${peopleWords.toAccounts}</a></li>`
      }
      ${
        hasRole(actor, ['counter', 'account-operator']) &&
        html`<li><a href="/counter?q=${person.number}">${peopleWords.toCounter}</a></li>`
      }
      ${hasRole(actor, ['auditor']) && html`<li><a href="/audit?person=${person.id}">${peopleWords.toAudit}</a></li>`}
    </ul>
  </div>
`

/** What must be known before anything else is read. */
const standing = (request: Request, { person }: Shown, refused: Refused | null): Content => html`
  ${refused?.act === '' && notice('danger', refused.errors[''])}
  ${
    person.mergedInto !== null &&
    notice('warning', words.mergedInto, linkButton({ href: `/people/${person.mergedInto}`, label: words.see }))
  }
  ${
    person.held &&
    notice(
      'warning',
      words.heldNow,
      isRegistrar(request) &&
        postButton({
          action: `/people/${person.id}/hold`,
          csrf: request.csrf,
          label: words.letGo,
          values: { reason: '' },
        }),
    )
  }
`

const affiliationTable = (affiliations: readonly Affiliation[], today: Day, nameOf: NameOf): Html =>
  table<Affiliation>({
    caption: words.affiliations,
    rows: affiliations,
    columns: [
      {
        key: 'status',
        label: words.status,
        cell: one =>
          html`${nameOf('status', one.status)} ${one.title !== null && passage('ja', one.title)}
          ${one.provisional && badge(personStates.provisional, 'attention')}`,
      },
      { key: 'unit', label: words.unit, align: 'whole', cell: one => one.unit?.name ?? '–' },
      { key: 'from', label: words.from, cell: one => dayOn(one.period.from) },
      {
        key: 'until',
        label: words.until,
        cell: one => (one.period.until === null ? peopleWords.noEnd : untilWith(one.period.until, today)),
      },
      {
        key: 'state',
        label: words.state,
        cell: one =>
          one.state === 'active' && today < one.period.from
            ? badge(affiliationPlanned, 'calm')
            : badge(affiliationStates[one.state], affiliationTones[one.state]),
      },
    ],
    empty: { sentence: peopleWords.noAffiliation },
  })

const recordTable = (records: readonly ShownRecord[]): Html =>
  table<ShownRecord>({
    caption: words.records,
    rows: records,
    columns: [
      { key: 'source', label: words.source, cell: one => ({ ja: one.sourceJa, en: one.sourceEn }) },
      { key: 'key', label: words.number, align: 'identifier', cell: one => one.key },
      { key: 'state', label: words.state, cell: one => badge(recordStates[one.state], recordTones[one.state]) },
      { key: 'seen', label: peopleWords.firstSeen, cell: one => instantInWords(one.firstSeenAt) },
      {
        key: 'import',
        label: peopleWords.lastChanged,
        cell: one =>
          one.changedBy === null
            ? instantInWords(one.changedAt)
            : html`<a href="/imports/${one.changedBy}">${instantInWords(one.changedAt)}</a>`,
      },
    ],
    empty: { sentence: peopleWords.noRecord },
  })

const identifierLines = ({ identifiers }: Shown): Html =>
  identifiers.length === 0
    ? html`<p>${words.identifiersNone}</p>`
    : facts(
        identifiers.map(one => ({
          label: namespaces[one.namespace] ?? { ja: one.namespace, en: one.namespace },
          value: html`${identifier(one.value)}
            <div class="quiet-text"><small>${peopleWords.givenOn} ${instantInWords(one.takenAt)}</small></div>`,
        })),
      )

const namespaces: Readonly<Record<string, Bilingual>> = peopleWords.namespaces

type Done = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }

type Act = { readonly name: string; readonly reasonField: string; readonly notice: string }

const after = (request: Request, done: Done, act: Act): Promise<Reply> | Reply => {
  if (done.ok) return { kind: 'redirect', to: `/people/${idOf(request)}`, notice: act.notice }
  if (done.refusal.code === 'not_found') return { kind: 'not-found' }
  if (done.refusal.code === 'input.wrong')
    return page(request, { act: act.name, errors: { [act.reasonField]: words.giveReason } })
  return page(request, { act: act.name, errors: { '': sentenceOf(done.refusal) ?? peopleWords.notDone } })
}

const hold = async (request: Request): Promise<Reply> => {
  const { reason } = request.form
  const act = { name: 'hold', reasonField: 'reason', notice: reason === '' ? 'registry.let-go' : 'registry.held' }
  return after(request, await request.perform(holdPersonUseCase, { person: idOf(request), reason }), act)
}

const merge = async (request: Request): Promise<Reply> => {
  const other = await personByNumber(request.db, (request.form['other'] ?? '').trim().toUpperCase())
  if (other === null) return page(request, { act: 'merge', errors: { other: words.noOther } })
  const input = { winner: idOf(request), loser: other, reason: request.form['mergeReason'] ?? '' }
  const act = { name: 'merge', reasonField: 'mergeReason', notice: 'registry.proposed' }
  return after(request, await request.perform(proposeMerge, input), act)
}

const release = async (request: Request): Promise<Reply> => {
  const act = { name: '', reasonField: '', notice: 'registry.merged' }
  return after(request, await request.perform(releaseMerge, { merge: request.form['merge'] }), act)
}

const undo = async (request: Request): Promise<Reply> => {
  const input = { merge: request.form['merge'], reason: request.form['unmergeReason'] ?? '' }
  const act = { name: 'unmerge', reasonField: 'unmergeReason', notice: 'registry.unmerged' }
  return after(request, await request.perform(unmerge, input), act)
}

export const personPages: readonly Route[] = [
  { method: 'GET', path: '/people/:personId', who: lookers, handle: show },
  { method: 'POST', path: '/people/:personId/hold', who: registrars, handle: hold },
  { method: 'POST', path: '/people/:personId/merge', who: registrars, handle: merge },
  { method: 'POST', path: '/people/:personId/release-merge', who: registrars, handle: release },
  { method: 'POST', path: '/people/:personId/unmerge', who: registrars, handle: undo },
]
