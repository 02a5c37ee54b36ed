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
import { filterBar } from '../../platform/web/navigation.ts'
import { notice, reasons } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
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
  const { before, lang: _lang, ...asked } = request.query
  return {
    kind: 'page',
    title: words.title,
    shape: 'wide',
    lead: words.lead,
    body: html`
      <p>${linkButton({ href: '/audit/seal', label: words.verify })}</p>
      ${filters(asked)} ${entryTable(shown)}
      <div class="actions">
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
        choices: catalogue.map(({ name, title }) => ({ value: name, label: title })),
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
      { kind: 'text', name: 'person', label: words.person, identifier: true },
      { kind: 'text', name: 'actor', label: words.actor, identifier: true },
      { kind: 'date', name: 'from', label: words.from },
      { kind: 'date', name: 'until', label: words.until },
    ],
  })

const entryTable = (entries: readonly ShownEntry[]): Html =>
  table<ShownEntry>({
    caption: words.title,
    rows: entries,
    columns: [
      { key: 'at', label: words.at, cell: ({ at }) => instantInWords(at) },
      { key: 'act', label: words.act, cell: ({ act }) => useCaseNamed(act)?.title ?? act },
      { key: 'outcome', label: words.outcome, cell: ({ outcome }) => outcomeOf(outcome) },
      { key: 'actor', label: words.who, cell: entry => actorOf(entry) },
      { key: 'persons', label: words.concerned, cell: ({ persons }) => persons.slice(0, 5).map(personLink) },
      { key: 'seal', label: words.seal, cell: ({ seal }) => seal ?? html`<small>${words.notSealed}</small>` },
      {
        key: 'detail',
        label: words.detail,
        cell: ({ detail }) =>
          Object.keys(detail).length > 0 && reasons(html`<code>${JSON.stringify(detail)}</code>`, words.detail),
      },
    ],
    empty: { sentence: words.none },
  })

const outcomeOf = (outcome: string): Content =>
  outcome === 'done'
    ? badge(words.done, 'done')
    : html`${badge(words.refused, 'attention')} <small>${wordsOf({ code: outcome })}</small>`

const actorOf = ({ actor, channel }: ShownEntry): Content => {
  const [kind = '', id = ''] = actor.split(/:(.*)/s)
  const named = (words.kinds as Readonly<Record<string, Bilingual>>)[kind] ?? { ja: kind, en: kind }
  const via = (words.channels as Readonly<Record<string, Bilingual>>)[channel]
  return html`${kind === 'person' ? personLink(id) : html`${named} ${id}`} <small>${via}</small>`
}

const personLink = (id: string): Html =>
  html`<a href="/people/${id}"><code translate="no">${id.slice(0, 8)}</code></a> `

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
