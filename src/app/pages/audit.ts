/** ● The audit log for auditors: a search whose address can be sent, and whether the log is as it was sealed. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords, parseDay, startOf } from '../../kernel/day.ts'
import { isUuid } from '../../kernel/ids.ts'
import { countUnsealed, searchEntries, type Search, type ShownEntry } from '../../platform/audit/store.ts'
import { rootsFileIn } from '../../platform/audit/roots-file.ts'
import { verifyAudit, type Finding, type Verified } from '../../platform/audit/verify.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import type { Choice, Field } from '../../platform/web/field.ts'
import { filterBar } from '../../platform/web/navigation.ts'
import { notice, reasons } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { actorInWords, calledBy } from '../../registry/index.ts'
import { catalogue, useCaseNamed } from '../catalogue.ts'
import { wordsOf } from '../words.ts'
import { words as all } from './text.ts'

const words = all.audit
const perPage = 50
const auditors = ['auditor'] as const

/** What an address asks for; a value that cannot be meant asks for nothing. */
export const searchOf = (query: Request['query']): Search => {
  const text = (name: string): string | null => query[name]?.trim().slice(0, 200) || null
  const [from, until] = [parseDay(text('from') ?? ''), parseDay(text('until') ?? '')]
  const person = text('person')
  const before = Number(text('before') ?? 'none')
  return {
    act: text('act'),
    person: person !== null && isUuid(person) ? person : null,
    actor: text('actor'),
    outcome: text('outcome'),
    from: from === null ? null : startOf(from),
    until: until === null ? null : startOf(until),
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
  }
}

const list = async (request: Request): Promise<Reply> => {
  const entries = await searchEntries(request.db, searchOf(request.query), perPage + 1)
  const shown = entries.slice(0, perPage)
  const last = shown.at(-1)
  const ids = shown.flatMap(({ actor, persons }) => [actor.replace(/^person:/, ''), ...persons.slice(0, personsShown)])
  const called = await calledBy(request.db, [...ids, request.query['person'] ?? ''])
  const { before, lang: _lang, ...asked } = request.query
  return {
    kind: 'page',
    title: words.title,
    shape: 'wide',
    lead: words.lead,
    body: html`
      ${filters(asked)} ${about(asked, called)} ${entryTable(shown, called)}
      <div class="actions">
        ${linkButton({ href: '/audit/seal', label: words.verify })}
        ${before !== undefined && linkButton({ href: addressOf(asked), label: words.newest })}
        ${
          last !== undefined &&
          entries.length > perPage &&
          linkButton({ href: addressOf({ ...asked, before: String(last.seq) }), label: words.older })
        }
      </div>
    `,
  }
}

const addressOf = (query: Readonly<Record<string, string>>): string => `/audit?${new URLSearchParams(query).toString()}`

const filters = (values: Readonly<Record<string, string>>): Html =>
  filterBar({
    action: '/audit',
    label: words.search,
    values,
    fields: [
      {
        kind: 'select',
        name: 'act',
        label: words.act,
        unchosen: words.anyAct,
        choices: actChoices,
      },
      {
        kind: 'select',
        name: 'outcome',
        label: words.outcome,
        unchosen: words.anyOutcome,
        choices: [
          { value: 'done', label: words.done },
          { value: 'refused', label: words.refused },
        ],
      },
      ...hiddenOf(values, 'person'),
      ...hiddenOf(values, 'actor'),
      { kind: 'date', name: 'from', label: words.from },
      { kind: 'date', name: 'until', label: words.until },
    ],
  })

const actChoices: readonly Choice[] = [
  ...catalogue.map(({ name, title }) => ({ value: name, label: title })),
  ...Object.entries(words.acts).map(([name, title]) => ({ value: name, label: title })),
]

/** A person is found by following their name, never by typing an id; the filter keeps whom one followed. */
const hiddenOf = (values: Readonly<Record<string, string>>, name: string): readonly Field[] =>
  values[name] === undefined ? [] : [{ kind: 'hidden', name, value: values[name] }]

/** Whom the list is about, with a way out. */
const about = (asked: Readonly<Record<string, string>>, called: ReadonlyMap<string, Bilingual>): Content => {
  const { person, actor, ...others } = asked
  const said = [
    person !== undefined && html`${words.onlyAbout} ${called.get(person) ?? person}`,
    actor !== undefined && html`${words.onlyBy} ${actorInWords(actor, called)}`,
  ].filter(Boolean)
  if (said.length === 0) return null
  return html`<p role="status">
    ${said.map((part, at) => html`${at > 0 && ' ・ '}${part}`)} — <a href="${addressOf(others)}">${words.everyone}</a>
  </p>`
}

const personsShown = 3

const entryTable = (entries: readonly ShownEntry[], called: ReadonlyMap<string, Bilingual>): Html =>
  table<ShownEntry>({
    caption: words.title,
    rows: entries,
    columns: [
      { key: 'at', label: words.at, align: 'whole', cell: ({ at }) => instantInWords(at) },
      { key: 'act', label: words.act, cell: entry => actOf(entry) },
      { key: 'actor', label: words.who, cell: entry => actorOf(entry, called) },
      { key: 'persons', label: words.concerned, cell: ({ persons }) => concernedOf(persons, called) },
      { key: 'outcome', label: words.outcome, cell: ({ outcome }) => outcomeOf(outcome) },
      {
        key: 'seal',
        label: words.seal,
        align: 'whole',
        cell: ({ seal }) => seal ?? html`<small>${words.notSealed}</small>`,
      },
    ],
    empty: { sentence: words.none },
  })

const actOf = ({ act, detail }: ShownEntry): Content => {
  const known: Readonly<Record<string, Bilingual>> = words.acts
  const items = Object.entries(detail)
  return html`${useCaseNamed(act)?.title ?? known[act] ?? act}
  ${
    items.length > 0 &&
    reasons(
      html`<ul>
        ${items.map(([name, value]) => html`<li>${detailOf(name, value)}</li>`)}
      </ul>`,
      words.detail,
    )
  }`
}

/** What an act remembers: the thing's name in words, its value as it is. */
const detailOf = (name: string, value: unknown): Content => {
  const known: Readonly<Record<string, Bilingual>> = words.details
  const written = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return html`${known[name] ?? name}: <code translate="no">${written}</code>`
}

/** The log keeps a refusal's code without its numbers; where a sentence has a place for one stands an ellipsis. */
const outcomeOf = (outcome: string): Content => {
  if (outcome === 'done') return badge(words.done, 'done')
  const { ja, en } = wordsOf({ code: outcome })
  const open = (text: string): string => text.replaceAll(/\{[a-zA-Z]+\}/g, '…')
  return html`${badge(words.refused, 'attention')} <small>${{ ja: open(ja), en: open(en) }}</small>`
}

const actorOf = ({ actor, channel }: ShownEntry, called: ReadonlyMap<string, Bilingual>): Content => {
  const via = (words.channels as Readonly<Record<string, Bilingual>>)[channel]
  return html`${actorInWords(actor, called)} <small class="quiet-text">${via}</small>`
}

/** Those concerned, by name; the rest as a number. A name leads to all that concerned this person. */
const concernedOf = (persons: readonly string[], called: ReadonlyMap<string, Bilingual>): Content => {
  const more = persons.length - personsShown
  return html`${persons
    .slice(0, personsShown)
    .map(id => html`<div><a href="/audit?person=${id}">${called.get(id) ?? words.notInRegistry}</a></div>`)}
  ${more > 0 && html`<small>${fill(words.andMore, { count: more })}</small>`}`
}

const sealPage = (request: Request, unsealed: number, body: Content): Reply => ({
  kind: 'page',
  title: words.verifyTitle,
  lead: words.verifyLead,
  trail: [{ href: '/audit', label: words.title }],
  body: html`
    ${body}
    <p>${fill(words.unsealed, { count: unsealed })}</p>
    ${postButton({ action: '/audit/seal', csrf: request.csrf, label: words.verify, tone: 'primary' })}
  `,
})

const seal = async (request: Request): Promise<Reply> => sealPage(request, await countUnsealed(request.db), null)

const verify = async (request: Request): Promise<Reply> => {
  const verified = await verifyAudit(request.db, rootsFileIn(request.system.dataDir))
  return sealPage(request, verified.unsealed, verdict(verified))
}

const verdict = ({ found, findings, seals, entries }: Verified): Html =>
  found === 0
    ? notice('done', fill(words.whole, { seals, entries }))
    : html`
        ${notice('danger', fill(words.broken, { found }), words.brokenDetail)}
        ${table<Finding>({
          caption: words.findings,
          rows: findings,
          columns: [
            { key: 'finding', label: words.finding, cell: ({ code }) => words.found[code] },
            { key: 'place', label: words.place, cell: finding => placeOf(finding) },
          ],
          empty: { sentence: words.none },
        })}
      `

const placeOf = (finding: Finding): Content => [
  'seq' in finding && html`${fill(words.entryNumber, { seq: finding.seq })} `,
  'seal' in finding && fill(words.sealNumber, { seal: finding.seal }),
]

export const auditPages: readonly Route[] = [
  { method: 'GET', path: '/audit', who: auditors, handle: list },
  { method: 'GET', path: '/audit/seal', who: auditors, handle: seal },
  { method: 'POST', path: '/audit/seal', who: auditors, handle: verify },
]
