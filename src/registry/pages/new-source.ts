/** ● A wholly new source: who sends it and how far it is believed. Its columns come next, from a sample. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { cleanLine } from '../../platform/web/typed.ts'
import { sourceKinds } from '../sources/source.ts'
import { sources, type Source } from '../store/sources.ts'
import { addSource, sourceCode } from '../use-cases/add-source.ts'
import { sentenceOf } from './imports.ts'
import { sourceKindNames, sourceWords as said } from './source-text.ts'
import { words } from './text.ts'

const mappers = ['registrar', 'operator'] as const
const usualTrust = '50'

const questionsOf = (known: readonly Source[]): readonly Field[] => [
  { kind: 'text', name: 'nameJa', label: said.nameJa, hint: said.nameHint, length: 'long', maxLength: 100, lang: 'ja' },
  { kind: 'text', name: 'nameEn', label: said.nameEn, length: 'long', maxLength: 100, lang: 'en' },
  { kind: 'text', name: 'source', label: said.code, hint: said.codeHint, identifier: true, maxLength: 40 },
  {
    kind: 'radio',
    name: 'kind',
    label: said.kind,
    hint: said.kindHint,
    choices: sourceKinds.map(value => ({ value, label: sourceKindNames[value] })),
  },
  {
    kind: 'radio',
    name: 'mode',
    label: said.mode,
    choices: (['full', 'delta'] as const).map(value => ({ value, label: said[value] })),
  },
  {
    kind: 'text',
    name: 'trust',
    label: said.trust,
    hint: html`${said.trustHint}
    ${known.map(({ name, trust }, at) => html`${at > 0 && ' ・ '}${name} <span>${trust}</span>`)}`,
    length: 'short',
    inputmode: 'numeric',
  },
]

const show = (request: Request): Promise<Reply> =>
  page(request, { kind: 'manual', mode: 'full', trust: usualTrust }, {})

const page = async (request: Request, values: Values, errors: Errors): Promise<Reply> => ({
  kind: 'page',
  title: said.add,
  trail: [{ href: '/imports', label: words.imports }],
  lead: said.addLead,
  ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
  body: form({
    action: '/sources/new',
    csrf: request.csrf,
    fields: questionsOf(await sources(request.db)),
    values,
    errors,
    submit: { label: said.addIt },
  }),
})

const add = async (request: Request): Promise<Reply> => {
  const { nameJa = '', nameEn = '', source = '', kind = '', mode = '', trust = '' } = request.form
  const wish = {
    source: cleanLine(source),
    nameJa: nameJa.trim(),
    nameEn: nameEn.trim(),
    kind,
    mode,
    trust: cleanLine(trust),
  }
  const errors: Errors = {
    ...(wish.nameJa === '' ? { nameJa: said.nameMissing } : {}),
    ...(wish.nameEn === '' ? { nameEn: said.nameMissing } : {}),
    ...(sourceCode.safeParse(wish.source).success ? {} : { source: said.codeWrong }),
    ...(sourceKinds.some(each => each === kind) ? {} : { kind: said.choose }),
    ...(mode === 'full' || mode === 'delta' ? {} : { mode: said.choose }),
    ...(/^(?:[1-9][0-9]?|100)$/.test(wish.trust) ? {} : { trust: said.trustWrong }),
  }
  if (Object.keys(errors).length > 0) return page(request, wish, errors)
  const added = await request.perform(addSource, wish)
  if (added.ok)
    return { kind: 'redirect', to: `/sources/${added.value.source}/mapping`, notice: 'registry.source-added' }
  return page(request, wish, { source: sentenceOf(added.refusal) ?? said.codeWrong })
}

export const newSourcePages: readonly Route[] = [
  { method: 'GET', path: '/sources/new', who: mappers, handle: show },
  { method: 'POST', path: '/sources/new', who: mappers, handle: add },
]
