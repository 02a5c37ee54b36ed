/** ● The rule book, its versions, and a version's way into force. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, parseDay } from '../../kernel/day.ts'
import { asPersonId } from '../../kernel/ids.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import type { Db } from '../../platform/database.ts'
import { isReleasable } from '../../platform/dual-control.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import { readSetting } from '../../platform/settings.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction, notice } from '../../platform/web/notice.ts'
import { badge, dayOn } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { displayName, personsOf } from '../../registry/index.ts'
import { isEntitlementKind } from '../entitlement.ts'
import { effects, type Effect } from '../difference.ts'
import { statusesWithoutRule } from '../rules.ts'
import { latestRehearsalOf, effectsOf, samplesOf } from '../store/rehearsals.ts'
import { allBooks, bookByVersion, bookInForce, bookOnItsWay, compiledOf, type StoredBook } from '../store/rule-books.ts'
import { unknownStatuses } from '../store/statuses.ts'
import { bookStateNames, refusals } from '../text.ts'
import { draftRules, rollBackRules, withdrawRules } from '../use-cases/draft-rules.ts'
import { brakeSetting } from '../settings.ts'
import { enactOf, enactRules, proposeRules, rehearseRules } from '../use-cases/enact-rules.ts'
import { ruleTable } from './rule-table.ts'
import { draftWords, rulesWords as words } from './text.ts'
import { stateTones, versionPage } from './version.ts'

const readers = ['rule-keeper', 'auditor'] as const
const keepers = ['rule-keeper'] as const

export const isKeeper = ({ actor }: Request): boolean => actor.kind === 'person' && actor.roles.has('rule-keeper')

const showBook = async (request: Request): Promise<Reply> => {
  const { db } = request
  const current = await bookInForce(db)
  const open = await bookOnItsWay(db)
  const unknown = statusesWithoutRule(compiledOf(current), await unknownStatuses(db))
  return {
    kind: 'page',
    title: words.title,
    shape: 'wide',
    state: { word: bookStateNames.active, tone: 'done' },
    lead: fill(words.lead, { version: current.version }),
    body: html`
      ${unknown.length > 0 && notice('warning', words.unknown, fill(words.unknownWhat, { codes: unknown.join(', ') }))}
      ${isKeeper(request) && nextOf(request, open)} ${ruleTable(current.book)}
      ${section(words.versions, versionTable(await allBooks(db)))}
    `,
  }
}

const nextOf = (request: Request, open: StoredBook | null): Html =>
  open === null
    ? nextAction({
        what: words.beginWhat,
        why: words.beginWhy,
        button: form({
          action: '/rules/draft',
          csrf: request.csrf,
          fields: [{ kind: 'text', name: 'note', label: draftWords.noteLabel, length: 'long', maxLength: 500 }],
          submit: { label: words.begin },
        }),
      })
    : nextAction({
        what: words.goOnWhat,
        why: open.note,
        button: linkButton({
          href: open.state === 'draft' ? '/rules/draft' : `/rules/${open.version}`,
          label: fill(words.goOn, { version: open.version }),
          tone: 'primary',
        }),
      })

const versionTable = (books: readonly StoredBook[]): Html =>
  table<StoredBook>({
    caption: words.versions,
    columns: [
      { key: 'version', label: words.versions, cell: book => fill(words.version, { version: book.version }) },
      { key: 'state', label: words.state, cell: book => badge(bookStateNames[book.state], stateTones[book.state]) },
      { key: 'since', label: words.since, cell: book => (isDated(book) ? dayOn(book.startsOn) : null) },
      { key: 'note', label: words.note, cell: book => book.note },
    ],
    rows: books,
    rowHref: book => `/rules/${book.version}`,
    empty: { sentence: words.nothing },
  })

/** The book that came with the installation was in force before anyone counted days. */
const isDated = (book: StoredBook): book is StoredBook & { readonly startsOn: NonNullable<StoredBook['startsOn']> } =>
  book.startsOn !== null && book.version > 1

const versionOf = ({ params }: Request): number | null => {
  const text = params['version'] ?? ''
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null
}

const showVersion = (request: Request): Promise<Reply> => replyWith(request, {})

/** The page of a version; with errors after a refusal, nothing typed lost. */
const replyWith = async (request: Request, errors: Readonly<Record<string, Bilingual>>): Promise<Reply> => {
  const { db, query } = request
  const version = versionOf(request)
  const book = version === null ? null : await bookByVersion(db, version)
  if (book === null) return { kind: 'not-found' }
  const rehearsal = await latestRehearsalOf(db, book.version)
  const proposal = await latestProposal(db, enactOf(book.version))
  const waits = proposal !== null && isReleasable(proposal, rehearsal?.hash ?? '', request.now).ok
  const effect: Effect | null = effects.find(one => one === query['effect']) ?? null
  const kindAsked = query['kind'] ?? ''
  const kind = isEntitlementKind(kindAsked) ? kindAsked : null
  const isShown = rehearsal !== null && rehearsal.state !== 'running'
  return versionPage({
    book,
    rehearsal,
    effects: isShown ? await effectsOf(db, rehearsal.id) : [],
    samples: isShown ? await samplesOf(db, rehearsal.id, { effect, kind, limit: 25 }) : [],
    today: dayOf(request.now),
    maySee: isKeeper(request),
    proposer: waits ? await nameOf(db, proposal.proposedBy) : null,
    brake: await readSetting(db, brakeSetting),
    errors,
    request,
  })
}

/** An actor as the audit log names them, by the person's name where it is a person. */
const nameOf = async (db: Db, label: string | null): Promise<Bilingual> => {
  const id = label?.startsWith('person:') === true ? asPersonId(label.slice('person:'.length)) : null
  const person = id === null ? undefined : (await personsOf(db, [id])).get(id)
  if (person !== undefined) return { ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') }
  return id === null ? { ja: label ?? '', en: label ?? '' } : words.anOfficer
}

/** Posts one step of a version's way; a refusal is said on the version's own page. */
const posting =
  (
    step: (request: Request, version: number) => Promise<Result<unknown>>,
    done: { readonly notice: string; readonly to?: string; readonly field?: string },
  ) =>
  async (request: Request): Promise<Reply> => {
    const version = versionOf(request)
    if (version === null) return { kind: 'not-found' }
    const result = await step(request, version)
    if (result.ok) return { kind: 'redirect', to: done.to ?? `/rules/${version}`, notice: done.notice }
    if (result.refusal.code === 'not_found') return { kind: 'not-found' }
    const page = await replyWith(request, { [done.field ?? '']: wordsOf(result.refusal) })
    return page.kind === 'page' ? { ...page, status: 422, hasErrors: true } : page
  }

export const wordsOf = ({ code, ...values }: Refusal): Bilingual =>
  Object.hasOwn(refusals, code) ? fill(refusals[code as keyof typeof refusals], values) : draftWords.wrong

const begin = async (request: Request): Promise<Reply> => {
  const result = await request.perform(draftRules, { note: request.form['note'] ?? '' })
  if (result.ok) return { kind: 'redirect', to: '/rules/draft' }
  return { kind: 'refused', refusal: result.refusal, back: '/rules' }
}

const rollBack = async (request: Request): Promise<Reply> => {
  const version = versionOf(request)
  const result = await request.perform(rollBackRules, {
    version,
    note: fill(words.version, { version: version ?? 0 }).ja,
  })
  if (result.ok) return { kind: 'redirect', to: `/rules/${result.value.version}`, notice: 'eligibility.rolled_back' }
  return { kind: 'refused', refusal: result.refusal, back: `/rules/${version ?? ''}` }
}

const startsOnOf = ({ form: sent }: Request): string | undefined => {
  const text = (sent['startsOn'] ?? '').trim()
  return text === '' ? undefined : (parseDay(text) ?? text)
}

export const rulesPages: readonly Route[] = [
  { method: 'GET', path: '/rules', who: readers, handle: showBook },
  { method: 'POST', path: '/rules/draft', who: keepers, handle: begin },
  { method: 'GET', path: '/rules/:version', who: readers, handle: showVersion },
  {
    method: 'POST',
    path: '/rules/:version/rehearse',
    who: keepers,
    handle: posting((request, version) => request.perform(rehearseRules, { version, startsOn: startsOnOf(request) }), {
      notice: 'eligibility.rehearsing',
      field: 'startsOn',
    }),
  },
  {
    method: 'POST',
    path: '/rules/:version/propose',
    who: keepers,
    handle: posting(
      (request, version) =>
        request.perform(proposeRules, {
          version,
          hash: request.form['hash'],
          ...((request.form['losing'] ?? '') === '' ? {} : { losing: request.form['losing'] }),
        }),
      { notice: 'eligibility.proposed', field: 'losing' },
    ),
  },
  {
    method: 'POST',
    path: '/rules/:version/enact',
    who: keepers,
    handle: posting((request, version) => request.perform(enactRules, { version, hash: request.form['hash'] }), {
      notice: 'eligibility.enacted',
    }),
  },
  {
    method: 'POST',
    path: '/rules/:version/withdraw',
    who: keepers,
    handle: posting((request, version) => request.perform(withdrawRules, { version }), {
      notice: 'eligibility.withdrawn',
      to: '/rules',
    }),
  },
  { method: 'POST', path: '/rules/:version/roll-back', who: keepers, handle: rollBack },
]
