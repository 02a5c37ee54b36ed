/** ● One person: who they are, what they are, where each thing came from, and what may be done about it. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, instantInWords, type Day } from '../../kernel/day.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, passage, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { notice, reasons } from '../../platform/web/notice.ts'
import { badge, dayOn, untilWith } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { displayName, type NameForms, type PersonName } from '../names/name.ts'
import type { Affiliation } from '../persons/person.ts'
import type { Merge } from '../store/merges.ts'
import { personByNumber } from '../store/persons.ts'
import type { ShownRecord } from '../store/shown.ts'
import { proposeMerge, releaseMerge, unmerge } from '../use-cases/merge-persons.ts'
import { holdPersonUseCase, showPerson, type Shown } from '../use-cases/people.ts'
import { isRegistrar, registrars, sentenceOf } from './imports.ts'
import { lookers } from './people.ts'
import {
  affiliationPlanned,
  affiliationStates,
  affiliationTones,
  nameKinds,
  personStates,
  personTones,
  recordStates,
  recordTones,
  words,
} from './text.ts'

const idOf = (request: Request): string => request.params['personId'] ?? ''
const show = (request: Request): Promise<Reply> => page(request, null)

const page = async (request: Request, refused: Bilingual | null): Promise<Reply> => {
  const found = await request.perform(showPerson, { person: idOf(request) })
  if (!found.ok) return { kind: 'not-found' }
  const shown = found.value
  const { person } = shown
  const today = dayOf(request.now)
  return {
    kind: 'page',
    title: {
      ja: displayName(person.names, 'ja') || person.number,
      en: displayName(person.names, 'en') || person.number,
    },
    trail: [{ href: '/people', label: words.people }],
    shape: 'officer',
    state: { word: personStates[person.state], tone: personTones[person.state] },
    ...(refused === null ? {} : { status: 422, hasErrors: true }),
    aside: aside(shown),
    body: html`
      ${refused !== null && notice('danger', refused)} ${standing(request, shown)}
      ${section(words.affiliations, affiliationTable(shown.affiliations, today))}
      ${section(words.records, recordTable(shown.records))} ${section(words.identifiers, identifierLines(shown))}
      ${shown.merges.length > 0 && section(words.merges, mergeLines(request, shown))}
      ${isRegistrar(request) && person.state !== 'merged' && acts(request, shown)}
    `,
  }
}

const aside = ({ person, contacts }: Shown): Html => html`
  <div class="card">
    ${facts([
      ...person.names.map(name => ({ label: nameKinds[name.kind], value: nameLines(name) })),
      { label: words.personNumber, value: identifier(person.number) },
      ...contacts.map(contact => ({
        label: words.contacts,
        value: html`${contact.value}
        ${badge(contact.verifiedAt === null ? words.unverified : words.verified, contact.verifiedAt === null ? 'calm' : 'done')}`,
      })),
    ])}
  </div>
`

/** A name in every script there is, one below the other. */
const nameLines = ({ family, given }: PersonName): Content => {
  const written = (script: keyof NameForms): string => [family[script], given?.[script]].filter(Boolean).join(' ')
  return (['kanji', 'kana', 'roman'] as const)
    .filter(script => written(script) !== '')
    .map(script => html`<div>${script === 'roman' ? written(script) : passage('ja', written(script))}</div>`)
}

const standing = (request: Request, { person }: Shown): Content => html`
  ${
    person.mergedInto !== null &&
    notice('warning', words.mergedInto, linkButton({ href: `/people/${person.mergedInto}`, label: words.see }))
  }
  ${person.held && notice('warning', words.heldNow)}
  ${
    person.held &&
    isRegistrar(request) &&
    postButton({ action: `/people/${person.id}/hold`, csrf: request.csrf, label: words.letGo, values: { reason: '' } })
  }
`

const affiliationTable = (affiliations: readonly Affiliation[], today: Day): Html =>
  table<Affiliation>({
    caption: words.affiliations,
    rows: affiliations,
    columns: [
      { key: 'status', label: words.status, cell: one => html`<code translate="no">${one.status}</code> ${one.title}` },
      { key: 'unit', label: words.unit, cell: one => one.unit?.name ?? '–' },
      { key: 'from', label: words.from, cell: one => dayOn(one.period.from) },
      {
        key: 'until',
        label: words.until,
        cell: one => (one.period.until === null ? '–' : untilWith(one.period.until, today)),
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
    empty: { sentence: words.nothing },
  })

const recordTable = (records: readonly ShownRecord[]): Html =>
  table<ShownRecord>({
    caption: words.records,
    rows: records,
    columns: [
      { key: 'source', label: words.source, cell: one => ({ ja: one.sourceJa, en: one.sourceEn }) },
      { key: 'key', label: words.number, align: 'identifier', cell: one => one.key },
      { key: 'state', label: words.state, cell: one => badge(recordStates[one.state], recordTones[one.state]) },
      { key: 'seen', label: words.received, cell: one => instantInWords(one.firstSeenAt) },
      {
        key: 'import',
        label: words.imports,
        cell: one => (one.changedBy === null ? '–' : html`<a href="/imports/${one.changedBy}">${words.see}</a>`),
      },
    ],
    empty: { sentence: words.nothing },
  })

const identifierLines = ({ identifiers }: Shown): Html =>
  identifiers.length === 0
    ? html`<p>${words.identifiersNone}</p>`
    : lines(
        identifiers.map(one =>
          line({ name: identifier(one.value), state: one.namespace, detail: instantInWords(one.takenAt) }),
        ),
      )

const mergeLines = (request: Request, { person, merges }: Shown): Html =>
  lines(
    merges
      .filter(merge => merge.state === 'proposed' || merge.state === 'merged')
      .map(merge => {
        const other = merge.winnerId === person.id ? merge.loserId : merge.winnerId
        return line({
          name: html`<a href="/people/${other}">${words.see}</a>`,
          detail: html`${merge.reason} — ${instantInWords(merge.proposedAt)}`,
          action: isRegistrar(request) && mergeAct(request, merge),
        })
      }),
  )

const mergeAct = (request: Request, merge: Merge): Content => {
  const action = `/people/${idOf(request)}/${merge.state === 'proposed' ? 'release-merge' : 'unmerge'}`
  if (merge.state === 'proposed' && merge.proposedBy === actorLabel(request.actor)) return words.waitingOther
  const label = merge.state === 'proposed' ? words.releaseMerge : words.unmerge
  return postButton({ action, csrf: request.csrf, label, values: { merge: merge.id } })
}

const acts = (request: Request, { person }: Shown): Html => html`
  ${reasons(
    form({
      action: `/people/${person.id}/merge`,
      csrf: request.csrf,
      fields: [
        {
          kind: 'text',
          name: 'other',
          label: words.mergeOther,
          hint: words.mergeHint,
          identifier: true,
          maxLength: 20,
        },
        { kind: 'text', name: 'mergeReason', label: words.reason, length: 'long', maxLength: 500 },
      ],
      submit: { label: words.propose },
    }),
    words.merge,
  )}
  ${
    !person.held &&
    reasons(
      form({
        action: `/people/${person.id}/hold`,
        csrf: request.csrf,
        fields: [{ kind: 'text', name: 'reason', label: words.reason, length: 'long', maxLength: 500 }],
        submit: { label: words.hold },
      }),
      words.hold,
    )
  }
`

type Done = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }

const after = (request: Request, done: Done, notice: string): Promise<Reply> | Reply => {
  if (done.ok) return { kind: 'redirect', to: `/people/${idOf(request)}`, notice }
  if (done.refusal.code === 'not_found') return { kind: 'not-found' }
  return page(request, done.refusal.code === 'input.wrong' ? words.giveReason : (sentenceOf(done.refusal) ?? null))
}

const hold = async (request: Request): Promise<Reply> => {
  const reason = request.form['reason'] ?? ''
  return after(request, await request.perform(holdPersonUseCase, { person: idOf(request), reason }), 'registry.held')
}

const merge = async (request: Request): Promise<Reply> => {
  const other = await personByNumber(request.db, (request.form['other'] ?? '').trim().toUpperCase())
  if (other === null) return page(request, words.noOther)
  const input = { winner: idOf(request), loser: other, reason: request.form['mergeReason'] ?? '' }
  return after(request, await request.perform(proposeMerge, input), 'registry.proposed')
}

const release = async (request: Request): Promise<Reply> =>
  after(request, await request.perform(releaseMerge, { merge: request.form['merge'] }), 'registry.merged')

const undo = async (request: Request): Promise<Reply> =>
  after(request, await request.perform(unmerge, { merge: request.form['merge'], reason: 'page' }), 'registry.unmerged')

export const personPages: readonly Route[] = [
  { method: 'GET', path: '/people/:personId', who: lookers, handle: show },
  { method: 'POST', path: '/people/:personId/hold', who: registrars, handle: hold },
  { method: 'POST', path: '/people/:personId/merge', who: registrars, handle: merge },
  { method: 'POST', path: '/people/:personId/release-merge', who: registrars, handle: release },
  { method: 'POST', path: '/people/:personId/unmerge', who: registrars, handle: undo },
]
