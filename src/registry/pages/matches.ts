/** ● Match cases: the evidence side by side, and the decision. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayOf } from '../../kernel/day.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge, dayWith } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { displayName } from '../names/name.ts'
import { namesOf } from '../sources/source-names.ts'
import { caseById, waitingCases, type MatchCase } from '../store/matches.ts'
import { recordById, type ShownRecord } from '../store/shown.ts'
import { settleMatch } from '../use-cases/settle-match.ts'
import { candidatePart, knownOf, named, type Known } from './candidate.ts'
import { registrars, sentenceOf } from './imports.ts'
import { importWords, peopleWords, words } from './text.ts'

type Waiting = { readonly open: MatchCase; readonly record: ShownRecord }

const list = async ({ db, now }: Request): Promise<Reply> => {
  const open = await waitingCases(db, 100)
  const waiting = (
    await Promise.all(open.map(async each => ({ open: each, record: await recordById(db, each.recordId) })))
  ).filter((each): each is Waiting => each.record !== null)
  return {
    kind: 'page',
    title: words.matches,
    lead: words.matchesLead,
    shape: 'wide',
    body: table<Waiting>({
      caption: words.matches,
      rows: waiting,
      rowHref: each => `/matches/${each.open.id}`,
      columns: [
        { key: 'name', label: words.name, cell: each => named(namesOf(each.record.facts)) },
        { key: 'source', label: words.source, cell: each => ({ ja: each.record.sourceJa, en: each.record.sourceEn }) },
        { key: 'kind', label: words.kind, cell: each => kindBadge(each.open) },
        { key: 'due', label: words.due, cell: each => dayWith(each.open.dueOn, dayOf(now)) },
      ],
      empty: { sentence: words.matchesNone },
    }),
  }
}

const kindBadge = ({ kind }: MatchCase): Html => badge(words[kind], kind === 'conflict' ? 'danger' : 'attention')

const show = (request: Request): Promise<Reply> => page(request, {})

const page = async (request: Request, errors: Errors): Promise<Reply> => {
  const found = await caseById(request.db, request.params['id'] ?? '')
  const record = found === null ? null : await recordById(request.db, found.recordId)
  if (found === null || record === null) return { kind: 'not-found' }
  const known = await knownOf(request.db, found.candidates)
  const statusName = (code: string): Content => request.nameOf('status', code)
  return {
    kind: 'page',
    title: titleOf(record),
    trail: [{ href: '/matches', label: words.matches }],
    shape: 'wide',
    lead: words.matchesLead,
    state: { word: words[found.kind], tone: found.kind === 'conflict' ? 'danger' : 'attention' },
    ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${found.state !== 'open' && notice('done', words.settled, found.reason)}
      ${known.map((candidate, at) => candidatePart(record.facts, candidate, { place: at + 1, statusName }))}
      ${section(words.decide, decisionForm(request, found, { known, errors }))}
    `,
  }
}

/** 名寄せ：渡邉 二籍. */
const titleOf = ({ facts }: ShownRecord): Bilingual => {
  const name = named(namesOf(facts))
  return {
    ja: fill(importWords.matchOf, { name: name.ja }).ja,
    en: fill(importWords.matchOf, { name: name.en }).en,
  }
}

const decisionForm = (
  request: Request,
  found: MatchCase,
  { known, errors }: { readonly known: readonly Known[]; readonly errors: Errors },
): Content => {
  if (found.state !== 'open' && found.state !== 'linked') return null
  const decisions =
    found.state === 'linked'
      ? [{ value: 'split', label: words.split }]
      : [
          ...known.map(({ person }) => ({
            value: `link:${person.id}`,
            label: {
              ja: fill(words.isThis, { name: displayName(person.names, 'ja') }).ja,
              en: fill(words.isThis, { name: displayName(person.names, 'en') }).en,
            },
          })),
          { value: 'new', label: words.isNew },
          { value: 'reject', label: words.isMistake },
        ]
  return form({
    action: `/matches/${found.id}`,
    csrf: request.csrf,
    errors,
    values: { decision: request.form['decision'], reason: request.form['reason'] },
    fields: [
      { kind: 'radio', name: 'decision', label: words.decision, choices: decisions },
      { kind: 'text', name: 'reason', label: words.reason, length: 'long', maxLength: 500 },
    ],
    submit: { label: words.settle },
  })
}

const settle = async (request: Request): Promise<Reply> => {
  const [decision = '', person] = (request.form['decision'] ?? '').split(':')
  const input = { case: request.params['id'], decision, person, reason: request.form['reason'] ?? '' }
  const done = await request.perform(settleMatch, input)
  if (done.ok) return { kind: 'redirect', to: '/matches', notice: 'registry.settled' }
  if (done.refusal.code === 'not_found') return { kind: 'not-found' }
  if (done.refusal.code !== 'input.wrong') return page(request, { '': sentenceOf(done.refusal) ?? peopleWords.notDone })
  return page(request, {
    ...(decision === '' ? { decision: words.choose } : {}),
    ...(input.reason.trim() === '' ? { reason: words.giveReason } : {}),
  })
}

export const matchPages: readonly Route[] = [
  { method: 'GET', path: '/matches', who: ['registrar', 'auditor'], handle: list },
  { method: 'GET', path: '/matches/:id', who: ['registrar', 'auditor'], handle: show },
  { method: 'POST', path: '/matches/:id', who: registrars, handle: settle },
]
