/** A small university whose truth is known, through the whole import: nobody is joined wrongly, and few are missed. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { feedSourceNames } from '../../demo/feeds/sources.ts'
import { generateFeeds } from '../../demo/generate-feeds.ts'
import { judgeMatching } from '../support/match-truth.ts'
import { registryWorld } from '../support/registry-world.ts'
import { day } from '../../src/kernel/day.ts'
import { importFile } from '../../src/registry/imports/operate.ts'

const people = 2000
const leastRecall = 0.98
const leastAutomatic = 0.5

test('of 2,000 people in five files no two are joined by the machine, and of true pairs few are missed', async () => {
  const { system } = await registryWorld()
  const folder = await mkdtemp(join(tmpdir(), 'sekimori-matching-'))
  try {
    await generateFeeds({ people, seed: 7, out: folder, changed: 0, asOf: day('2026-11-25') })
    for (const source of feedSourceNames) {
      const file = await readFile(join(folder, `${source}.csv`))
      const done = await importFile(system, { source, file })
      assert.ok(done.ok && done.value.state === 'applied', JSON.stringify(done))
    }
    const judged = await judgeMatching(system.database.read, join(folder, 'truth.csv'))
    assert.equal(judged.falseMerges, 0)
    assert.ok(judged.truePairs > 80, `${judged.truePairs} true pairs are too few to judge by`)
    assert.ok(judged.automatic + judged.asked >= leastRecall * judged.truePairs, JSON.stringify(judged))
    assert.ok(judged.automatic >= leastAutomatic * judged.truePairs, JSON.stringify(judged))
  } finally {
    await rm(folder, { recursive: true })
  }
})
