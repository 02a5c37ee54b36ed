/** What the first word of the command line asks for: the server, the worker, both, or one use case. */
import type { FastifyInstance } from 'fastify'
import { fill, say, type Bilingual, type Language } from '../kernel/bilingual.ts'
import type { Command } from '../platform/command.ts'
import { environment, readConfig, type Config } from '../platform/config/config.ts'
import type { MailServer } from '../platform/mail/sender.ts'
import { silentLog } from '../platform/telemetry/log.ts'
import { runAlone, runCommand, understand, usage, type Outcome } from './cli.ts'
import { open } from './open.ts'
import { makeServer } from './server.ts'
import { text } from './text.ts'
import { keepVaultFresh, startWorker } from './worker.ts'

/** Runs to the end of what was asked. Exit status: 0 done, 1 refused, 2 usage, 3 a fault of ours. */
export const run = async (words: readonly string[]): Promise<number> => {
  const language = languageOfShell()
  const [first] = words
  if (first === undefined || first === 'serve' || first === 'work') return start(first ?? 'both', language)
  try {
    return await command(words, language)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return 3
  }
}

const complain = (sentence: Bilingual, language: Language): 1 => {
  process.stderr.write(`${say(sentence, language)}\n`)
  return 1
}

const start = async (part: 'serve' | 'work' | 'both', language: Language): Promise<number> => {
  const config = readConfig(environment(), 'production')
  if (!config.ok) return complain(config.refusal.sentence, language)
  const opened = await open(config.value, {
    purpose: 'start',
    onNotice: notice => process.stderr.write(`${say(notice, language)}\n`),
  })
  if (!opened.ok) return complain(opened.refusal.sentence, language)
  const { system, close } = opened.value
  const worker = part === 'serve' ? null : await startWorker(system, mailServer(config.value))
  const server = part === 'work' ? null : await makeServer({ system, config: config.value })
  const rest = keepVaultFresh(system)
  const refused = server === null ? null : await listen(server, config.value)
  if (refused === null) await askedToEnd()
  rest()
  await server?.close()
  await worker?.stop()
  await close()
  return refused === null ? 0 : complain(refused, language)
}

/** Mails leave under the university's name from an address that nobody answers; replies go to the contact page. */
export const mailServer = ({ mailUrl, baseUrl }: Config): MailServer | null =>
  mailUrl === null ? null : { url: mailUrl, from: `no-reply@${new URL(baseUrl).hostname}` }

/** Listens on the configured port; a sentence when that cannot be. */
export const listen = async (
  server: FastifyInstance,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<Bilingual | null> => {
  try {
    await server.listen({ host, port })
    return null
  } catch (error) {
    const { code } = error as { code?: string }
    const sentence =
      code === 'EADDRINUSE'
        ? text.start.portTaken
        : code === 'EACCES'
          ? text.start.portForbidden
          : text.start.cannotListen
    return fill(sentence, { host, port, reason: code ?? 'unknown' })
  }
}

/** Resolves when somebody asks this process to end. Terminal and npm both pass on one Ctrl-C: further signals change nothing. */
export const askedToEnd = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })

const command = async (given: readonly string[], language: Language): Promise<number> => {
  const json = given.includes('--json')
  const words = given.filter(word => word !== '--json')
  if (words[0] === '--help' || words[0] === 'help') return tell({ status: 0, out: usage(language), err: '' })
  const understood = understand({ words, json, language })
  if (!understood.ok) return tell(understood.refusal.outcome)
  const alone = understood.value.kind === 'command' && (understood.value.command.alone ?? false) !== false
  const config = readConfig(environment(), 'command')
  if (!config.ok) return complain(config.refusal.sentence, language)
  const opened = alone ? null : await open(config.value, { purpose: 'beside', log: silentLog })
  if (opened !== null && !opened.ok) return complain(opened.refusal.sentence, language)
  const outcome = await runCommand(
    { system: opened?.value.system ?? null, config: config.value },
    { words, json, language },
  )
  await opened?.value.close()
  return tell(outcome)
}

const tell = ({ status, out, err }: Outcome): number => {
  process.stdout.write(out)
  process.stderr.write(err)
  return status
}

/** Runs a command of the demo: nothing is opened for it. */
export const runDemoCommand = async (commands: readonly Command[], given: readonly string[]): Promise<number> => {
  const words = given.filter(word => word !== '--json')
  const command = commands.find(each => each.name === words.slice(0, 2).join(' ')) ?? null
  const outcome = await runAlone(command, words.slice(2), {
    json: words.length < given.length,
    language: languageOfShell(),
  })
  return tell(outcome)
}

const languageOfShell = (): Language => (environment()['LANG']?.startsWith('ja') === true ? 'ja' : 'en')
