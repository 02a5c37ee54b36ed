import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { day } from '../src/kernel/day.ts'
import { readSource, guessMapping } from '../src/registry/index.ts'
import type { SourceDefinition, SourceRow } from '../src/registry/index.ts'
import { feedSourceNames, feedSources } from './feeds/sources.ts'
import type { FeedSource } from './feeds/sources.ts'
import { feedRows, generateFeeds } from './generate-feeds.ts'

const asOf = day('2026-11-25')

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sekimori-feeds-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const rowsIn = async (folder: string, name: FeedSource): Promise<readonly SourceRow[]> => {
  const rows: SourceRow[] = []
  for await (const batch of readSource(feedSources[name], [await readFile(join(folder, `${name}.csv`))])) {
    assert.ok(batch.ok, JSON.stringify(batch))
    rows.push(...batch.value)
  }
  return rows
}

test('every row of every generated file is read by its source, and the same seed gives the same octets', async () => {
  await inFolder(async folder => {
    const counts = await generateFeeds({ people: 3_000, seed: 7, out: folder, changed: 0, asOf })
    for (const name of feedSourceNames) {
      const rows = await rowsIn(folder, name)
      assert.deepEqual(rows.filter(row => !row.ok), [], name) // prettier-ignore
      assert.equal(rows.length, counts[name], name)
    }
    const before = await readFile(join(folder, 'students.csv'))
    await generateFeeds({ people: 3_000, seed: 7, out: folder, changed: 0, asOf })
    assert.deepEqual(await readFile(join(folder, 'students.csv')), before)
  })
})

test('the next night changes about the share of the people that was asked for, and brings new ones', async () => {
  await inFolder(async folder => {
    const options = { people: 5_000, seed: 3, out: folder, asOf }
    const hashes = async () =>
      new Map((await rowsIn(folder, 'students')).map(row => [row.key, row.ok ? row.hash : ''] as const))
    await generateFeeds({ ...options, changed: 0 })
    const first = await hashes()
    await generateFeeds({ ...options, changed: 0.02 })
    const second = await hashes()
    const keys = [...first.keys()]
    const changed = keys.filter(key => second.has(key) && second.get(key) !== first.get(key)).length
    const gone = keys.filter(key => !second.has(key)).length
    const fresh = [...second.keys()].filter(key => !first.has(key)).length
    assert.ok(changed > 20 && changed < 120, `${changed} changed`)
    assert.ok(gone > 0 && gone < 40, `${gone} gone`)
    assert.ok(fresh > 3 && fresh < 40, `${fresh} new`)
  })
})

for (const name of feedSourceNames)
  test(`the columns of ${name} are guessed as an officer mapped them`, () => {
    const { columns }: SourceDefinition = feedSources[name]
    assert.deepEqual(guessMapping(Object.values(columns)), columns)
  })

test('the made-up university holds the hard cases that the measurement is about', () => {
  const rows = [...feedRows({ people: 6_000, seed: 1, out: '', changed: 0, asOf: day('2026-11-25') })]
  const sourcesOf = Map.groupBy(rows, ({ person }) => person)
  assert.ok([...sourcesOf.values()].filter(own => own.length > 1).length > 200)
  assert.equal(new Set(rows.map(({ row }) => `${row.source}/${row.key}`)).size, rows.length)
  assert.deepEqual(new Set(rows.map(({ row }) => row.source)), new Set(Object.keys(feedSources)))
  assert.ok(
    rows.some(({ row }) => row.cells.givenRoman === '' && row.cells.familyRoman !== ''),
    'mononyms',
  )
  assert.ok(
    rows.some(({ row }) => row.cells.familyKanji?.includes('𠮷')),
    'rare characters',
  )
})
