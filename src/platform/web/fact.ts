/** What is known, set so that it can be read, copied and compared: facts, identifiers, names, differences. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { has, html, passage, perLanguage, type Content, type Html } from './html.ts'
import { spelling } from './spelling.ts'
import { verdictWords, words } from './text.ts'

export type Fact = { readonly label: Bilingual; readonly value: Content; readonly action?: Content }

/** A list of facts: what it is on the left, the fact, and the one thing one can do about it. Nothing reads as "(none)". */
export const facts = (items: readonly Fact[]): Html => html`
  <dl class="facts">
    ${items.map(
      ({ label, value, action }) => html`
        <div>
          <dt>${label}</dt>
          <dd>${has(value) ? value : html`<span class="quiet-text">${words.none}</span>`}</dd>
          ${has(action) && html`<dd class="action">${action}</dd>`}
        </div>
      `,
    )}
  </dl>
`

/** An identifier in letters that cannot be mistaken, with a button to copy it; at a desk also spelt for the telephone. */
export const identifier = (value: string, options: { readonly spelt?: 'spelt' } = {}): Html => html`
  <span class="id"
    ><code translate="no">${value}</code
    ><button type="button" class="copy" hidden data-copy="${value}" data-copied="${words.copied}">
      ${words.copy}<span class="unseen"> ${value}</span></button
    >${
      options.spelt !== undefined &&
      html`<details class="spelling">
        <summary>${words.spelling}<span class="unseen"> ${value}</span></summary>
        <span>${spelling(value)}</span>
      </details>`
    }</span
  >
`

/** A name as written, its kana, and in roman letters; what is unknown is null. */
export type Name = { readonly written: string | null; readonly kana: string | null; readonly roman: string | null }

/** A person's name for one line: kanji (or what is written) in Japanese; roman letters, then the writing, in English. */
export const personName = ({ written, kana, roman }: Name): Html =>
  perLanguage(language => {
    const japanese = written ?? kana
    if (japanese === null) return passage('en', roman ?? '')
    if (language === 'ja' || roman === null || roman === japanese) return passage('ja', japanese)
    return html`${roman} <span lang="ja" class="writing">${japanese}</span>`
  })

/** A name with its kana above it, part by part, for where a person is called by name. */
export const nameWithKana = (name: Name): Html => {
  if (name.written === null || name.kana === null) return personName(name)
  return html`${passage('ja', rubyOf(name.written, name.kana))}
  ${name.roman !== null && name.roman !== name.written && perLanguage(language => language === 'en' && html`<span class="roman">${name.roman}</span>`)}`
}

const rubyOf = (written: string, kana: string): Content => {
  const [parts, readings] = [written.split(/\s+/), kana.split(/\s+/)]
  if (parts.length !== readings.length) return ruby(written, kana)
  return parts.map((part, index) => [index > 0 && ' ', ruby(part, readings[index] ?? '')])
}

/** What is written in kana already needs none above it. */
const ruby = (written: string, kana: string): Content =>
  written === kana ? written : html`<ruby>${written}<rp>（</rp><rt>${kana}</rt><rp>）</rp></ruby>`

export type Change = { readonly label: Bilingual; readonly before: string | null; readonly after: string | null }

/** What was and what is, item by item; what did not change is quiet. */
export const difference = (changes: readonly Change[], caption: Bilingual): Html => html`
  <table class="compare">
    <caption class="unseen">
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.item}</th>
        <th scope="col">${words.before}</th>
        <th scope="col">${words.after}</th>
      </tr>
    </thead>
    <tbody>
      ${changes.map(change => changeOf(change))}
    </tbody>
  </table>
`

const changeOf = ({ label, before, after }: Change): Html =>
  before === after
    ? html`<tr class="same">
        <th scope="row">${label}</th>
        <td data-label="${words.before}"><div>${before ?? words.none}</div></td>
        <td data-label="${words.after}"><div>${words.unchanged}</div></td>
      </tr>`
    : html`<tr class="changed">
        <th scope="row">${label}</th>
        <td data-label="${words.before}"><div>${before === null ? words.none : html`<del>${before}</del>`}</div></td>
        <td data-label="${words.after}"><div>${after === null ? words.none : html`<ins>${after}</ins>`}</div></td>
      </tr>`

export type Evidence = {
  readonly label: Bilingual
  readonly left: Content
  readonly right: Content
  readonly verdict: keyof typeof verdictWords
}

/** Two records side by side with what speaks for and against their being one person. */
export const sideBySide = (comparison: {
  readonly caption: Bilingual
  readonly left: Bilingual
  readonly right: Bilingual
  readonly evidence: readonly Evidence[]
}): Html => html`
  <table class="compare pair">
    <caption class="unseen">
      ${comparison.caption}
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="unseen">${words.item}</span></th>
        <th scope="col">${comparison.left}</th>
        <th scope="col">${comparison.right}</th>
        <th scope="col">${words.comparison}</th>
      </tr>
    </thead>
    <tbody>
      ${comparison.evidence.map(
        ({ label, left, right, verdict }) => html`
          <tr class="${verdict}">
            <th scope="row">${label}</th>
            <td data-label="${comparison.left}"><div>${has(left) ? left : words.none}</div></td>
            <td data-label="${comparison.right}"><div>${has(right) ? right : words.none}</div></td>
            <td><span class="verdict ${verdict}">${verdictWords[verdict]}</span></td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`
