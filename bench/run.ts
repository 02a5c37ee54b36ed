/**
 * `npm run bench -- [name] [--people N]`: every claim about speed, one row each, the machine named above. Each bench is a
 * file of this folder, run in a process of its own; the ratio is to its last run with the same flags on this machine.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { findPrograms } from '../src/platform/postgres/programs.ts'

const folder = import.meta.dirname
const lastFile = `${folder}/last.json`

const { values, positionals } = parseArgs({ options: { people: { type: 'string' } }, allowPositionals: true })
const flags = values.people === undefined ? [] : ['--people', values.people]
const [wanted] = positionals
const benches = readdirSync(folder)
  .filter(name => name.endsWith('.ts') && name !== 'run.ts')
  .map(name => name.slice(0, -3))

const readLast = (): Record<string, number> => {
  try {
    return JSON.parse(readFileSync(lastFile, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}

const last = readLast()

const shown = (line: string): string => {
  const [, name = '', value = ''] = /^(\S+) {2}(\S+) {2}/.exec(line) ?? []
  if (name === '') return line
  const key = [name, ...flags].join(' ')
  const before = last[key]
  last[key] = Number(value)
  return before === undefined || before === 0 ? line : `${line}  [${(Number(value) / before).toFixed(2)} of last]`
}

/** @returns its exit status */
const runBench = async (name: string): Promise<number> => {
  const child = spawn(process.execPath, [`${folder}/${name}.ts`, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number>(resolve => child.once('close', code => resolve(code ?? 1)))
  for await (const line of createInterface({ input: child.stdout })) process.stdout.write(`${shown(line)}\n`)
  return ended
}

const chosen = wanted === undefined ? benches : benches.filter(name => name === wanted)
if (chosen.length === 0) {
  process.stderr.write(`There is no bench ${wanted ?? ''}. There are: ${benches.join(', ')}\n`)
  process.exit(2)
}
const memory = Math.round(totalmem() / 1024 ** 3)
const postgres = findPrograms().map(({ major, from }) => `${major} (${from})`).join(', ') // prettier-ignore
process.stdout.write(
  `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${memory} GiB, Node ${process.version}, PostgreSQL ${postgres}\n\n`,
)
for (const name of chosen) {
  const status = await runBench(name)
  if (status !== 0) process.exitCode = 1
}
writeFileSync(lastFile, `${JSON.stringify(last, null, 2)}\n`)
