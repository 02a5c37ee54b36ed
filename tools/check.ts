/**
 * `npm run check`: one line per check, and the first problems of those that object. With words given, those checks alone.
 *
 * Checks know nothing of each other and run two at a time, the longest first.
 */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { inLine, type Outcome } from './check-outcome.ts'

const bin = (name: string): string => `node_modules/.bin/${name}`
const sources = '{src,demo,test,tools,bench}/**/*.{ts,css,js,json}'

/** Each check is a command that is silent or says what is wrong, and whose exit code is the answer. */
const checks: Readonly<Record<string, readonly string[]>> = {
  golden: [process.execPath, 'tools/golden.ts'],
  format: [
    bin('prettier'),
    '--check',
    '--cache',
    '--log-level',
    'warn',
    '--no-error-on-unmatched-pattern',
    sources,
    '*.json',
  ],
  types: [bin('tsc'), '-p', '.'],
  lint: [bin('oxlint'), '--quiet', '--format', 'unix'],
  'dead exports': [bin('knip'), '--no-progress', '--no-config-hints', '--reporter', 'compact'],
  boundaries: [process.execPath, 'tools/check-boundaries.ts'],
  texts: [process.execPath, 'tools/check-texts.ts'],
  papers: [process.execPath, 'tools/check-papers.ts'],
}

const perform = async (name: string, [command = '', ...words]: readonly string[]): Promise<Outcome> => {
  const began = performance.now()
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise<number>(resolve => {
    child.on('close', exit => {
      resolve(exit ?? 1)
    })
    child.on('error', error => {
      said.push(Buffer.from(error.message))
      resolve(1)
    })
  })
  return { name, well: code === 0, seconds: (performance.now() - began) / 1000, said: Buffer.concat(said).toString() }
}

/** Performs the checks, two at a time, and prints each as it ends. Returns whether all are well. */
const performAll = async (names: readonly string[]): Promise<boolean> => {
  const waiting = [...names]
  let allWell = true
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const outcome = await perform(name, checks[name] ?? [])
      console.log(inLine(outcome))
      allWell &&= outcome.well
    }
  }
  await Promise.all([worker(), worker()])
  return allWell
}

process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node')
const wanted = process.argv.slice(2)
const unknown = wanted.filter(word => !Object.keys(checks).some(name => name.includes(word)))
const names = Object.keys(checks).filter(name => wanted.length === 0 || wanted.some(word => name.includes(word)))
if (unknown.length > 0)
  console.error(`no such check: ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`)
if (unknown.length > 0 || !(await performAll(names))) process.exitCode = 1
