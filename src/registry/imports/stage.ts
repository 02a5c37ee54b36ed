/** ● Takes a file apart into staged rows: streaming, bounded, nothing decided yet. */
import { createHash } from 'node:crypto'
import type { Day } from '../../kernel/day.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import { printBirth, sealBirth } from '../matching/birth.ts'
import { recordIdOf } from '../persons/derived-id.ts'
import { withoutBirth } from '../persons/facts.ts'
import { readSource } from '../sources/read-source.ts'
import type { SourceRefusal, SourceRow } from '../sources/source.ts'
import type { Layout, Source } from '../store/sources.ts'
import { stageRows, type StagedRow } from '../store/rows.ts'

export type Staged = { readonly fileHash: string; readonly rows: number; readonly asOf: Day | null }

const chunkOctets = 65_536
const rowsAtOnce = 1000

/** Stages every row of a file, or says why the whole file is refused. */
export const stageFile = async (
  tx: Tx,
  vault: Vault,
  file: { readonly importId: string; readonly source: Source; readonly layout: Layout; readonly bytes: Uint8Array },
): Promise<Result<Staged, SourceRefusal>> => {
  const definition = { ...file.layout, id: file.source.code, kind: file.source.kind }
  const lines = new Set<number>()
  let asOf: Day | null = null
  let waiting: StagedRow[] = []
  for await (const batch of readSource(definition, chunksOf(file.bytes))) {
    if (!batch.ok) return batch
    for (const row of batch.value) {
      lines.add(row.line)
      asOf ??= row.ok ? ((row.values.asOf ?? null) as Day | null) : null
      waiting.push(stagedOf(vault, file.source.code, row))
    }
    if (waiting.length < rowsAtOnce) continue
    await stageRows(tx, file.importId, waiting)
    waiting = []
  }
  await stageRows(tx, file.importId, waiting)
  return accept({ fileHash: createHash('sha256').update(file.bytes).digest('hex'), rows: lines.size, asOf })
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkOctets) yield bytes.subarray(at, at + chunkOctets)
}

const stagedOf = (vault: Vault, source: string, row: SourceRow): StagedRow => {
  if (!row.ok) {
    const recordId = row.key === null ? null : recordIdOf(source, row.key)
    return { line: row.line, key: row.key, recordId, column: row.header ?? String(row.column), reason: row.reason }
  }
  const recordId = recordIdOf(source, row.key)
  const { birthDate } = row.values
  return {
    line: row.line,
    key: row.key,
    hash: row.hash,
    recordId,
    facts: withoutBirth(row.values),
    birthSealed: birthDate == null ? null : sealBirth(vault, recordId, birthDate).toString('hex'),
    birthPrint: birthDate == null ? null : printBirth(vault, birthDate).toString('hex'),
  }
}
