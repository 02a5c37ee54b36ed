import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenFiles, brokenFilesSource } from '../../../test/support/broken-files.ts'
import { readSource } from './read-source.ts'
import type { SourceDefinition, SourceRefusal, SourceRow } from './source.ts'

/** The rows as a registry would hold them after staging: the last word on each line. */
const staged = async (definition: SourceDefinition, chunks: readonly Uint8Array[]) => {
  const rows = new Map<number, SourceRow>()
  let refusal: SourceRefusal | null = null
  for await (const batch of readSource(definition, chunks))
    if (batch.ok) for (const row of batch.value) rows.set(row.line, row)
    else refusal = batch.refusal
  return { rows: [...rows.values()].sort((a, b) => a.line - b.line), refusal }
}

const cut = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))

for (const broken of brokenFiles)
  for (const size of [65_536, 7])
    if (broken.bytes.length < 10_000 || size > 7)
      test(`broken file: ${broken.name}, in chunks of ${size}`, async () => {
        const { rows, refusal } = await staged(brokenFilesSource, cut(broken.bytes, size))
        if ('refused' in broken) {
          assert.ok(refusal !== null, 'the file is refused')
          assert.deepEqual({ code: refusal.code, line: refusal.line, column: refusal.column }, broken.refused)
          return
        }
        assert.equal(refusal, null)
        const bad = rows.flatMap(row =>
          row.ok ? [] : [{ line: row.line, column: row.column, reason: row.reason, key: row.key }],
        )
        assert.deepEqual(bad, broken.quarantined)
        assert.equal(rows.length - bad.length, broken.good)
      })
