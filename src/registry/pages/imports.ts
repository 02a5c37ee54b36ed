/** ● Imports: what came in, and how to take a file in. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, dayOf, instantInWords } from '../../kernel/day.ts'
import { hasRole } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { nextAction } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { doneOf, figure } from '../../platform/web/text.ts'
import type { Import } from '../imports/import.ts'
import { calledBy } from '../store/called.ts'
import { recentImports } from '../store/imports.ts'
import { sources, type Source } from '../store/sources.ts'
import { refusals } from '../text.ts'
import { importFile } from '../use-cases/import-file.ts'
import { actorInWords } from './actor.ts'
import { sourceWords } from './source-text.ts'
import { importStates, importTones } from './state-text.ts'
import { importWords, words } from './text.ts'

export const readers = ['registrar', 'auditor'] as const
export const registrars = ['registrar'] as const
export const isRegistrar = ({ actor }: Request): boolean => hasRole(actor, registrars)

const largestUpload = 268_435_456

/** The sentence of a refusal, with what it carries put in. */
export const sentenceOf = (refusal: { readonly code: string }): Errors[string] => {
  const found = (refusals as Readonly<Record<string, Errors[string]>>)[refusal.code]
  const values = Object.fromEntries(
    Object.entries(refusal)
      .filter(([name, value]) => name !== 'code' && value !== null)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value as string | number}`]),
  )
  return found === undefined ? { ja: refusal.code, en: refusal.code } : fill(found, values)
}

const list = async (request: Request): Promise<Reply> => page(request, {}, {})

const page = async (request: Request, values: Values, errors: Errors): Promise<Reply> => {
  const known = await sources(request.db)
  const recent = await recentImports(request.db, null, 50)
  const called = await calledBy(request.db, recent.map(personIn))
  const failed = Object.keys(errors).length > 0
  return {
    kind: 'page',
    title: words.imports,
    shape: 'wide',
    lead: words.importsLead,
    ...(failed ? { status: 422, hasErrors: true } : {}),
    body: html`
      ${isRegistrar(request) && waitingPart(recent, known)}
      ${isRegistrar(request) && section(words.upload, uploadForm(request, known, values, errors))}
      ${section(words.recent, recentTable(recent, known, called))}
      ${section(words.sources, sourceLines(known, recent, isRegistrar(request)), isRegistrar(request) && toNewSource)}
    `,
  }
}

/** The person id in who received it; other labels name nobody. */
export const personIn = ({ receivedBy }: Import): string => receivedBy.replace(/^person:/, '')

/** What has been rehearsed and waits for somebody to look. */
const waitingPart = (recent: readonly Import[], known: readonly Source[]): Content => {
  const waiting = recent.filter(({ state }) => state === 'rehearsed' || state === 'blocked')
  const [first] = waiting
  if (first === undefined) return null
  return nextAction({
    what: waiting.length === 1 ? importWords.waitingOne : fill(importWords.waiting, { count: waiting.length }),
    why: fileName(first, known.find(({ code }) => code === first.source)?.name),
    button: linkButton({ href: `/imports/${first.id}`, label: importWords.open, tone: 'primary' }),
  })
}

/** A file by its office and the day it speaks of: 学務システム（学生）：2026年11月25日（水）. */
export const fileName = ({ source, asOf, receivedAt }: Import, name: Bilingual | undefined): Bilingual => {
  const day = dayInWords(asOf ?? dayOf(receivedAt))
  const office = name ?? { ja: source, en: source }
  return {
    ja: fill(importWords.fileOf, { source: office.ja, day: day.ja }).ja,
    en: fill(importWords.fileOf, { source: office.en, day: day.en }).en,
  }
}

/** 新規 3・変更 2: what a file changes, in one line. */
const changesIn = ({ counts, planHash }: Import): Content => {
  if (planHash === null) return '–'
  const some = (Object.keys(importWords.few) as (keyof typeof importWords.few)[]).filter(verdict => counts[verdict])
  if (some.length === 0) return html`<span class="quiet-text">${importWords.noChange}</span>`
  return some.map((verdict, at) => {
    const count = figure(counts[verdict] ?? 0)
    const said = {
      ja: fill(importWords.count, { name: importWords.few[verdict].ja, count }).ja,
      en: fill(importWords.count, { name: importWords.few[verdict].en, count }).en,
    }
    return html`${at > 0 && ' ・ '}${said}`
  })
}

const uploadForm = (request: Request, known: readonly Source[], values: Values, errors: Errors): Html => {
  const fields: readonly Field[] = [
    {
      kind: 'select',
      name: 'source',
      label: words.source,
      choices: known
        .filter(source => source.layout !== null)
        .map(source => ({ value: source.code, label: source.name })),
    },
    { kind: 'file', name: 'file', label: words.file, hint: words.fileHint, accept: '.csv,.tsv,.txt' },
  ]
  return form({ action: '/imports', csrf: request.csrf, fields, values, errors, submit: { label: words.receive } })
}

const toNewSource = linkButton({ href: '/sources/new', label: sourceWords.add })

const sourceLines = (known: readonly Source[], recent: readonly Import[], mayMap: boolean): Html =>
  lines(
    known.map(source => {
      const last = recent.find(taken => taken.source === source.code && taken.state === 'applied')
      return line({
        name: html`<a href="/sources/${source.code}">${source.name}</a>`,
        state: source.layout === null && badge(words.notMapped, 'attention'),
        detail:
          last === undefined
            ? importWords.neverTaken
            : html`${importWords.lastTaken} ${instantInWords(last.appliedAt ?? last.receivedAt)}`,
        action:
          mayMap && linkButton({ href: `/sources/${source.code}/mapping`, label: words.mapping, about: source.name }),
      })
    }),
  )

/** Imports, the latest first; `called` names those who took them in, see `calledBy`. */
export const recentTable = (
  recent: readonly Import[],
  known: readonly Source[],
  called: ReadonlyMap<string, Bilingual>,
): Html => {
  const names = new Map(known.map(source => [source.code, source.name]))
  return table<Import>({
    caption: words.recent,
    rows: recent,
    rowHref: taken => `/imports/${taken.id}`,
    columns: [
      { key: 'file', label: words.file, cell: taken => fileName(taken, names.get(taken.source)) },
      { key: 'state', label: words.state, cell: taken => stateOf(taken) },
      { key: 'changes', label: importWords.changes, cell: changesIn },
      { key: 'rows', label: words.rows, align: 'number', cell: taken => figure(taken.rows) },
      { key: 'received', label: words.received, align: 'whole', cell: taken => instantInWords(taken.receivedAt) },
      { key: 'by', label: importWords.by, cell: taken => actorInWords(taken.receivedBy, called) },
    ],
    empty: { sentence: words.none },
  })
}

const stateOf = ({ state, progress, steps }: Import): Content =>
  html`${badge(importStates[state], importTones[state])}
  ${(state === 'applying' || state === 'undoing') && html`<small>${doneOf(progress, steps)}</small>`}`

const receive = async (request: Request): Promise<Reply> => {
  const { source = '' } = request.form
  const upload = request.files['file']
  const errors: Errors = {
    ...(source === '' ? { source: words.chooseSource } : {}),
    ...(upload === undefined || upload.bytes.length === 0 ? { file: words.chooseFile } : {}),
  }
  if (Object.keys(errors).length > 0 || upload === undefined) return page(request, { source }, errors)
  const taken = await request.perform(importFile, { source, file: upload.bytes })
  if (!taken.ok) return page(request, { source }, { file: sentenceOf(taken.refusal) ?? words.chooseFile })
  return { kind: 'redirect', to: `/imports/${taken.value.import}`, notice: 'registry.received' }
}

export const importPages: readonly Route[] = [
  { method: 'GET', path: '/imports', who: readers, handle: list },
  { method: 'POST', path: '/imports', who: registrars, handle: receive, bodyLimit: largestUpload },
]
