/**
 * The command line: every use case and every operators' command, generated from the catalogue. It acts as the operator of
 * this machine. Exit status: 0 done, 1 refused, 2 usage, 3 a fault of ours.
 */
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { say, type Bilingual, type Language } from '../kernel/bilingual.ts'
import { accept, refuse, type Refusal, type Result } from '../kernel/result.ts'
import type { Command, Terminal } from '../platform/command.ts'
import type { Config } from '../platform/config/config.ts'
import { randomId } from '../platform/random.ts'
import type { System } from '../platform/system.ts'
import { perform, type AnyUseCase, type Context, type UseCase } from '../platform/use-case.ts'
import { inputSchema } from './api.ts'
import { catalogue, useCaseNamed } from './catalogue.ts'
import { commands } from './commands.ts'
import { drain } from './worker.ts'
import { wordsOf } from './words.ts'

export type Outcome = { readonly status: 0 | 1 | 2 | 3; readonly out: string; readonly err: string }

export type Asked = { readonly words: readonly string[]; readonly json: boolean; readonly language: Language }

type Callable = UseCase<z.ZodType, unknown, unknown, unknown, unknown, Refusal>

/** The command of these words, with its flags still unread; null when it is a use case or nothing. */
export const commandNamed = (words: readonly string[]): Command | null =>
  commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' ')) ?? null

/** Whether the words name something, so that nothing is opened for a typing mistake. */
export const isKnown = (words: readonly string[]): boolean =>
  commandNamed(words) !== null || useCaseNamed(words.slice(0, 2).join('.')) !== null

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
export type Found = { readonly system: System | null; readonly config: Config }

/** Runs one command line. */
export const runCommand = async (found: Found, { words, json, language }: Asked): Promise<Outcome> => {
  const { system } = found
  const terminal = terminalOf(json, language)
  const command = commandNamed(words)
  if (command !== null) {
    const flags = readFlags(words.slice(command.name.split(' ').length), command)
    return flags.ok
      ? report(await runWith(command, found, flags.value, terminal), { json, language }, command)
      : usageError(flags.refusal.sentence)
  }
  const useCase = useCaseNamed(words.slice(0, 2).join('.'))
  if (useCase === null || system === null) return usageError(usage(language))
  const { rest, second } = takeSecond(words.slice(2))
  const input = readInput(rest, useCase)
  if (!input.ok) return usageError(input.refusal.sentence)
  const result = await callUseCase(system, useCase, { input: input.value, second }, terminal)
  if (result.ok) await drain(system)
  return report(result, { json, language })
}

/** Runs a command that needs nothing opened. */
export const runAlone = async (
  command: Command | null,
  words: readonly string[],
  { json, language }: Pick<Asked, 'json' | 'language'>,
): Promise<Outcome> => {
  if (command === null) return usageError(usage(language))
  const flags = readFlags(words, command)
  if (!flags.ok) return usageError(flags.refusal.sentence)
  const result = await runWith(command, { system: null, config: null }, flags.value, terminalOf(json, language))
  return report(result, { json, language }, command)
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
  flags: Readonly<Record<string, string | true | undefined>>,
  terminal: Terminal,
): Promise<Result<unknown>> => {
  if (command.alone === true) return command.run(null, flags, terminal)
  if (command.alone === 'with settings' && config !== null) return command.run(config, flags, terminal)
  if (command.alone === 'with settings' || system === null)
    throw new Error(`${command.name} was run before what it needs was opened`)
  return command.run(system, flags, terminal)
}

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
  { json, language }: Pick<Asked, 'json' | 'language'>,
  command: Pick<Command, 'read' | 'status'> = {},
): Outcome => {
  if (!result.ok)
    return {
      status: result.refusal.code === 'input.wrong' ? 2 : 1,
      out: '',
      err: refusalLine(result.refusal, json, language),
    }
  const { read = readable, status = () => 0 as const } = command
  const out = json ? JSON.stringify(result.value ?? null) : read(result.value, language)
  return { status: status(result.value), out: `${out}\n`, err: '' }
}

const refusalLine = (refusal: Refusal, json: boolean, language: Language): string =>
  json ? `${JSON.stringify(refusal)}\n` : `${say(wordsOf(refusal), language)}\n${JSON.stringify(refusal)}\n`

const readable = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? 'done', null, 2)

const usageError = (sentence: string): Outcome => ({ status: 2, out: '', err: `${sentence}\n` })

type UsageRefusal = { readonly code: 'usage'; readonly sentence: string }
const usageRefusal = (sentence: string): Result<never, UsageRefusal> => refuse({ code: 'usage', sentence })

const readFlags = (
  words: readonly string[],
  command: Command,
): Result<Readonly<Record<string, string | true | undefined>>, UsageRefusal> => {
  const options = Object.fromEntries(
    Object.entries(command.flags).map(([name, flag]) => [
      name,
      { type: flag.kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const { values } = parseArgs({ args: [...words], options, strict: true, allowPositionals: false })
    const missing = Object.entries(command.flags).find(
      ([name, flag]) => flag.required === true && values[name] === undefined,
    )
    if (missing !== undefined) return usageRefusal(`${command.name}: --${missing[0]} is missing`)
    return accept(values as Readonly<Record<string, string | true | undefined>>)
  } catch (error) {
    return usageRefusal(`${command.name}: ${error instanceof Error ? error.message : 'the flags could not be read'}`)
  }
}

type Property = { readonly type?: string; readonly anyOf?: readonly Property[] }

/** `--account-id X --dry-run` → { accountId: 'X', dryRun: true }, each value of the type that the input asks for. */
const readInput = (words: readonly string[], useCase: AnyUseCase): Result<unknown, UsageRefusal> => {
  const properties = (inputSchema(useCase)['properties'] ?? {}) as Readonly<Record<string, Property>>
  const options = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      kebab(name),
      {
        type: typeOf(property) === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: typeOf(property) === 'array',
      },
    ]),
  )
  try {
    const { values } = parseArgs({ args: [...words], options, strict: true, allowPositionals: false })
    return accept(
      Object.fromEntries(
        Object.entries(properties)
          .map(([name, property]) => [name, valueOf(values[kebab(name)], property)] as const)
          .filter(([, value]) => value !== undefined),
      ),
    )
  } catch (error) {
    return usageRefusal(`${useCase.name}: ${error instanceof Error ? error.message : 'the flags could not be read'}`)
  }
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

const typeOf = (property: Property): string | undefined =>
  property.type ?? property.anyOf?.map(typeOf).find(type => type !== 'null')

const valueOf = (given: unknown, property: Property): unknown => {
  if (typeof given !== 'string') return given
  const type = typeOf(property)
  if (type === 'number' || type === 'integer') return Number(given)
  if (type === 'object') return parsed(given)
  return given
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
