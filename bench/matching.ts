/**
 * Claim: over a whole university whose truth is known, no two people are ever joined by the machine, and few of those
 * who are in two files are missed.
 *
 * Reads the generated files as an import would, source after source, and plays the human for every case with the truth.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { feedSourceNames, feedSources } from '../demo/feeds/sources.ts'
import { generateFeeds } from '../demo/generate-feeds.ts'
import { day } from '../src/kernel/day.ts'
import { blockingKeysOf } from '../src/registry/matching/blocking.ts'
import { matchRecord } from '../src/registry/matching/match.ts'
import type { Candidate, MatchRecord, Scored } from '../src/registry/matching/match.ts'
import { readSource } from '../src/registry/sources/read-source.ts'
import { recordOf } from '../src/registry/sources/source-names.ts'
import { readTruth } from '../test/support/match-truth.ts'

type Person = { candidate: Candidate; readonly truth: string }

const counts = {
  rows: 0, quarantined: 0, compared: 0, automatic: 0, falseMerges: 0, cases: 0, casesTrue: 0, missed: 0, pairs: 0,
  conflicts: 0, severalCandidates: 0,
} // prettier-ignore
const missedBy = new Map<string, number>()

const main = async (people: number, seed: number, explain: boolean): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sekimori-bench-'))
  try {
    const began = performance.now()
    await generateFeeds({ people, seed, out: folder, changed: 0, asOf: day('2026-11-25') })
    row('matching.generate', (performance.now() - began) / 1000, 's')
    const truth = await readTruth(join(folder, 'truth.csv'))
    const known = new Map<string, Person>()
    const blocks = new Map<string, string[]>()
    let matching = 0
    const started = performance.now()
    for (const name of feedSourceNames)
      for await (const batch of readSource(feedSources[name], createReadStream(join(folder, `${name}.csv`)))) {
        if (!batch.ok) throw new Error(JSON.stringify(batch.refusal))
        const from = performance.now()
        for (const read of batch.value) {
          if (!read.ok) {
            counts.quarantined++
            if (explain && counts.quarantined < 20) console.error('quarantined', name, read)
            continue
          }
          const record = recordOf(feedSources[name], read.key, read.values)
          settle(record, truth.get(`${name}/${read.key}`) ?? '', { people: known, blocks, explain })
        }
        matching += performance.now() - from
      }
    report(people, { reading: performance.now() - started - matching, matching })
  } finally {
    await rm(folder, { recursive: true })
  }
}

type Registry = {
  readonly people: Map<string, Person>
  readonly blocks: Map<string, string[]>
  readonly explain: boolean
}

const settle = (record: MatchRecord, truth: string, registry: Registry): void => {
  counts.rows++
  const keys = blockingKeysOf({ ...record, numbers: numbersOf(record) })
  const ids = new Set(keys.flatMap(key => registry.blocks.get(key) ?? []))
  const candidates = [...ids].flatMap(id => registry.people.get(id)?.candidate ?? [])
  counts.compared += candidates.length
  const verdict = matchRecord(record, candidates)
  const known = registry.people.get(truth)
  if (known !== undefined) counts.pairs++
  const note = (what: string, who: readonly Scored[]): void => {
    if (registry.explain)
      console.error(what, JSON.stringify({ record, truth, who: who.slice(0, 2), known: known?.candidate }))
  }
  if (verdict.is === 'certain') {
    counts.automatic++
    if (registry.people.get(verdict.who.id)?.truth !== truth) {
      counts.falseMerges++
      note('FALSE', [verdict.who])
    }
  } else if (verdict.is === 'new') {
    if (known !== undefined) {
      counts.missed++
      missedBy.set(record.source, (missedBy.get(record.source) ?? 0) + 1)
      note('MISSED', [])
    }
  } else {
    counts.cases++
    if (verdict.is === 'conflict') counts.conflicts++
    if (verdict.candidates.length > 1) counts.severalCandidates++
    if (verdict.candidates.some(({ id }) => id === truth)) counts.casesTrue++
    else {
      note('NEEDLESS', verdict.candidates)
      if (known !== undefined) counts.missed++
    }
  }
  remember(record, truth, keys, registry)
}

/** What a person would know afterwards; a missed record stays apart, as it would in life, but is not counted twice. */
const remember = (record: MatchRecord, truth: string, keys: readonly string[], registry: Registry): void => {
  const known = registry.people.get(truth)
  const fresh: Candidate = {
    id: truth,
    numbers: [{ source: record.source, key: record.key, keyNames: record.keyNames, current: true }],
    names: record.names,
    birthDate: record.birthDate,
    birthDateVerified: record.vouchedBy === 'office',
    sex: record.sex,
    mails: record.vouchedBy === 'office' ? record.mails : [],
    phones: record.vouchedBy === 'office' ? record.phones : [],
  }
  const candidate = known === undefined ? fresh : joined(known.candidate, fresh)
  registry.people.set(truth, { candidate, truth })
  for (const key of keys) {
    const ids = registry.blocks.get(key)
    if (ids === undefined) registry.blocks.set(key, [truth])
    else if (!ids.includes(truth)) ids.push(truth)
  }
}

const joined = (a: Candidate, b: Candidate): Candidate => ({
  ...a,
  numbers: [...a.numbers, ...b.numbers],
  names: [...a.names, ...b.names],
  birthDate: a.birthDate ?? b.birthDate,
  mails: [...a.mails, ...b.mails],
  phones: [...a.phones, ...b.phones],
})

const numbersOf = ({ source, key, previousKey }: MatchRecord) =>
  [key, previousKey].flatMap(number => (number === null ? [] : [{ source, key: number }]))

const row = (name: string, value: number, unit: string): void => {
  process.stdout.write(`${name}  ${Number(value.toFixed(4))}  ${unit}\n`)
}

const report = (people: number, time: { readonly reading: number; readonly matching: number }): void => {
  row('matching.people', people, 'people')
  row('matching.rows', counts.rows, 'rows')
  row('matching.quarantined', counts.quarantined, 'rows')
  row('matching.false-merges', counts.falseMerges, 'rows')
  row('matching.true-pairs', counts.pairs, 'pairs')
  row('matching.recall', (100 * (counts.pairs - counts.missed)) / counts.pairs, '%')
  row('matching.automatic', (100 * counts.automatic) / counts.pairs, '% of true pairs')
  row('matching.cases', counts.cases, 'cases')
  row('matching.cases-true', (100 * counts.casesTrue) / Math.max(1, counts.cases), '% of cases')
  row('matching.cases-conflict', counts.conflicts, 'cases')
  row('matching.cases-several', counts.severalCandidates, 'cases')
  row('matching.compared', counts.compared / counts.rows, 'candidates/row')
  row('matching.read', counts.rows / (time.reading / 1000), 'rows/s')
  row('matching.match', counts.rows / (time.matching / 1000), 'rows/s')
  for (const [source, missed] of missedBy) row(`matching.missed-${source}`, missed, 'rows')
}

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    explain: { type: 'boolean', default: false },
  },
})
await main(Number(values.people), Number(values.seed), values.explain)
