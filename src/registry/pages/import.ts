/** ● One import: what it would do or did, what is held, and the one next action. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { actorLabel } from '../../platform/actor.ts'
import { isReleasable, type Proposal } from '../../platform/dual-control.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, render, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { counts, nextAction, notice, progress } from '../../platform/web/notice.ts'
import { dayOn } from '../../platform/web/state.ts'
import { figure } from '../../platform/web/text.ts'
import { changing, verdicts, type Import, type UndoCounts, type Verdict } from '../imports/import.ts'
import { calledBy } from '../store/called.ts'
import { importById } from '../store/imports.ts'
import { shownRows } from '../store/rows.ts'
import { sourceByCode } from '../store/sources.ts'
import { applyImport } from '../use-cases/apply-import.ts'
import { discardImport } from '../use-cases/discard-import.ts'
import { isLifted, liftBrake, liftOf } from '../use-cases/lift-brake.ts'
import { rehearseImport } from '../use-cases/rehearse-import.ts'
import { rehearseUndo, undoImport } from '../use-cases/undo-import.ts'
import { actorInWords } from './actor.ts'
import { fileName, isRegistrar, readers, registrars, sentenceOf } from './imports.ts'
import { rowTable } from './rows.ts'
import { importStates, importTones, rowReasons, verdictNames } from './state-text.ts'
import { importWords, words } from './text.ts'

const idOf = (request: Request): string => request.params['id'] ?? ''

const show = (request: Request): Promise<Reply> => page(request, null)

const page = async (request: Request, refused: Bilingual | null): Promise<Reply> => {
  const taken = await importById(request.db, idOf(request))
  if (taken === null) return { kind: 'not-found' }
  const source = await sourceByCode(request.db, taken.source)
  const lift = await latestProposal(request.db, liftOf(taken.id))
  const actors = [taken.receivedBy, taken.appliedBy ?? ''].map(label => label.replace(/^person:/, ''))
  const called = await calledBy(request.db, actors)
  return {
    kind: 'page',
    title: fileName(taken, source?.name),
    trail: [{ href: '/imports', label: words.imports }],
    shape: 'wide',
    state: { word: importStates[taken.state], tone: importTones[taken.state] },
    lead: leadOf(taken),
    ...(refused === null ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${refused !== null && notice('danger', refused)} ${isRegistrar(request) && nextOf(request, taken)}
      ${working(taken)} ${held(request, taken, lift)} ${changes(taken)} ${await samples(request, taken)}
      ${undoPart(request, taken)} ${particulars(taken, called)}
    `,
  }
}

/** When it came, how many rows, and whether anything changes at all. */
const leadOf = (taken: Import): Content => {
  const at = instantInWords(taken.receivedAt)
  const rows = figure(taken.rows)
  const changes = changing.some(verdict => (taken.counts[verdict] ?? 0) > 0)
  const received = {
    ja: fill(importWords.received, { at: at.ja, rows }).ja,
    en: fill(importWords.received, { at: at.en, rows }).en,
  }
  if (changes || taken.planHash === null) return received
  return html`${received} ${taken.state === 'rehearsed' ? importWords.nothingWould : importWords.nothingChanged}`
}

const nextOf = (request: Request, taken: Import): Content => {
  const plan = taken.planHash
  if (taken.state === 'rehearsed' && plan !== null)
    return nextAction({
      what: words.lookFirst,
      why: words.lookWhy,
      button: html`
        ${button(request, taken, 'apply', words.apply, { tone: 'primary', values: { plan } })}
        ${button(request, taken, 'rehearse', words.rehearseAgain)} ${button(request, taken, 'discard', words.discard)}
      `,
    })
  const undecided = taken.counts.doubt ?? 0
  if (undecided === 0 || taken.state !== 'applied') return null
  return nextAction({
    what: importWords.doubtNext,
    button: linkButton({ href: '/matches', label: importWords.toMatches, tone: 'primary' }),
  })
}

const button = (
  request: Request,
  taken: Import,
  verb: string,
  label: Bilingual,
  more: { readonly tone?: 'primary' | 'danger'; readonly values?: Readonly<Record<string, string>> } = {},
): Html => postButton({ action: `/imports/${taken.id}/${verb}`, csrf: request.csrf, label, ...more })

const working = (taken: Import): Content => {
  return taken.state === 'staged' || taken.state === 'applying' || taken.state === 'undoing' ? bar(taken) : null
}

const labels = { staged: words.rehearsing, applying: words.working, undoing: words.undoing } as const

/** The bar of what is being done; without an end while a rehearsal counts. Done, it asks for no more. */
const bar = (taken: Import): Html => {
  const isWorking = taken.state === 'staged' || taken.state === 'applying' || taken.state === 'undoing'
  return progress({
    label: isWorking ? labels[taken.state] : words.working,
    done: taken.progress,
    total: taken.state === 'staged' ? null : taken.steps,
    ...(isWorking ? { refresh: `/imports/${taken.id}/progress` } : {}),
  })
}

const held = (request: Request, taken: Import, lift: Proposal | null): Content => {
  if (taken.held.length === 0 || !['rehearsed', 'blocked'].includes(taken.state)) return null
  const names = (language: 'ja' | 'en') => taken.held.map(verdict => verdictNames[verdict][language]).join(' · ')
  const what = {
    ja: fill(words.heldWhat, { names: names('ja') }).ja,
    en: fill(words.heldWhat, { names: names('en') }).en,
  }
  return section(
    words.brake,
    html`${notice('warning', words.held, what)} ${isRegistrar(request) && lifting(request, taken, lift)}`,
  )
}

const lifting = (request: Request, taken: Import, lift: Proposal | null): Content => {
  const plan = taken.planHash ?? ''
  const giveUp = taken.state === 'blocked' && button(request, taken, 'discard', words.giveUpHeld)
  if (isLifted(lift, plan))
    return taken.state === 'blocked'
      ? nextAction({
          what: words.lifted,
          button: button(request, taken, 'apply', words.apply, { tone: 'primary', values: { plan } }),
        })
      : notice('note', words.lifted)
  if (lift === null || !isReleasable(lift, plan, request.now).ok)
    return html`${reasonForm(request, taken, words.lift)} ${giveUp}`
  return lift.proposedBy === actorLabel(request.actor)
    ? html`${notice('note', words.waitingOther, lift.reason)} ${giveUp}`
    : html`<p>${words.askedBy} ${lift.reason}</p>
        ${reasonForm(request, taken, words.release)} ${giveUp}`
}

const reasonForm = (request: Request, taken: Import, label: Bilingual): Html =>
  form({
    action: `/imports/${taken.id}/lift`,
    csrf: request.csrf,
    fields: [
      { kind: 'hidden', name: 'plan', value: taken.planHash ?? '' },
      { kind: 'text', name: 'reason', label: words.reason, length: 'long', maxLength: 500 },
    ],
    submit: { label, tone: 'danger' },
  })

const changes = (taken: Import): Content =>
  taken.planHash !== null &&
  section(
    words.changes,
    counts(
      verdicts.map(verdict => {
        const count = taken.counts[verdict] ?? 0
        const tone = taken.held.includes(verdict)
          ? ('danger' as const)
          : alarming.has(verdict)
            ? ('attention' as const)
            : null
        const href = count > 0 && verdict !== 'noop' ? { href: `/imports/${taken.id}/rows?verdict=${verdict}` } : {}
        return { label: verdictNames[verdict], count, ...href, ...(tone === null ? {} : { tone }) }
      }),
    ),
  )

const alarming: ReadonlySet<Verdict> = new Set(['doubt', 'quarantine', 'end', 'void', 'missing'])
const sampled: readonly Verdict[] = ['quarantine', 'doubt', 'end', 'void', 'missing', 'update', 'create']
const samplesShown = 5

const samples = async (request: Request, taken: Import): Promise<Content> => {
  const shown = sampled.filter(verdict => (taken.counts[verdict] ?? 0) > 0)
  return Promise.all(
    shown.map(async verdict => {
      const found = await shownRows(request.db, taken.id, { verdict, after: 0, limit: samplesShown })
      const all = linkButton({
        href: `/imports/${taken.id}/rows?verdict=${verdict}`,
        label: words.all,
        about: verdictNames[verdict],
      })
      return section(verdictNames[verdict], rowTable(verdict, found, request.nameOf), all)
    }),
  )
}

const undoPart = (request: Request, taken: Import): Content => {
  if (!isRegistrar(request) || (taken.state !== 'applied' && taken.state !== 'blocked')) return null
  const { undoCounts, undoHash } = taken
  if (undoCounts === null || undoHash === null)
    return section(words.undoHeading, button(request, taken, 'look-at-undo', words.undoLook))
  return section(
    words.undoHeading,
    html`
      ${facts([
        { label: words.undoBack, value: figure(undoCounts.back) },
        ...Object.entries(undoCounts.stays).map(([reason, count]) => ({
          label: words.undoStays,
          value: html`${figure(count)} — ${rowReasons[reason] ?? reason}`,
        })),
        ...remaining(undoCounts),
      ])}
      <div class="actions">
        ${button(request, taken, 'undo', words.undo, { tone: 'danger', values: { plan: undoHash } })}
        ${button(request, taken, 'look-at-undo', words.undoLook)}
      </div>
    `,
  )
}

/** What an undo leaves behind on purpose, and why. */
const remaining = ({
  persons,
  identifiers,
}: UndoCounts): readonly { readonly label: Bilingual; readonly value: Html }[] => [
  {
    label: words.undoPersons,
    value: html`<span data-undo="persons">${figure(persons)} — ${words.undoPersonsWhy}</span>`,
  },
  {
    label: words.undoIdentifiers,
    value: html`<span data-undo="identifiers">${figure(identifiers)} — ${words.undoIdentifiersWhy}</span>`,
  },
  { label: words.undoAccounts, value: html`<span data-undo="accounts">${words.undoAccountsWhy}</span>` },
]

const particulars = (taken: Import, called: ReadonlyMap<string, Bilingual>): Html =>
  section(
    importWords.particulars,
    facts([
      { label: words.rows, value: figure(taken.rows) },
      { label: words.asOf, value: taken.asOf === null ? '–' : dayOn(taken.asOf) },
      { label: importWords.mode, value: importWords[taken.mode] },
      { label: importWords.by, value: actorInWords(taken.receivedBy, called) },
      ...(taken.appliedBy === null
        ? []
        : [{ label: importWords.appliedBy, value: actorInWords(taken.appliedBy, called) }]),
      { label: words.plan, value: taken.planHash === null ? '–' : identifier(taken.planHash.slice(0, 16)) },
    ]),
  )

/** The bar alone, read again while the work runs. */
const showProgress = async (request: Request): Promise<Reply> => {
  const taken = await importById(request.db, idOf(request))
  if (taken === null) return { kind: 'not-found' }
  return { kind: 'text', body: render(bar(taken), request.language), mediaType: 'text/html; charset=utf-8' }
}

type Done = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }

const after = async (request: Request, done: Done, code: string | null): Promise<Reply> => {
  if (!done.ok && done.refusal.code === 'not_found') return { kind: 'not-found' }
  if (!done.ok)
    return page(request, done.refusal.code === 'input.wrong' ? words.giveReason : (sentenceOf(done.refusal) ?? null))
  return { kind: 'redirect', to: `/imports/${idOf(request)}`, ...(code === null ? {} : { notice: code }) }
}

const apply = async (request: Request): Promise<Reply> =>
  after(
    request,
    await request.perform(applyImport, { import: idOf(request), plan: request.form['plan'] }),
    'registry.applying',
  )
const rehearseAgain = async (request: Request): Promise<Reply> =>
  after(request, await request.perform(rehearseImport, { import: idOf(request) }), null)
const discard = async (request: Request): Promise<Reply> =>
  after(request, await request.perform(discardImport, { import: idOf(request) }), 'registry.discarded')
const lookAtUndo = async (request: Request): Promise<Reply> =>
  after(request, await request.perform(rehearseUndo, { import: idOf(request) }), null)
const undo = async (request: Request): Promise<Reply> =>
  after(
    request,
    await request.perform(undoImport, { import: idOf(request), plan: request.form['plan'] }),
    'registry.undoing',
  )
const lift = async (request: Request): Promise<Reply> => {
  const { plan = '', reason = '' } = request.form
  const lifted = await request.perform(liftBrake, { import: idOf(request), plan, reason })
  return after(request, lifted, lifted.ok ? `registry.lift-${lifted.value.step}` : null)
}

const act = (verb: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `/imports/:id/${verb}`,
  who: registrars,
  handle,
})

export const oneImportPages: readonly Route[] = [
  { method: 'GET', path: '/imports/:id', who: readers, handle: show },
  { method: 'GET', path: '/imports/:id/progress', who: readers, handle: showProgress },
  act('apply', apply),
  act('rehearse', rehearseAgain),
  act('discard', discard),
  act('look-at-undo', lookAtUndo),
  act('undo', undo),
  act('lift', lift),
]
