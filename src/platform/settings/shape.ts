/**
 * ○ What a setting looks like to whoever changes it: the questions of its form, what was answered, and a value in words.
 * All of it is read off the schema, so that a new setting needs no page.
 */
import { z } from 'zod'
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { AnySetting, AnyWords } from '../settings.ts'
import { text } from '../text.ts'
import type { Errors, Field, Values } from '../web/field.ts'
import type { Fact } from '../web/fact.ts'
import type { Content } from '../web/html.ts'

/** As much of JSON Schema as our settings use. */
type Node = {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minItems?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly anyOf?: readonly Node[]
}

type Kind = 'choice' | 'number' | 'lines' | 'bilingual' | 'parts' | 'text'

/** One thing to ask: where it is in the form, how it is told, and what may be answered. */
type Asked = { readonly path: string; readonly words: AnyWords; readonly node: Node }

const nodeOf = ({ schema }: AnySetting): Node => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node

/** What may be null is asked like what it else is; left empty it is null. */
const present = (node: Node): Node => node.anyOf?.find(({ type }) => type !== 'null') ?? node
const isNullable = (node: Node): boolean => node.anyOf?.some(({ type }) => type === 'null') === true

const kindOf = (node: Node): Kind => kindOfPresent(present(node))

const kindOfPresent = ({ type, enum: choices, properties }: Node): Kind => {
  if (choices !== undefined) return 'choice'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'array') return 'lines'
  if (properties === undefined) return 'text'
  return Object.keys(properties).sort().join() === 'en,ja' ? 'bilingual' : 'parts'
}

const partsOf = ({ path, words, node }: Asked): readonly Asked[] =>
  Object.entries(present(node).properties ?? {}).map(([name, part]) => ({
    path: `${path}.${name}`,
    words: words.parts?.[name] ?? words,
    node: part,
  }))

const whole = (setting: AnySetting): Asked => ({ path: 'value', words: setting, node: nodeOf(setting) })

/** The questions of the form. */
export const fieldsOf = (setting: AnySetting): readonly Field[] => {
  const asked = whole(setting)
  return kindOf(asked.node) === 'parts' ? partsOf(asked).map(fieldOf) : [fieldOf(asked)]
}

const fieldOf = (asked: Asked): Field => {
  const { path: name, words, node } = asked
  const label = words.title
  switch (kindOf(node)) {
    case 'choice':
      return {
        kind: 'radio',
        name,
        label,
        choices: (present(node).enum ?? []).map(value => ({ value, label: words.choices?.[value] ?? value })),
      }
    case 'number':
      return { kind: 'text', name, label, length: 'short', inputmode: 'numeric', ...hintOf(present(node)) }
    case 'lines':
      return { kind: 'textarea', name, label, rows: 5, hint: text.settings.oneALine, ...emptiness(node) }
    case 'bilingual':
      return {
        kind: 'group',
        legend: label,
        fields: [
          { kind: 'text', name: `${name}.ja`, label: text.settings.inJapanese, lang: 'ja', length: 'long' },
          { kind: 'text', name: `${name}.en`, label: text.settings.inEnglish, lang: 'en', length: 'long' },
        ],
      }
    case 'parts':
      return { kind: 'group', legend: label, fields: partsOf(asked).map(fieldOf) }
    case 'text':
      return { kind: 'text', name, label, length: 'long', ...emptiness(node) }
  }
}

/** Whether nothing is an answer. */
const emptiness = (node: Node): { readonly optional?: true } => {
  const { type, format, minItems = 0, minLength = 0, pattern = '' } = present(node)
  if (isNullable(node)) return { optional: true }
  if (format !== undefined) return {}
  const isOptional = type === 'array' ? minItems === 0 : minLength === 0 && new RegExp(pattern).test('')
  return isOptional ? { optional: true } : {}
}

const hintOf = ({ minimum, exclusiveMinimum, maximum }: Node): { readonly hint?: Bilingual } => {
  const from = minimum ?? exclusiveMinimum
  if (from === undefined || maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER) return {}
  return { hint: fill(text.settings.between, { from, to: maximum }) }
}

/** A value as the form's boxes hold it. */
export const boxesOf = (setting: AnySetting, value: unknown): Values => Object.fromEntries(boxes(whole(setting), value))

const boxes = (asked: Asked, value: unknown): readonly (readonly [string, string])[] => {
  const { path, node } = asked
  switch (kindOf(node)) {
    case 'lines':
      return [[path, linesOf(value).join('\n')]]
    case 'bilingual':
    case 'parts':
      return partsOf(asked).flatMap(part => boxes(part, partOf(value, part.path)))
    default:
      return [[path, plain(value)]]
  }
}

/** What was answered, in the shape that the schema will look at. */
export const answerOf = (setting: AnySetting, form: Readonly<Record<string, string>>): unknown =>
  answered(whole(setting), form)

const answered = (asked: Asked, form: Readonly<Record<string, string>>): unknown => {
  const { path, node } = asked
  const typed = (form[path] ?? '').trim()
  if (isNullable(node) && boxes(asked, null).every(([box]) => (form[box] ?? '').trim() === '')) return null
  switch (kindOf(node)) {
    case 'number':
      return typed === '' ? null : Number(typed.normalize('NFKC').replaceAll(',', ''))
    case 'lines':
      return typed
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '')
    case 'bilingual':
    case 'parts':
      return Object.fromEntries(partsOf(asked).map(part => [nameOf(part.path), answered(part, form)]))
    default:
      return typed
  }
}

/** What to correct, at the box where it was typed: `fields` are paths into the value, as the schema names them. */
export const errorsOf = (setting: AnySetting, fields: readonly string[]): Errors =>
  Object.fromEntries(
    fields.map(field => {
      const asked = field.split('.').reduce(step, whole(setting))
      return [asked.path, wrong[kindOf(asked.node)]]
    }),
  )

/** Into the part of this name; a line of a list is found at the list. */
const step = (asked: Asked, name: string): Asked =>
  partsOf(asked).find(part => part.path === `${asked.path}.${name}`) ?? asked

const wrong: Readonly<Record<Kind, Bilingual>> = text.settings.wrong

/** A value in words: one fact for each of its parts. */
export const factsOf = (setting: AnySetting, value: unknown): readonly Fact[] => told(whole(setting), value)

const told = (asked: Asked, value: unknown): readonly Fact[] =>
  kindOf(asked.node) === 'parts'
    ? partsOf(asked).flatMap(part => told(part, partOf(value, part.path)))
    : [{ label: asked.words.title, value: inWords(asked, value) }]

/** Part by part what would be another; a part that stays as it is is not told. */
export const changesOf = (
  setting: AnySetting,
  before: unknown,
  after: unknown,
): readonly { readonly label: Bilingual; readonly before: Content; readonly after: Content }[] => {
  const [was, will] = [factsOf(setting, before), factsOf(setting, after)]
  return was.flatMap(({ label, value }, place) => {
    const next = will[place]?.value
    return JSON.stringify(value) === JSON.stringify(next) ? [] : [{ label, before: value, after: next }]
  })
}

const inWords = ({ words, node }: Asked, value: unknown): Content => {
  if (value === null) return ''
  switch (kindOf(node)) {
    case 'choice':
      return words.choices?.[plain(value)] ?? plain(value)
    case 'lines':
      return linesOf(value).join(', ')
    case 'bilingual':
      return [String(partOf(value, 'ja')), ' / ', String(partOf(value, 'en'))]
    default:
      return plain(value)
  }
}

/** A single value as it is typed. */
const plain = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)

const nameOf = (path: string): string => path.split('.').at(-1) ?? ''
const partOf = (value: unknown, path: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === nameOf(path))?.[1] : ''
const linesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
