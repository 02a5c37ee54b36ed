/** ○ One version of the rule book: where it stands, what its rehearsal showed, and the one next step. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, type Day } from '../../kernel/day.ts'
import type { Reply, Request } from '../../platform/http/route.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { counts, nextAction, notice, progress, reasons } from '../../platform/web/notice.ts'
import { badge, lifeline, periodInWords, type Tone } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { brakes, effects, type Brake, type Effect, type Side } from '../difference.ts'
import type { EntitlementKind } from '../entitlement.ts'
import { ruleBookMachine, type RuleBookState } from '../rule-book.ts'
import type { EffectCount, Rehearsal, Sample } from '../store/rehearsals.ts'
import type { StoredBook } from '../store/rule-books.ts'
import { bookStateNames, effectNames, kindNames } from '../text.ts'
import { ruleTable } from './rule-table.ts'
import { rulesWords, versionWords as words } from './text.ts'

export const stateTones = {
  draft: 'calm',
  rehearsed: 'attention',
  scheduled: 'attention',
  active: 'done',
  retired: 'ended',
  withdrawn: 'ended',
} as const satisfies Record<RuleBookState, Tone>

const effectTones = {
  gains: 'done',
  loses: 'danger',
  longer: 'calm',
  shorter: 'attention',
  other: 'ended',
} as const satisfies Record<Effect, Tone>

export type VersionView = {
  readonly book: StoredBook
  readonly rehearsal: Rehearsal | null
  readonly effects: readonly EffectCount[]
  readonly samples: readonly Sample[]
  readonly today: Day
  /** Whether the reader may take steps. */
  readonly maySee: boolean
  /** Who proposed what waits for a second person, by name; null: nothing waits. */
  readonly proposer: Bilingual | null
  readonly brake: Brake
  readonly errors: Readonly<Record<string, Bilingual>>
  readonly request: Pick<Request, 'csrf' | 'form'>
}

export const versionPage = (view: VersionView): Reply => {
  const { book, today } = view
  return {
    kind: 'page',
    title: fill(words.title, { version: book.version }),
    shape: 'wide',
    trail: [{ href: '/rules', label: rulesWords.title }],
    state: { word: bookStateNames[book.state], tone: stateTones[book.state] },
    lead: book.note,
    body: html`
      ${lifeline({ machine: ruleBookMachine, state: book.state, labels: bookStateNames, today })}
      ${view.maySee && nextStep(view)} ${resultOf(view)} ${reasons(ruleTable(book.book), words.text)}
    `,
  }
}

const nextStep = (view: VersionView): Content => {
  const { book, rehearsal } = view
  switch (book.state) {
    case 'draft':
      return rehearsal?.state === 'running' ? runningOf(rehearsal) : [rehearseForm(view), others(view)]
    case 'rehearsed':
      return rehearsal?.state === 'running' ? runningOf(rehearsal) : [releaseOf(view), others(view)]
    case 'scheduled':
      return [waiting(view), others(view)]
    case 'retired':
      return nextAction({
        what: words.rollBack,
        why: words.rollBackWhy,
        button: post(view, 'roll-back', words.rollBack, 'quiet'),
      })
    case 'active':
    case 'withdrawn':
      return null
  }
}

const post = (view: VersionView, verb: string, label: Bilingual, tone: 'primary' | 'quiet'): Html =>
  postButton({ action: `/rules/${view.book.version}/${verb}`, csrf: view.request.csrf, label, tone })

const others = (view: VersionView): Html => html`
  <div class="actions">
    ${view.book.state !== 'scheduled' && html`<a class="button quiet" href="/rules/draft">${words.edit}</a>`}
    ${post(view, 'withdraw', view.book.state === 'scheduled' ? words.callBack : words.withdraw, 'quiet')}
  </div>
`

const runningOf = (rehearsal: Rehearsal): Html => html`
  ${progress({ label: words.rehearsing, done: rehearsal.counts.persons, total: rehearsal.total })}
  <p>${words.leave} <a href="/rules/${rehearsal.version}">${words.refresh}</a></p>
`

const rehearseForm = ({ book, today, errors, request }: VersionView): Html =>
  nextAction({
    what: words.rehearseWhat,
    why: words.rehearseWhy,
    button: form({
      action: `/rules/${book.version}/rehearse`,
      csrf: request.csrf,
      fields: [{ kind: 'date', name: 'startsOn', label: words.startsOn }],
      values: { startsOn: request.form['startsOn'] ?? today },
      errors,
      submit: { label: words.rehearse },
    }),
  })

const releaseOf = (view: VersionView): Html => {
  const { book, rehearsal, errors, request } = view
  if (rehearsal?.hash == null) return rehearseForm(view)
  const day = dayInWords(rehearsal.from)
  const why = (text: Bilingual): Bilingual => ({
    ja: fill(text, { day: day.ja }).ja,
    en: fill(text, { day: day.en }).en,
  })
  const hash = { kind: 'hidden', name: 'hash', value: rehearsal.hash } as const
  if (view.proposer !== null)
    return nextAction({
      what: {
        ja: fill(words.enactWhat, { by: view.proposer.ja }).ja,
        en: fill(words.enactWhat, { by: view.proposer.en }).en,
      },
      why: why(words.enactWhy),
      button: form({
        action: `/rules/${book.version}/enact`,
        csrf: request.csrf,
        fields: [hash],
        errors,
        submit: { label: words.enact },
      }),
    })
  const isBraked = brakes(rehearsal.counts, view.brake)
  return html`
    ${isBraked && notice('danger', fill(words.brake, { losing: rehearsal.counts.losing }), words.brakeWhat)}
    ${nextAction({
      what: words.proposeWhat,
      why: why(words.proposeWhy),
      button: form({
        action: `/rules/${book.version}/propose`,
        csrf: request.csrf,
        fields: [
          hash,
          ...(isBraked
            ? [
                {
                  kind: 'text',
                  name: 'losing',
                  label: words.losingField,
                  length: 'short',
                  inputmode: 'numeric',
                } as const,
              ]
            : []),
        ],
        values: { losing: request.form['losing'] ?? '' },
        errors,
        submit: isBraked ? { label: words.propose, tone: 'danger' } : { label: words.propose },
      }),
    })}
  `
}

const waiting = ({ book }: VersionView): Content => {
  if (book.heldReason !== null) return notice('danger', words.heldBack, words.heldBackWhat)
  if (book.startsOn === null) return null
  const day = dayInWords(book.startsOn)
  return notice('note', { ja: fill(words.waits, { day: day.ja }).ja, en: fill(words.waits, { day: day.en }).en })
}

const resultOf = ({ book, rehearsal, effects: found, samples }: VersionView): Content => {
  if (rehearsal === null || rehearsal.state === 'running') return null
  const { persons, changed, losing } = rehearsal.counts
  const here = `/rules/${book.version}`
  return section(
    words.result,
    html`
      <p>${changed === 0 ? words.noChange : fill(words.resultLead, { persons, changed, losing })}</p>
      ${counts([
        { label: words.people, count: persons },
        { label: words.changedPeople, count: changed },
        { label: words.losingPeople, count: losing, href: `${here}?effect=loses`, tone: 'danger' },
      ])}
      ${changed > 0 && [section(words.byKind, effectTable(found, here)), section(words.samples, sampleTable(samples))]}
    `,
  )
}

type KindRow = { readonly kind: EntitlementKind; readonly items: ReadonlyMap<Effect, number> }

const effectTable = (found: readonly EffectCount[], here: string): Html => {
  const kinds = [...new Set(found.map(one => one.kind))]
  const rows: readonly KindRow[] = kinds.map(kind => ({
    kind,
    items: new Map(found.filter(one => one.kind === kind).map(one => [one.effect, one.items])),
  }))
  return table<KindRow>({
    caption: words.byKind,
    columns: [
      { key: 'kind', label: words.kind, cell: row => kindNames[row.kind] },
      ...effects.map(effect => ({
        key: effect,
        label: effectNames[effect],
        align: 'number' as const,
        cell: (row: KindRow): Content => {
          const items = row.items.get(effect) ?? 0
          return items === 0
            ? html`<span class="quiet-text">0</span>`
            : html`<a href="${`${here}?effect=${effect}&kind=${row.kind}`}">${items}</a>`
        },
      })),
    ],
    rows,
    empty: { sentence: words.noChange },
  })
}

const sampleTable = (samples: readonly Sample[]): Html =>
  table<Sample>({
    caption: words.samples,
    columns: [
      { key: 'person', label: words.person, cell: sample => html`${sample.name} <small>${sample.number}</small>` },
      { key: 'kind', label: words.kind, cell: sample => kindNames[sample.kind] },
      {
        key: 'effect',
        label: words.effect,
        cell: sample => badge(effectNames[sample.effect], effectTones[sample.effect]),
      },
      { key: 'before', label: words.before, cell: sample => periodsOf(sample.before) },
      { key: 'after', label: words.after, cell: sample => periodsOf(sample.after) },
    ],
    rows: samples,
    rowHref: sample => `/people/${sample.personId}/explain`,
    empty: { sentence: words.noChange },
  })

const periodsOf = (sides: readonly Side[]): Content =>
  sides.length === 0 ? words.none : sides.map(({ period }) => html`<div>${periodInWords(period)}</div>`)
