/**
 * Forms as data: a label above, a hint below it, the error at the field and in a summary, and nothing typed ever lost.
 * Secrets and files are the exception: a browser never gets them back.
 */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { fieldId, fields, hidden, type Errors, type Field, type Values } from './field.ts'
import { attributes, has, html, type Content, type Html } from './html.ts'
import { words } from './text.ts'

export type Form = {
  readonly action: string
  /** The hidden input made by the HTTP layer; null for forms that only ask (GET). */
  readonly csrf: Content
  readonly method?: 'get' | 'post'
  readonly fields: readonly Field[]
  readonly values?: Values
  readonly errors?: Errors
  /** The one filled button, a verb. `danger` for what cannot be undone; `quiet` where another form of the page is the next step. */
  readonly submit: { readonly label: Bilingual; readonly tone?: 'danger' | 'quiet' }
  /** Quiet buttons and links beside it. */
  readonly others?: Content
}

/** A whole form, with its error summary. */
export const form = (form: Form): Html => html`
  ${errorSummary(form.errors ?? {}, form.fields)}
  <form
    class="form"
    action="${form.action}"
    ${attributes({ method: form.method ?? 'post', enctype: hasFile(form.fields) ? 'multipart/form-data' : null })}
    novalidate
  >
    ${form.csrf} ${fields(form.fields, form.values, form.errors)}
    <div class="actions">
      <button class="${form.submit.tone ?? 'primary'}">${form.submit.label}</button>
      ${form.others}
    </div>
  </form>
`

/** What is to be corrected, as links to the fields with their labels, in the order of the page. Nothing where nothing is wrong. */
export const errorSummary = (errors: Errors, fields: readonly Field[]): Content => {
  const labels = new Map(questionsOf(fields).map(({ name, label }) => [name, label]))
  const elsewhere = Object.keys(errors).filter(name => !labels.has(name))
  const inOrder = [...elsewhere, ...[...labels.keys()].filter(name => Object.hasOwn(errors, name))]
  return (
    inOrder.length > 0 &&
    html`
      <div class="errors" role="alert" tabindex="-1" data-focus aria-labelledby="errors-heading">
        <h2 id="errors-heading">${words.errorSummary}</h2>
        <ul>
          ${inOrder.map(name => {
            const label = labels.get(name)
            return label === undefined
              ? html`<li>${errors[name]}</li>`
              : html`<li><a href="#${fieldId(name)}">${label}${colon}${errors[name]}</a></li>`
          })}
        </ul>
      </div>
    `
  )
}

/** A button that posts by itself: an undo, an end of a session. Quiet unless told otherwise. */
export const postButton = (button: {
  readonly action: string
  readonly csrf: Content
  readonly label: Bilingual
  readonly tone?: 'primary' | 'quiet' | 'danger'
  readonly values?: Readonly<Record<string, string>>
  /** What the button acts on, where several on a page say the same. */
  readonly about?: Content
}): Html => html`
  <form method="post" action="${button.action}" class="inline">
    ${button.csrf} ${Object.entries(button.values ?? {}).map(([name, value]) => hidden(name, value))}
    <button class="${button.tone ?? 'quiet'}">${button.label}${about(button.about)}</button>
  </form>
`

/** A link that looks like a button, for an act that begins on another page. */
export const linkButton = (link: {
  readonly href: string
  readonly label: Bilingual
  readonly tone?: 'primary' | 'quiet' | 'danger'
  readonly about?: Content
}): Html => html`<a class="button ${link.tone ?? 'quiet'}" href="${link.href}">${link.label}${about(link.about)}</a>`

const about = (content: Content): Content => has(content) && html`<span class="unseen"> — ${content}</span>`

const hasFile = (fields: readonly Field[]): boolean =>
  fields.some(field => field.kind === 'file' || (field.kind === 'group' && hasFile(field.fields)))

const colon: Bilingual = { ja: '：', en: ': ' }

type Question = { readonly name: string; readonly label: Bilingual }

/** The questions of a form in the order of the page, those of its groups too. */
const questionsOf = (fields: readonly Field[]): readonly Question[] =>
  fields.flatMap(field => {
    if (field.kind === 'group') return questionsOf(field.fields)
    return field.kind === 'between' || field.kind === 'hidden' ? [] : [field]
  })
