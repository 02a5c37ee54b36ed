/** States as people see them: badges, lives drawn from a state machine's table, and the buttons that the table allows. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, daysBetween, lastDayBefore, type Day, type Period } from '../../kernel/day.ts'
import { actionsIn, next, statesOf, type Machine } from '../../kernel/machine.ts'
import { has, html, perLanguage, type Content, type Html } from './html.ts'
import { distance, words } from './text.ts'

/** What a state means for the person; each has a colour and a shape. */
export type Tone = 'calm' | 'attention' | 'danger' | 'done' | 'ended'

/** A state as a word with a shape: circle, triangle, square, tick or dash. */
export const badge = (word: Bilingual, tone: Tone): Html => html`<span class="badge ${tone}">${word}</span>`

export type Moment = {
  readonly when: 'past' | 'now' | 'ahead'
  readonly label: Content
  readonly on?: Day | null
  readonly detail?: Content
}

/** What happened, what is, what will be: past solid, now marked with a gate, ahead outlined with how long is left. */
export const timeline = (moments: readonly Moment[], today: Day): Html => html`
  <ol class="timeline">
    ${moments.map(moment => momentOf(moment, today))}
  </ol>
`

/** A life in one line, for the same moments: lying on a desk, standing on a phone. */
const lifeOf = (moments: readonly Moment[], today: Day): Html => html`
  <ol class="lifeline">
    ${moments.map(moment => momentOf(moment, today))}
  </ol>
`

const momentOf = ({ when, label, on, detail }: Moment, today: Day): Html => html`
  <li class="${when}">
    <strong>${label}</strong><span class="unseen">${whenWords(when)}</span>
    ${on !== undefined && on !== null && html`<span class="when">${dayWith(on, today)}</span>`}
    ${has(detail) && html`<span class="detail">${detail}</span>`}
  </li>
`

const whenWords = (when: Moment['when']): Content => [' (', words[when], ')']

/** 2027年4月1日（木）あと12日 / Thu 1 Apr 2027, in 12 days. */
export const dayWith = (on: Day, today: Day): Html =>
  html`<time datetime="${on}">${dayInWords(on)}</time>
    <span class="${isSoon(on, today) ? 'distance soon' : 'distance'}">${distance(on, today)}</span>`

/**
 * 2028年3月31日（金）まで / until Fri 31 Mar 2028, with how long is left. `until` is half-open, the first day that no
 * longer holds; people are told the last day that does.
 */
export const untilWith = (until: Day, today: Day): Html => {
  const last = lastDayBefore(until)
  return html`${perLanguage(language => language === 'en' && 'until ')}<time datetime="${last}"
      >${dayInWords(last)}</time
    >${perLanguage(language => language === 'ja' && 'まで')}
    <span class="${isSoon(last, today) ? 'distance soon' : 'distance'}">${distance(last, today)}</span>`
}

/** Within the next 60 days: near enough to be said louder. */
const isSoon = (on: Day, today: Day): boolean => on >= today && daysBetween(today, on) <= 60

/**
 * 2026年4月1日（水）から2027年3月31日（水）まで / from Wed 1 Apr 2026 until Wed 31 Mar 2027. `until` is half-open; people
 * are told the last day that still counts. Null: no end is known.
 */
export const periodInWords = ({ from, until }: Period): Html =>
  perLanguage(language => {
    const end = until === null ? null : dayOn(lastDayBefore(until))
    if (language === 'ja') return html`${dayOn(from)}から${end === null ? words.noEnd : html`${end}まで`}`
    return html`from ${dayOn(from)}${end === null ? html` (${words.noEnd})` : html` until ${end}`}`
  })

/** A day in words, for machines too. */
export const dayOn = (on: Day): Html => html`<time datetime="${on}">${dayInWords(on)}</time>`

export type Life<State extends string> = {
  readonly machine: Machine<State>
  readonly state: State
  readonly labels: Readonly<Record<State, Bilingual>>
  readonly today: Day
  /** States passed through, oldest first, with their days. Absent: the shortest way from the first state. */
  readonly past?: readonly { readonly state: State; readonly on: Day | null }[]
  /** States that will follow, with their days. Absent: the first action of each state, to the end. */
  readonly ahead?: readonly { readonly state: State; readonly on: Day | null }[]
  /** Since when the present state holds. */
  readonly since?: Day | null
}

/** The life of a thing drawn from its state machine. In the table, a state's first action is its usual way on. */
export const lifeline = <State extends string>(life: Life<State>): Html => {
  const { machine, state, labels, today } = life
  const past = life.past ?? wayTo(machine, state).map(state => ({ state, on: null }))
  const ahead =
    life.ahead ??
    wayOn(
      machine,
      state,
      past.map(step => step.state),
    ).map(state => ({ state, on: null }))
  return lifeOf(
    [
      ...past.map(step => ({ when: 'past' as const, label: labels[step.state], on: step.on })),
      { when: 'now', label: labels[state], on: life.since ?? null },
      ...ahead.map(step => ({ when: 'ahead' as const, label: labels[step.state], on: step.on })),
    ],
    today,
  )
}

/** The fewest steps from the table's first state up to, and without, this one. */
export const wayTo = <State extends string>(machine: Machine<State>, state: State): readonly State[] => {
  const first = statesOf(machine)[0]
  if (first === undefined || first === state) return []
  const ways = new Map<State, readonly State[]>([[first, []]])
  for (const [from, way] of ways)
    for (const action of actionsIn(machine, from)) {
      const to = next(machine, from, action)
      if (to === null || ways.has(to)) continue
      if (to === state) return [...way, from]
      ways.set(to, [...way, from])
    }
  return []
}

/** The usual way on: each state's first action that leads somewhere new. */
export const wayOn = <State extends string>(
  machine: Machine<State>,
  state: State,
  past: readonly State[] = [],
): readonly State[] => {
  const seen = new Set<State>([...past, state])
  const way: State[] = []
  for (let at: State | undefined = state; at !== undefined;) {
    const here: State = at
    at = actionsIn(machine, here)
      .map(action => next(machine, here, action))
      .find((to): to is State => to !== null && !seen.has(to))
    if (at === undefined) break
    seen.add(at)
    way.push(at)
  }
  return way
}

export type ActionWords = { readonly label: Bilingual; readonly tone?: 'danger' }

export type Actions<State extends string> = {
  readonly machine: Machine<State>
  readonly state: State
  readonly labels: Readonly<Record<string, ActionWords>>
  /** Where the form of an action is posted. */
  readonly address: (action: string) => string
  readonly csrf: Content
  /** Actions this actor may do; others are not shown. Absent: all that the table allows. */
  readonly permitted?: ReadonlySet<string>
}

/** The buttons that the table allows in this state: the first is filled, the others quiet, dangerous ones marked. */
export const actionButtons = <State extends string>(actions: Actions<State>): Content => {
  const possible = actionsIn(actions.machine, actions.state).filter(
    action => Object.hasOwn(actions.labels, action) && (actions.permitted?.has(action) ?? true),
  )
  return (
    possible.length > 0 &&
    html`
      <form class="actions" method="post">
        ${actions.csrf}
        ${possible.map((action, index) => {
          const tone = actions.labels[action]?.tone ?? (index === 0 ? 'primary' : 'quiet')
          return html`<button class="${tone}" formaction="${actions.address(action)}">
            ${actions.labels[action]?.label}
          </button>`
        })}
      </form>
    `
  )
}
