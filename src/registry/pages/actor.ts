/** ● Who did something, in words: a name that leads to the person, or what kind of thing acted. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { actorKinds } from './state-text.ts'

/** An actor's label (`person:…`, `operator:…`, `system:…`) as people say it; names by person id, from `calledBy`. */
export const actorInWords = (label: string, names: ReadonlyMap<string, Bilingual>): Html => {
  const [kind = '', id = ''] = label.split(/:(.*)/s)
  if (kind === 'person') return html`<a href="/people/${id}">${names.get(id) ?? actorKinds.person}</a>`
  const known: Content = (actorKinds as Readonly<Record<string, Bilingual>>)[kind] ?? kind
  return kind === 'operator' || kind === 'machine'
    ? html`${known} <small><code translate="no">${id}</code></small>`
    : html`${known}`
}
