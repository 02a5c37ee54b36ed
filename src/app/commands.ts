/** What operators type beside the use cases: the modules' own commands, and those that run a whole chain to its end. */
import { readFileSync } from 'node:fs'
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import type { Command, Terminal } from '../platform/command.ts'
import type { System } from '../platform/system.ts'
import { importFile, quarantineWords, type ImportProgress, type Quarantined } from '../registry/index.ts'
import { modules } from './modules.ts'
import { backupCreate, backupRestore } from './operators/backup.ts'
import { doctor } from './operators/doctor.ts'
import { rotateMasterKeyCommand } from './operators/master-key.ts'
import { text } from './text.ts'
import { drain } from './worker.ts'

const said = text.commands

const fileAt = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** Stages, rehearses and, where no brake holds it, applies; then everything that follows, to its end. */
const registryImport: Command = {
  name: 'registry import',
  title: said.import,
  flags: {
    source: { kind: 'text', required: true, title: said.source },
    file: { kind: 'text', required: true, title: said.file },
    rehearse: { kind: 'switch', title: said.rehearse },
    delta: { kind: 'switch', title: said.delta },
    'as-of': { kind: 'text', title: said.asOf },
  },
  run: async (system, flags, terminal) => {
    const path = String(flags['file'])
    const file = fileAt(path)
    if (file === null) return refuse({ code: 'file.unreadable', path })
    return carry(system, { ...flags, file }, terminal)
  },
}

type Order = {
  readonly source?: string | true
  readonly file: Uint8Array
  readonly rehearse?: string | true
  readonly delta?: string | true
  readonly 'as-of'?: string | true
}

const carry = async (system: System, order: Order, terminal: Terminal): Promise<Result<unknown>> => {
  const result = await importFile(system, {
    source: String(order.source),
    file: order.file,
    rehearseOnly: order.rehearse === true,
    mode: order.delta === true ? 'delta' : 'full',
    ...(typeof order['as-of'] === 'string' ? { asOf: order['as-of'] } : {}),
    actor: { kind: 'operator', name: terminal.operator },
    tell: progress => terminal.say(progressLine(progress)),
  })
  if (!result.ok) return result
  const { quarantined, counts } = result.value
  for (const each of quarantined.slice(0, rowsTold)) terminal.say(setAside(each))
  const untold = (counts.quarantine ?? 0) - rowsTold
  if (untold > 0) terminal.say(fill(said.setAsideMore, { count: untold }))
  terminal.say(said.states[result.value.state])
  if (result.value.state !== 'rehearsed') terminal.say(followed(await drain(system)))
  return accept(result.value)
}

/** More than a screen of rows helps nobody at a terminal. */
const rowsTold = 20

const setAside = ({ line, column, reason }: Quarantined): Bilingual => {
  const why = quarantineWords(reason)
  return {
    ja: fill(said.setAside, { line, column, why: why.ja }).ja,
    en: fill(said.setAside, { line, column, why: why.en }).en,
  }
}

/** Counts, rate and the time left, for whoever waits at the terminal. */
const progressLine = ({ done, total, secondsSoFar }: ImportProgress): Bilingual => {
  const perSecond = done / Math.max(secondsSoFar, 0.001)
  return fill(said.progress, {
    done,
    total,
    rate: Math.round(perSecond),
    left: Math.ceil((total - done) / Math.max(perSecond, 1)),
  })
}

const followed = ({ done }: { readonly done: number }): Bilingual => fill(said.followed, { done })

export const commands: readonly Command[] = [
  registryImport,
  backupCreate,
  backupRestore,
  doctor,
  rotateMasterKeyCommand,
  ...modules.flatMap(module => module.commands ?? []),
]
