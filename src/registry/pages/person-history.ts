/** ○ The history of a person as a page shows it: what was said, by which office, in which file, since when. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, instantInWords, parseDay } from '../../kernel/day.ts'
import type { NameOf } from '../../platform/http/route.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { historyOf, type FieldChange, type RecordVersion, type Step } from '../persons/history.ts'
import { sourceFieldNames } from '../sources/text.ts'
import { recordStates } from './state-text.ts'
import { peopleWords as words } from './text.ts'

/** Names by which the person was once known, and every change an office sent; newest first. */
export const historyPart = (versions: readonly RecordVersion[], nameOf: NameOf): Content => {
  const steps = historyOf(versions)
  return (
    steps.length > 0 &&
    section(
      words.history,
      html`<ol class="timeline">
        ${steps.map(step => stepOf(step, nameOf))}
      </ol>`,
    )
  )
}

const stepOf = (step: Step, nameOf: NameOf): Html => html`
  <li class="past">
    <strong>${headingOf(step)}</strong>
    <span class="when">
      ${instantInWords(step.at)} ・ ${step.source} <code translate="no">${step.key}</code> ・
      ${step.by === null ? words.byHand : html`<a href="/imports/${step.by}">${words.byImport}</a>`}
    </span>
    ${step.isFirst && step.called !== null && html`<span class="detail">${words.knownAs} ${step.called}</span>`}
    ${step.changes.map(change => html`<span class="detail">${changeOf(change, nameOf)}</span>`)}
  </li>
`

const headingOf = ({ isFirst, state, called }: Step): Content => {
  if (isFirst) return words.firstTold
  if (state !== null) return html`${words.becameState} ${recordStates[state]}`
  return called === null ? words.changed : words.nameChanged
}

const changeOf = ({ field, before, after }: FieldChange, nameOf: NameOf): Html => {
  const shown = (value: string | null): Content => (value === null ? words.empty : inWords(field, value, nameOf))
  return html`${sourceFieldNames[field]}: <del>${shown(before)}</del> → <ins>${shown(after)}</ins>`
}

const inWords = (field: FieldChange['field'], value: string, nameOf: NameOf): Bilingual | string => {
  if (field === 'status') return nameOf('status', value)
  const day = parseDay(value)
  return day === null ? value : dayInWords(day)
}
