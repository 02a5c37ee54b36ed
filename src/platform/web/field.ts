/** The questions of a form as data, and how one looks: its label, hint, error and box. */
import type { Bilingual, Language } from '../../kernel/bilingual.ts'
import { unreachable } from '../../kernel/never.ts'
import { attributes, has, html, type Attributes, type Content, type Html } from './html.ts'
import { words } from './text.ts'

export type Choice = { readonly value: string; readonly label: Content; readonly hint?: Content }

type Named = {
  readonly name: string
  readonly label: Bilingual
  readonly hint?: Content
  /** Left empty without harm; the label says so. */
  readonly optional?: boolean
}

export type TextField = Named & {
  readonly kind: 'text'
  /** How long an answer is expected; the box is as wide. */
  readonly length?: 'short' | 'medium' | 'long'
  readonly type?: 'email' | 'tel' | 'url' | 'search'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'email' | 'latin'
  readonly maxLength?: number
  readonly lang?: Language
  /** An identifier or key: letters that cannot be mistaken for each other, no spelling or capitals corrected. */
  readonly identifier?: boolean
}

export type Field =
  | TextField
  | (Named & { readonly kind: 'textarea'; readonly rows?: number; readonly maxLength?: number })
  | (Named & { readonly kind: 'select'; readonly choices: readonly Choice[]; readonly unchosen?: Bilingual })
  | (Named & { readonly kind: 'radio'; readonly choices: readonly Choice[] })
  | (Named & { readonly kind: 'checkboxes'; readonly choices: readonly Choice[] })
  | (Named & { readonly kind: 'checkbox' })
  | (Named & { readonly kind: 'date'; readonly example?: Content })
  | (Named & { readonly kind: 'file'; readonly accept?: string })
  | (Named & { readonly kind: 'password'; readonly autocomplete: 'current-password' | 'new-password' })
  | { readonly kind: 'hidden'; readonly name: string; readonly value: string }
  | { readonly kind: 'group'; readonly legend: Bilingual; readonly hint?: Content; readonly fields: readonly Field[] }
  | { readonly kind: 'between'; readonly content: Content }

/** What was typed, by field name; several values for checkboxes. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>

/** What to correct, by field name; '' for what belongs to no one field. */
export type Errors = Readonly<Record<string, Bilingual>>

type Question = Exclude<Field, { readonly kind: 'hidden' | 'group' | 'between' }>
type Asked<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>

/** The fields alone, for a form of one's own. */
export const fields = (fields: readonly Field[], values: Values = {}, errors: Errors = {}): Content =>
  fields.map(field => fieldOf(field, values, errors))

/** The id of a field's first box, for links to it. */
export const fieldId = (name: string): string => `field-${name}`

/** A hidden input, such as the CSRF token. */
export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`

/** One field with the values typed before and what is to be corrected. */
export const fieldOf = (field: Field, values: Values, errors: Errors): Html => {
  switch (field.kind) {
    case 'hidden':
      return hidden(field.name, field.value)
    case 'between':
      return html`${field.content}`
    case 'group':
      return html`
        <fieldset class="group">
          <legend>${field.legend}</legend>
          ${has(field.hint) && html`<p class="hint">${field.hint}</p>`} ${fields(field.fields, values, errors)}
        </fieldset>
      `
    case 'radio':
    case 'checkboxes':
      return choicesOf(field, values, errors)
    case 'checkbox':
      return checkbox(field, values, errors)
    case 'text':
    case 'textarea':
    case 'select':
    case 'date':
    case 'file':
    case 'password':
      return html`
        <div ${fieldClass(field, errors)}>
          <label for="${fieldId(field.name)}">${labelOf(field)}</label>
          ${hintOf(field)} ${errorOf(field, errors)} ${boxOf(field, one(values[field.name]), described(field, errors))}
        </div>
      `
    default:
      return unreachable(field)
  }
}

type Described = Readonly<Record<string, string | boolean | null>>
type Boxed = Asked<'text' | 'textarea' | 'select' | 'date' | 'file' | 'password'>

const boxOf = (field: Boxed, value: string, common: Described): Html => {
  switch (field.kind) {
    case 'text':
      return html`<input ${textAttributes(field, value, common)} />`
    case 'textarea':
      // A parser drops one line feed after the tag, so one is given for it to drop.
      return html`<textarea ${attributes({ ...common, rows: field.rows ?? 5, maxlength: field.maxLength })}>
${value}</textarea>`
    case 'select':
      return html`<select ${attributes(common)}>
        ${field.unchosen !== undefined && html`<option value="">${field.unchosen}</option>`}
        ${field.choices.map(
          choice =>
            html`<option ${attributes({ value: choice.value, selected: choice.value === value })}>
              ${choice.label}
            </option>`,
        )}
      </select>`
    case 'date':
      return html`<input ${attributes({ ...common, value, class: 'short identifier', autocomplete: 'off' })} />`
    case 'file':
      return html`<input ${attributes({ ...common, type: 'file', accept: field.accept })} />`
    case 'password':
      return secretBox(field, common)
    default:
      return unreachable(field)
  }
}

/** A password box with a button to look at what was typed; what was typed never comes back from the server. */
const secretBox = (field: Asked<'password'>, common: Described): Html =>
  html`<span class="secret"
    ><input
      ${attributes({ ...common, type: 'password', autocomplete: field.autocomplete, spellcheck: 'false' })}
    /><button
      type="button"
      class="quiet"
      hidden
      data-reveal="${fieldId(field.name)}"
      data-hide="${words.hide}"
      aria-pressed="false"
    >
      ${words.show}
    </button></span
  >`

const textAttributes = (field: TextField, value: string, common: Described): Attributes => {
  const exact = field.identifier === true
  return attributes({
    ...common,
    value,
    type: field.type,
    class: `${field.length ?? 'medium'}${exact ? ' identifier' : ''}`,
    lang: field.lang,
    maxlength: field.maxLength,
    autocomplete: field.autocomplete ?? (exact ? 'off' : null),
    inputmode: field.inputmode,
    autocapitalize: exact ? 'none' : null,
    spellcheck: exact ? 'false' : null,
  })
}

const choicesOf = (field: Asked<'radio' | 'checkboxes'>, values: Values, errors: Errors): Html => html`
  <fieldset
    ${fieldClass(field, errors)}
    ${attributes({ 'aria-describedby': described(field, errors)['aria-describedby'] })}
  >
    <legend>${labelOf(field)}</legend>
    ${hintOf(field)} ${errorOf(field, errors)}
    ${field.choices.map((choice, index) => choiceOf(field, choice, { index, chosen: many(values[field.name]) }))}
  </fieldset>
`

const choiceOf = (
  field: Asked<'radio' | 'checkboxes'>,
  choice: Choice,
  { index, chosen }: { readonly index: number; readonly chosen: readonly string[] },
): Html => {
  const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index}`
  const input = attributes({
    id,
    type: field.kind === 'radio' ? 'radio' : 'checkbox',
    name: field.name,
    value: choice.value,
    checked: chosen.includes(choice.value),
    'aria-describedby': has(choice.hint) ? `${id}-hint` : null,
  })
  return html`
    <div class="choice">
      <input ${input} /><label for="${id}">${choice.label}</label>
      ${has(choice.hint) && html`<p class="hint" id="${id}-hint">${choice.hint}</p>`}
    </div>
  `
}

const checkbox = (field: Asked<'checkbox'>, values: Values, errors: Errors): Html => {
  const checked = one(values[field.name]) !== ''
  const input = attributes({ ...described(field, errors), type: 'checkbox', value: 'yes', checked })
  return html`
    <div ${fieldClass(field, errors)}>
      ${errorOf(field, errors)}
      <div class="choice">
        <input ${input} /><label for="${fieldId(field.name)}">${field.label}</label>
        ${hintOf(field)}
      </div>
    </div>
  `
}

const fieldClass = (field: Question, errors: Errors): Attributes =>
  attributes({ class: Object.hasOwn(errors, field.name) ? 'field wrong' : 'field' })

const labelOf = (field: Question): Content => [
  field.label,
  field.optional === true && html` <small class="optional">${words.optional}</small>`,
]

const hintId = (name: string): string => `${fieldId(name)}-hint`
const errorId = (name: string): string => `${fieldId(name)}-error`

const hintOf = (field: Question): Content => {
  const hint = has(field.hint) ? field.hint : field.kind === 'date' ? (field.example ?? words.dateExample) : undefined
  return has(hint) && html`<p class="hint" id="${hintId(field.name)}">${hint}</p>`
}

const errorOf = (field: Question, errors: Errors): Content =>
  Object.hasOwn(errors, field.name) &&
  html`<p class="error" id="${errorId(field.name)}">
    <span class="unseen">${words.errorPrefix}</span>${errors[field.name]}
  </p>`

/** What every box says of itself: its name, and where its hint and error stand. */
const described = (field: Question, errors: Errors): Described => {
  const hinted = has(field.hint) || field.kind === 'date'
  const wrong = Object.hasOwn(errors, field.name)
  const by = [...(hinted ? [hintId(field.name)] : []), ...(wrong ? [errorId(field.name)] : [])]
  return {
    id: fieldId(field.name),
    name: field.name,
    'aria-describedby': by.length > 0 ? by.join(' ') : null,
    'aria-invalid': wrong ? 'true' : null,
  }
}

const one = (value: Values[string]): string => (typeof value === 'string' ? value : (value?.[0] ?? ''))
const many = (value: Values[string]): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value
