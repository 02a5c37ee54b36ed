/** ○ What is typed after a command: flags made from its description, read strictly, and explained by `--help`. */
import { parseArgs } from 'node:util'
import { fill, say, type Bilingual, type Language } from '../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Command } from '../platform/command.ts'
import { text } from './text.ts'

const said = text.commandLine

/** list: may be given several times. json: an object, written as JSON; any: JSON where it is some, else text. */
export type FlagKind = 'text' | 'switch' | 'number' | 'list' | 'json' | 'any'

export type FlagShape = {
  /** As typed, without the two hyphens. */
  readonly name: string
  /** Under which name the value is handed on. */
  readonly as: string
  readonly kind: FlagKind
  readonly required: boolean
  readonly title: Bilingual | null
}

export type UsageRefusal = { readonly code: 'usage'; readonly sentence: Bilingual }

type Described = { readonly type?: string; readonly anyOf?: readonly Described[] }
type InputSchema = { readonly properties?: Readonly<Record<string, Described>>; readonly required?: readonly string[] }

const kinds: Readonly<Record<string, FlagKind>> = {
  boolean: 'switch',
  number: 'number',
  integer: 'number',
  array: 'list',
  object: 'json',
}

/** The flags of a use case: `accountId` of its input is `--account-id`. */
export const flagsOfInput = ({ properties = {}, required = [] }: InputSchema): readonly FlagShape[] =>
  Object.entries(properties).map(([as, described]) => ({
    name: as.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
    as,
    kind: kindOf(typeOf(described)),
    required: required.includes(as),
    title: null,
  }))

const kindOf = (type: string | undefined): FlagKind => (type === undefined ? 'any' : (kinds[type] ?? 'text'))

const typeOf = (described: Described): string | undefined =>
  described.type ?? described.anyOf?.map(typeOf).find(type => type !== 'null')

export const flagsOfCommand = ({ flags }: Command): readonly FlagShape[] =>
  Object.entries(flags).map(([name, { kind, required, title }]) => ({
    name,
    as: name,
    kind,
    required: required === true,
    title,
  }))

/** Reads what was typed. Whatever is not a flag of this command is refused, and named. */
export const readFlags = (
  words: readonly string[],
  shapes: readonly FlagShape[],
): Result<Readonly<Record<string, unknown>>, UsageRefusal> => {
  const options = Object.fromEntries(
    shapes.map(({ name, kind }) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
    ]),
  )
  const { tokens, values } = parseArgs({ args: [...words], options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') return usage(said.stray, { word: token.value })
    if (token.kind !== 'option') continue
    const shape = shapes.find(each => each.name === token.name)
    if (shape === undefined) return usage(said.unknownFlag, { flag: token.rawName })
    if (shape.kind === 'switch' && token.value !== undefined) return usage(said.noValue, { flag: token.rawName })
    if (shape.kind !== 'switch' && (token.value === undefined || (!token.inlineValue && token.value.startsWith('-'))))
      return usage(said.valueMissing, { flag: token.rawName })
  }
  return accept(
    Object.fromEntries(
      shapes.flatMap(shape =>
        values[shape.name] === undefined ? [] : [[shape.as, valueOf(values[shape.name], shape)]],
      ),
    ),
  )
}

/** The first flag that a command cannot do without and that is not there. */
export const missingFlag = (
  given: Readonly<Record<string, unknown>>,
  shapes: readonly FlagShape[],
): UsageRefusal | null => {
  const missing = shapes.find(({ as, required }) => required && given[as] === undefined)
  return missing === undefined
    ? null
    : { code: 'usage', sentence: fill(said.flagMissing, { flag: `--${missing.name}` }) }
}

const usage = (sentence: Bilingual, values: Readonly<Record<string, string>>): Result<never, UsageRefusal> =>
  refuse({ code: 'usage', sentence: fill(sentence, values) })

const valueOf = (given: unknown, { kind }: FlagShape): unknown => {
  if (typeof given !== 'string') return given
  if (kind === 'number') return Number(given)
  return kind === 'json' || kind === 'any' ? parsed(given) : given
}

const parsed = (given: string): unknown => {
  try {
    return JSON.parse(given)
  } catch {
    return given
  }
}

const placeholder: Readonly<Record<FlagKind, string>> = {
  text: ' …',
  switch: '',
  number: ' N',
  list: ' … …',
  json: " '{…}'",
  any: ' …',
}

/** What one command does and which flags it takes. */
export const helpOf = (
  { name, title }: { readonly name: string; readonly title: Bilingual },
  shapes: readonly FlagShape[],
  language: Language,
): string => {
  const lines = shapes.map(shape => {
    const flag = `--${shape.name}${placeholder[shape.kind]}`
    const wanted = shape.required ? say(said.needed, language) : ''
    return `  ${flag.padEnd(36)} ${[wanted, shape.title === null ? '' : say(shape.title, language)].filter(part => part !== '').join(' ')}`.trimEnd()
  })
  return [`sekimori ${name}`, `  ${say(title, language)}`, ...(lines.length > 0 ? [''] : []), ...lines, ''].join('\n')
}
