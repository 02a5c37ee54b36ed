/**
 * The command line: every use case and every operators' command, generated from the catalogue. It acts as the operator of
 * this machine. Exit status: 0 done, 1 refused, 2 usage, 3 a fault of ours.
 */
import { userInfo } from 'node:os'
import type { z } from 'zod'
import { fill, say, type Bilingual, type Language } from '../kernel/bilingual.ts'
import { accept, refuse, type Refusal, type Result } from '../kernel/result.ts'
import type { Command, Terminal } from '../platform/command.ts'
import type { Config } from '../platform/config/config.ts'
import { randomId } from '../platform/random.ts'
import type { System } from '../platform/system.ts'
import { perform, type AnyUseCase, type Context, type UseCase } from '../platform/use-case.ts'
import { inputSchema } from './api.ts'
import { catalogue, useCaseNamed } from './catalogue.ts'
import { commands } from './commands.ts'
import { flagsOfCommand, flagsOfInput, helpOf, missingFlag, readFlags, type FlagShape } from './flags.ts'
import { text } from './text.ts'
import { drain } from './worker.ts'
import { wordsOf } from './words.ts'

export type Outcome = { readonly status: 0 | 1 | 2 | 3; readonly out: string; readonly err: string }

export type Asked = { readonly words: readonly string[]; readonly json: boolean; readonly language: Language }

type Callable = UseCase<z.ZodType, unknown, unknown, unknown, unknown, Refusal>

/** The command of these words, with its flags still unread; null when it is a use case or nothing. */
export const commandNamed = (words: readonly string[]): Command | null =>
  commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' ')) ?? null

export const usage = (language: Language): string => {
  const line = (name: string, title: Bilingual): string => `  ${name.padEnd(36)} ${say(title, language)}`
  return [
    'sekimori <module> <verb> [--flag value] [--json]',
    '',
    ...commands.map(command => line(command.name, command.title)),
    ...catalogue.map(useCase => line(useCase.name.replace('.', ' '), useCase.title)),
    '',
  ].join('\n')
}

/** What a command line finds: the settings, and the open system where the command does not open its own. */
export type Found = { readonly system: System | null; readonly config: Config | null }

type Understood =
  | { readonly kind: 'command'; readonly command: Command; readonly flags: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'use-case'
      readonly useCase: AnyUseCase
      readonly input: unknown
      readonly second: Context['second'] | null
    }

/**
 * What a command line asks for, before anything is opened; or an outcome where nothing needs to be: help, or a usage error that
 * says what is wrong.
 */
export const understand = ({
  words,
  json,
  language,
}: Asked): Result<Understood, { readonly code: 'settled'; readonly outcome: Outcome }> => {
  const command = commandNamed(words)
  const useCase = useCaseNamed(words.slice(0, 2).join('.'))
  const known = command ?? (useCase === null ? null : { name: useCase.name.replace('.', ' '), title: useCase.title })
  if (known === null) return settled({ status: 2, out: '', err: usage(language) })
  const shapes = command !== null ? flagsOfCommand(command) : useCase === null ? [] : flagsOfInput(inputSchema(useCase))
  if (words.includes('--help') || words.includes('-h'))
    return settled({
      status: 0,
      out: helpOf(known, command === null ? [...shapes, ...twoPersons] : shapes, language),
      err: '',
    })
  const after = words.slice(known.name.split(' ').length)
  const { rest, second } = command === null ? takeSecond(after) : { rest: after, second: null }
  const read = readFlags(rest, shapes)
  const wrong = read.ok ? (command === null ? null : missingFlag(read.value, shapes)) : read.refusal
  if (!read.ok || wrong !== null)
    return settled(usageError(wrong?.sentence ?? text.commandLine.stray, known.name, { json, language }))
  if (command !== null) return accept({ kind: 'command', command, flags: read.value })
  return useCase === null
    ? settled({ status: 2, out: '', err: usage(language) })
    : accept({ kind: 'use-case', useCase, input: read.value, second })
}

const settled = (outcome: Outcome) => refuse({ code: 'settled' as const, outcome })

const twoPersons: readonly FlagShape[] = ['second', 'approval'].map(name => ({
  name,
  as: name,
  kind: 'text',
  required: false,
  title: text.commandLine.twoPersons,
}))

/** Runs one command line. */
export const runCommand = async (found: Found, asked: Asked): Promise<Outcome> => {
  const { system } = found
  const understood = understand(asked)
  if (!understood.ok) return understood.refusal.outcome
  const { json, language } = asked
  const terminal = terminalOf(json, language)
  if (understood.value.kind === 'command') {
    const { command, flags } = understood.value
    return report(await runWith(command, found, flags, terminal), asked, command)
  }
  if (system === null) throw new Error('a use case was run before the database was opened')
  const { useCase, ...call } = understood.value
  const result = await callUseCase(system, useCase, call, terminal)
  if (result.ok) await drain(system)
  return report(result, asked)
}

/** Runs a command that needs nothing opened. */
export const runAlone = async (
  command: Command | null,
  words: readonly string[],
  { json, language }: Pick<Asked, 'json' | 'language'>,
): Promise<Outcome> => {
  if (command === null) return { status: 2, out: '', err: usage(language) }
  const shapes = flagsOfCommand(command)
  if (words.includes('--help')) return { status: 0, out: helpOf(command, shapes, language), err: '' }
  const read = readFlags(words, shapes)
  const wrong = read.ok ? missingFlag(read.value, shapes) : read.refusal
  if (!read.ok || wrong !== null)
    return usageError(wrong?.sentence ?? text.commandLine.stray, command.name, { json, language })
  const nothing = { system: null, config: null }
  const done = await runWith(command, nothing, read.value, terminalOf(json, language))
  return report(done, { words: command.name.split(' '), json, language }, command)
}

const terminalOf = (json: boolean, language: Language): Terminal => ({
  operator: userInfo().username,
  language,
  say: line => {
    if (!json) process.stderr.write(`${typeof line === 'string' ? line : say(line, language)}\n`)
  },
})

const runWith = async (
  command: Command,
  { system, config }: { readonly system: System | null; readonly config: Config | null },
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<Result<unknown>> => {
  const given = asTyped(flags)
  if (command.alone === true) return command.run(null, given, terminal)
  if (command.alone === 'with settings' && config !== null) return command.run(config, given, terminal)
  if (command.alone === 'with settings' || system === null)
    throw new Error(`${command.name} was run before what it needs was opened`)
  return command.run(system, given, terminal)
}

const asTyped = (flags: Readonly<Record<string, unknown>>): Readonly<Record<string, string | true>> =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]): readonly (readonly [string, string | true])[] =>
      value === true || typeof value === 'string' ? [[name, value]] : [],
    ),
  )

const callUseCase = (
  system: System,
  useCase: AnyUseCase,
  { input, second }: { readonly input: unknown; readonly second: Context['second'] | null },
  terminal: Terminal,
): Promise<Result<unknown>> =>
  perform(useCase as unknown as Callable, input, {
    actor: { kind: 'operator', name: terminal.operator },
    now: system.clock.now(),
    channel: 'cli',
    language: terminal.language,
    address: null,
    requestId: randomId(),
    system,
    ...(second == null ? {} : { second }),
  })

/** `--second USERNAME --approval CODE`: the officer whose leave the operator brings for what takes two persons. */
const takeSecond = (
  words: readonly string[],
): { readonly rest: readonly string[]; readonly second: Context['second'] | null } => {
  const apart = words.flatMap(word => /^(--(?:second|approval))=(.*)$/s.exec(word)?.slice(1) ?? [word])
  const [user, code] = [apart.indexOf('--second'), apart.indexOf('--approval')]
  const [username, given] = [apart[user + 1], apart[code + 1]]
  if (user < 0 || code < 0 || username === undefined || given === undefined) return { rest: words, second: null }
  const rest = apart.filter((_word, at) => ![user, user + 1, code, code + 1].includes(at))
  return { rest, second: { username, code: given } }
}

const report = (
  result: Result<unknown>,
  { words, json, language }: Asked,
  command: Pick<Command, 'read' | 'status'> = {},
): Outcome => {
  if (result.ok) {
    const { read = readable, status = () => 0 as const } = command
    const out = json ? JSON.stringify(result.value ?? null) : read(result.value, language)
    return { status: status(result.value), out: `${out}\n`, err: '' }
  }
  const isInput = result.refusal.code === 'input.wrong'
  const fields = isInput && !json ? wrongFields(result.refusal, words, language) : ''
  return { status: isInput ? 2 : 1, out: '', err: `${fields}${refusalLine(result.refusal, json, language)}` }
}

/** One line for each flag whose value is not taken, with the words of its code where it has some. */
const wrongFields = (refusal: Refusal, words: readonly string[], language: Language): string => {
  const { fields = {} } = refusal as { readonly fields?: Readonly<Record<string, string>> }
  const useCase = useCaseNamed(words.slice(0, 2).join('.'))
  const shapes = useCase === null ? [] : flagsOfInput(inputSchema(useCase))
  return Object.entries(fields)
    .map(([field, code]) => {
      const [top = ''] = field.split('.')
      const flag = `--${shapes.find(({ as }) => as === top)?.name ?? field}`
      return `${say(fill(text.commandLine.wrongField, { flag, problem: say(wordsOf({ code }), language) }), language)}\n`
    })
    .join('')
}

const refusalLine = (refusal: Refusal, json: boolean, language: Language): string =>
  json ? `${JSON.stringify(refusal)}\n` : `${say(wordsOf(refusal), language)}\n${JSON.stringify(refusal)}\n`

const readable = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? 'done', null, 2)

const usageError = (
  sentence: Bilingual,
  name: string,
  { json, language }: Pick<Asked, 'json' | 'language'>,
): Outcome => {
  const more = fill(text.commandLine.more, { name })
  const err = json
    ? JSON.stringify({ code: 'usage', message: say(sentence, language) })
    : `${say(sentence, language)}\n${say(more, language)}`
  return { status: 2, out: '', err: `${err}\n` }
}

/** The words that call a use case with this input: what `readFlags` reads back. */
export const commandOf = (name: string, input: Readonly<Record<string, unknown>>): string =>
  [
    'npx sekimori',
    ...name.split('.'),
    ...Object.entries(input).map(([flag, value]) => `--${kebab(flag)} ${quoted(value)}`),
  ].join(' ')

/** For a shell: plain where nothing in it could be taken for something else. */
const quoted = (value: unknown): string => {
  const word = typeof value === 'string' ? value : JSON.stringify(value)
  return /^[\w.:@/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
