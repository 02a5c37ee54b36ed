/** ● The form that changes the guard of a source: in per cent and numbers, as officers speak of them. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import type { Errors, Field, Values } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { cleanLine } from '../../platform/web/typed.ts'
import { brakeKinds, type BrakeKind, type Limit } from '../imports/brake.ts'
import type { Guard } from '../imports/guard.ts'
import { sourceByCode, type Source } from '../store/sources.ts'
import { guardSource } from '../use-cases/guard-source.ts'
import { sentenceOf } from './imports.ts'
import { guardPartNames, sourceWords as said } from './source-text.ts'
import { words } from './text.ts'

const keepers = ['registrar', 'operator'] as const

const labelled = (frame: Bilingual, kind: BrakeKind): Bilingual => ({
  ja: fill(frame, { what: guardPartNames[kind].ja }).ja,
  en: fill(frame, { what: guardPartNames[kind].en }).en,
})

const number = { kind: 'text', length: 'short', inputmode: 'numeric' } as const

const questions: readonly Field[] = [
  ...brakeKinds.map((kind): Field => ({
    kind: 'group',
    legend: guardPartNames[kind],
    fields: [
      { ...number, name: `${kind}-share`, label: labelled(said.shareOf, kind) },
      { ...number, name: `${kind}-count`, label: labelled(said.countOf, kind), hint: said.countHint, optional: true },
    ],
  })),
  { ...number, name: 'base', label: guardPartNames.base },
  { ...number, name: 'missingAfter', label: guardPartNames.missingAfter },
  { kind: 'text', name: 'reason', label: said.reason, length: 'long', maxLength: 500 },
]

/** Two places: 0.5 % of a hundred thousand people are five hundred. */
const asPercent = (share: number): string => String(Math.round(share * 10_000) / 100)

const valuesOf = ({ brake, missingAfter }: Guard): Values => ({
  ...Object.fromEntries(
    brakeKinds.flatMap(kind => [
      [`${kind}-share`, asPercent(brake[kind].share)],
      [`${kind}-count`, brake[kind].count === null ? '' : String(brake[kind].count)],
    ]),
  ),
  base: String(brake.base),
  missingAfter: String(missingAfter),
})

const show = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  return source === null ? { kind: 'not-found' } : page(request, source, { values: valuesOf(source), errors: {} })
}

type Shown = { readonly values: Values; readonly errors: Errors }

const page = (request: Request, { code, name }: Source, { values, errors }: Shown): Reply => ({
  kind: 'page',
  title: { ja: fill(said.guardTitle, { source: name.ja }).ja, en: fill(said.guardTitle, { source: name.en }).en },
  trail: [
    { href: '/imports', label: words.imports },
    { href: `/sources/${code}`, label: name },
  ],
  lead: said.guardRule,
  ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
  body: form({
    action: `/sources/${code}/guard`,
    csrf: request.csrf,
    fields: questions,
    values,
    errors,
    submit: { label: said.save },
  }),
})

type Typed = Readonly<Record<string, string>>

const percentOf = (typed: string): number => {
  const plain = cleanLine(typed).replace(/%$/, '').trim()
  return /^\d{1,3}(?:\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) / 10_000 : Number.NaN
}

const wholeOf = (typed: string): number => {
  const plain = cleanLine(typed).replaceAll(',', '')
  return /^\d{1,8}$/.test(plain) ? Number(plain) : Number.NaN
}

const within = (value: number, most: number): boolean => value > 0 && value <= most

/** What was typed as a guard, with what is wrong about each box. */
const readGuard = (typed: Typed): { readonly guard: Guard; readonly errors: Errors } => {
  const limitOf = (kind: BrakeKind): Limit => {
    const count = typed[`${kind}-count`] ?? ''
    return { share: percentOf(typed[`${kind}-share`] ?? ''), count: count.trim() === '' ? null : wholeOf(count) }
  }
  const brake = {
    create: limitOf('create'),
    update: limitOf('update'),
    missing: limitOf('missing'),
    end: limitOf('end'),
    void: limitOf('void'),
  }
  const base = wholeOf(typed['base'] ?? '')
  const missingAfter = wholeOf(typed['missingAfter'] ?? '')
  const wrong: readonly (readonly [string, boolean, Bilingual])[] = [
    ...brakeKinds.flatMap(kind => [
      [`${kind}-share`, within(brake[kind].share, 1), said.shareWrong] as const,
      [`${kind}-count`, within(brake[kind].count ?? 1, 10_000_000), said.countWrong] as const,
    ]),
    ['base', within(base, 1_000_000), said.baseWrong],
    ['missingAfter', within(missingAfter, 30), said.missingWrong],
    ['reason', (typed['reason'] ?? '').trim() !== '', said.reasonMissing],
  ]
  return {
    guard: { brake: { ...brake, base }, missingAfter },
    errors: Object.fromEntries(wrong.flatMap(([name, fits, sentence]) => (fits ? [] : [[name, sentence]]))),
  }
}

const change = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  if (source === null) return { kind: 'not-found' }
  const { guard, errors } = readGuard(request.form)
  if (Object.keys(errors).length > 0) return page(request, source, { values: request.form, errors })
  const done = await request.perform(guardSource, { source: source.code, guard, reason: request.form['reason'] })
  if (!done.ok)
    return page(request, source, { values: request.form, errors: { '': sentenceOf(done.refusal) ?? said.shareWrong } })
  const notice = done.value.waits ? 'registry.guard-asked' : 'registry.guard-raised'
  return { kind: 'redirect', to: `/sources/${source.code}`, notice }
}

export const guardPages: readonly Route[] = [
  { method: 'GET', path: '/sources/:code/guard', who: keepers, handle: show },
  { method: 'POST', path: '/sources/:code/guard', who: keepers, handle: change },
]
