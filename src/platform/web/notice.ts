/** What a page says besides its matter: notices, reasons, the next thing to do, what follows, long work under way. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { attributes, has, html, type Content, type Html } from './html.ts'
import { doneOf, figure, noticeWords, rate, timeLeft, words } from './text.ts'

export type NoticeTone = keyof typeof noticeWords

/** A box that must not be overlooked; vermilion (danger) only for stop and danger. */
export const notice = (tone: NoticeTone, heading: Content, detail?: Content): Html => html`
  <div class="notice ${tone}">
    <p class="notice-heading"><span class="unseen">${noticeWords[tone]}: </span>${heading}</p>
    ${has(detail) && html`<div>${detail}</div>`}
  </div>
`

/** The one thing to do next, with its filled button; a page has one at most. */
export const nextAction = (next: {
  readonly what: Content
  readonly why?: Content
  /** A `linkButton` or `postButton` with tone "primary". */
  readonly button: Content
}): Html => html`
  <section class="next-action" aria-labelledby="next-action">
    <h2 id="next-action"><small>${words.nextAction}</small>${next.what}</h2>
    ${has(next.why) && html`<p>${next.why}</p>`}
    <div class="actions">${next.button}</div>
  </section>
`

/** Reasons that open when asked for; what holds something to correct stands open. */
export const reasons = (
  content: Content,
  summary: Content = words.moreReasons,
  at: 'open' | 'closed' = 'closed',
): Html => html`
  <details class="reasons" ${attributes({ open: at === 'open' })}>
    <summary>${summary}</summary>
    <div>${content}</div>
  </details>
`

/** What happens next, step by step. */
export const steps = (
  items: readonly { readonly what: Content; readonly detail?: Content }[],
  heading: Bilingual = words.steps,
): Html => html`
  <section class="steps">
    <h2>${heading}</h2>
    <ol>
      ${items.map(
        ({ what, detail }) => html`<li><strong>${what}</strong>${has(detail) && html`<p>${detail}</p>`}</li>`,
      )}
    </ol>
  </section>
`

export type Progress = {
  readonly label: Bilingual
  readonly done: number
  /** Null while counting is not finished. */
  readonly total: number | null
  readonly perSecond?: number | null
  readonly secondsLeft?: number | null
  /** Where the fragment of this bar can be read again while the work runs; null once it has ended. */
  readonly refresh?: string | null
}

/** A bar with counts, rate and time left; with a script it keeps itself up to date, without one the page is reloaded. */
export const progress = (progress: Progress): Html => {
  const { label, done, total, perSecond, secondsLeft, refresh } = progress
  const figures: readonly Content[] = [
    total === null ? done > 0 && figure(done) : doneOf(done, total),
    present(perSecond) && rate(perSecond),
    present(secondsLeft) && timeLeft(secondsLeft),
  ]
  return html`
    <div class="progress" ${attributes({ 'data-refresh': refresh })}>
      <p class="progress-label">${label}</p>
      <progress
        ${attributes(total === null ? {} : { value: done, max: Math.max(total, 1) })}
        aria-label="${label}"
      ></progress>
      <p class="figures">${figures.filter(Boolean).map(item => html`<span>${item}</span>`)}</p>
      ${present(refresh) && html`<noscript><a href="">${words.reload}</a></noscript>`}
    </div>
  `
}

/** Text exactly as it is: a command, a certificate, a line of a file. */
export const codeBlock = (code: string, label: Bilingual): Html =>
  html`<pre class="code" tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`

/** A picture of a few numbers: counts of a rehearsal, a day's work. */
export const counts = (
  items: readonly {
    readonly label: Bilingual
    readonly count: number
    readonly href?: string
    readonly tone?: 'attention' | 'danger'
  }[],
): Html => html`
  <ul class="counts">
    ${items.map(({ label, count, href, tone }) => {
      const inside = html`<b>${figure(count)}</b> <span>${label}</span>`
      return html`<li ${attributes({ class: count === 0 ? 'zero' : tone })}>
        ${href === undefined ? inside : html`<a href="${href}">${inside}</a>`}
      </li>`
    })}
  </ul>
`

const present = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined
