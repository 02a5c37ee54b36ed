/** Ways between views: tabs, filters that are addresses one can send, lines that lead on. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { fields, type Field, type Values } from './field.ts'
import { attributes, has, html, type Content, type Html } from './html.ts'
import { figure, words } from './text.ts'

/** Views of one thing, each an address of its own. */
export const tabs = (
  items: readonly {
    readonly href: string
    readonly label: Bilingual
    readonly current: boolean
    readonly count?: number
  }[],
  label: Bilingual = words.tabs,
): Html => html`
  <nav class="tabs" aria-label="${label}">
    <ul>
      ${items.map(
        item =>
          html`<li>
            <a href="${item.href}" ${attributes({ 'aria-current': item.current ? 'page' : null })}
              >${item.label}${item.count !== undefined && html` <span class="count">${figure(item.count)}</span>`}</a
            >
          </li>`,
      )}
    </ul>
  </nav>
`

/**
 * Filters in one line; what they are set to is the address, so a list can be sent to a colleague. Where people's names may be typed,
 * `csrf` makes it a form that is posted to `/search`, and the address keeps what was typed sealed.
 */
export const filterBar = (bar: {
  readonly action: string
  readonly fields: readonly Field[]
  readonly values: Values
  readonly label: Bilingual
  /** What the button says, where one question is asked: "search". */
  readonly submit?: Bilingual
  readonly csrf?: Content
}): Html => {
  const isPosted = bar.csrf !== undefined
  const set = Object.values(bar.values).some(value => value !== undefined && value.length > 0)
  return html`
    <form
      class="filter"
      method="${isPosted ? 'post' : 'get'}"
      action="${isPosted ? '/search' : bar.action}"
      role="search"
      aria-label="${bar.label}"
    >
      ${isPosted && html`${bar.csrf} <input type="hidden" name="to" value="${bar.action}" />`}
      ${fields(bar.fields, bar.values)}
      <div class="actions">
        <button class="quiet">${bar.submit ?? words.apply}</button>
        ${set && html`<a href="${bar.action}">${words.reset}</a>`}
      </div>
    </form>
  `
}

/** A line that says what a thing is, how it stands, and one action: a session, a factor, an account. */
export const line = (item: {
  readonly name: Content
  readonly state?: Content
  readonly detail?: Content
  readonly action?: Content
}): Html => html`
  <li class="line">
    <div class="line-name">${item.name} ${item.state}</div>
    ${has(item.detail) && html`<div class="line-detail">${item.detail}</div>`}
    ${has(item.action) && html`<div class="line-action">${item.action}</div>`}
  </li>
`

/** Lines one below the other. */
export const lines = (items: readonly Html[]): Html =>
  html`<ul class="lines">
    ${items}
  </ul>`

/** The trail of every page about oneself. */
export const belowMyPage = [{ href: '/', label: words.myPage }] as const

/** A part of a page with its heading. */
export const section = (heading: Content, content: Content, action?: Content): Html => html`
  <section>
    <div class="section-heading">
      <h2>${heading}</h2>
      ${action}
    </div>
    ${content}
  </section>
`
