/** Reads a backup from first to last line and checks every digest on the way. Memory stays flat. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { errorCode } from '../postgres/refusal.ts'
import { endLine, formatVersion, headerLine, tableLine, wholeLine, type BackupRefusal, type Header, type TableLine } from './format.ts' // prettier-ignore

/** What to do with what is read; nothing, when only the digests are to be checked. */
export type Reader = {
  readonly table: (line: TableLine) => Promise<void>
  readonly rows: (lines: readonly string[]) => Promise<void>
}

export type Contents = { readonly header: Header; readonly tables: number; readonly rows: number; readonly sha256: string } // prettier-ignore

const rowsAtOnce = 1000

export const checkOnly: Reader = { table: async () => {}, rows: async () => {} }

/** Reads all of it. What the reader was given is only then known to be whole when this accepts. */
export const readBackup = async (path: string, reader: Reader): Promise<Result<Contents, BackupRefusal>> => {
  if (!existsSync(path)) return refuse({ code: 'backup.file_missing', path })
  const place = { line: 0, table: '' }
  const damaged = (): Result<never, BackupRefusal> => refuse({ code: 'backup.damaged', path, ...place })
  try {
    return await readLines(path, place, reader, damaged)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'Z_BUF_ERROR') return refuse({ code: 'backup.cut_short', path, line: place.line })
    if (code === 'Z_DATA_ERROR' && place.line === 0) return refuse({ code: 'backup.not_a_backup', path })
    if (code.startsWith('Z_')) return damaged()
    throw error
  }
}

const readLines = async (
  path: string,
  place: { line: number; table: string },
  reader: Reader,
  damaged: () => Result<never, BackupRefusal>,
): Promise<Result<Contents, BackupRefusal>> => {
  const whole = createHash('sha256')
  let [header, open, digest] = [null as Header | null, null as TableLine | null, createHash('sha256')]
  let [tables, total, inTable, isDone] = [0, 0, 0, false]
  let waiting: string[] = []
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await reader.rows(waiting)
    waiting = []
  }
  for await (const line of linesIn(path)) {
    place.line += 1
    if (isDone) return damaged()
    if (header === null) {
      const found = parsed(headerLine, line)
      if (found === null) return refuse({ code: 'backup.not_a_backup', path })
      if (found.version > formatVersion) return refuse({ code: 'backup.too_new', version: String(found.version) })
      header = found
    } else if (line.startsWith('[')) {
      if (open === null) return damaged()
      digest.update(line).update('\n')
      inTable += 1
      if (waiting.push(line) === rowsAtOnce) await flush()
    } else if (open !== null) {
      await flush()
      const end = parsed(endLine, line)
      if (end?.end !== open.table || end.rows !== inTable || end.sha256 !== digest.digest('hex')) return damaged()
      total += inTable
      open = null
    } else {
      const table = parsed(tableLine, line)
      const end = table === null ? parsed(wholeLine, line) : null
      if (table !== null) {
        await reader.table(table)
        ;[open, digest, inTable] = [table, createHash('sha256'), 0]
        ;[place.table, tables] = [table.table, tables + 1]
      } else if (end?.whole !== whole.copy().digest('hex') || end.tables !== tables || end.rows !== total)
        return damaged()
      else isDone = true
    }
    whole.update(line).update('\n')
  }
  if (header === null) return refuse({ code: 'backup.not_a_backup', path })
  if (!isDone) return refuse({ code: 'backup.cut_short', path, line: place.line })
  return accept({ header, tables, rows: total, sha256: whole.digest('hex') })
}

const parsed = <Schema extends z.ZodType>(schema: Schema, line: string): z.output<Schema> | null => {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

async function* linesIn(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('error', error => gunzip.destroy(error))
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of file.pipe(gunzip)) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
