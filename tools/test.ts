/**
 * `npm test`: every *.test.ts of the project, or those whose path contains one of the words given.
 *
 * One embedded database cluster serves the whole run; each test file makes its own database in it. What a bare machine
 * lacks (a browser, a Debian package) is skipped by name; with CI=true a skipped test fails the run.
 */
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { addressVariable, startTestCluster } from '../test/support/cluster.ts'
import { closingCounts, isClosingCount, type Event, verdict } from './test-counts.ts'

const minutes = 60_000
/** Test files that run at the same time: as many as there are processors, but no more than the cluster serves well. */
const atOnce = Math.min(4, Math.max(2, availableParallelism()))

/** The test files to run, in order of path. */
const chosen = (words: readonly string[]): readonly string[] =>
  globSync('{src,demo,test,tools,bench}/**/*.test.ts')
    .filter(path => words.length === 0 || words.some(word => path.includes(word)))
    .sort()

/** Runs the files, prints what the runner says, and returns what it counted. */
const runFiles = async (files: readonly string[]): Promise<readonly Event[]> => {
  const counts: Event[] = []
  const events = run({ files, concurrency: atOnce, timeout: 5 * minutes })
  const withoutCounts = async function* (): AsyncGenerator<Event> {
    for await (const event of events as AsyncIterable<Event>)
      if (isClosingCount(event)) counts.push(event)
      else yield event
  }
  await pipeline(Readable.from(withoutCounts()), new spec(), process.stdout, { end: false })
  return counts
}

process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/node')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const files = chosen(process.argv.slice(2))
const cluster = await startTestCluster()
process.env[addressVariable] = cluster.url
const counts = await runFiles(files)
await cluster.stop()
const fault = verdict(counts, { files: files.length, ci: process.env['CI'] === 'true' })
if (fault !== null) {
  console.error(fault)
  process.exitCode = 1
}
console.log(closingCounts(counts))
