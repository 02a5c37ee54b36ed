/** Reads a backup from first to last line and checks every digest on the way. Memory stays flat. */
import { createHash, timingSafeEqual, type Hash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { accept, refuse, type Refused, type Result } from '../../kernel/result.ts'
import { errorCode } from '../postgres/refusal.ts'
import type { Key } from '../vault/envelope.ts'
import { endLine, headerLine, tableLine, wholeLine, type BackupRefusal, type Header, type TableLine } from './format.ts'
import { macOf } from './key.ts'

/** What to do with what is read; nothing, when only the digests are to be checked. */
export type Reader = {
  readonly master: Key
  /** Looks at the header before anything else is read; a refusal ends the reading. */
  readonly judge: (header: Header) => BackupRefusal | null
  readonly table: (line: TableLine) => Promise<void>
  readonly rows: (lines: readonly string[]) => Promise<void>
}

export type Contents = {
  readonly header: Header
  readonly tables: number
  readonly rows: number
  readonly sha256: string
}

const rowsAtOnce = 2000
const longestLine = 64_000_000

/** Reads all of it. What the reader was given is only then known to be whole when this accepts. */
export const readBackup = async (path: string, reader: Reader): Promise<Result<Contents, BackupRefusal>> => {
  if (!existsSync(path)) return refuse({ code: 'backup.file_missing', path })
  const reading = startReading(path, reader)
  try {
    for await (const line of linesIn(path)) {
      const refused = await takeLine(reading, line)
      if (refused !== null) return refused
    }
    return endOf(reading)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'Z_BUF_ERROR') return refuse({ code: 'backup.cut_short', path, line: reading.line })
    if (code === 'Z_DATA_ERROR' && reading.line === 0) return refuse({ code: 'backup.not_a_backup', path })
    if (code.startsWith('Z_') || error === tooLong) return damaged(reading)
    throw error
  }
}

/** Where the reading stands. */
type Reading = {
  readonly path: string
  readonly reader: Reader
  readonly whole: Hash
  line: number
  header: Header | null
  open: (TableLine & { readonly digest: Hash; rows: number }) | null
  waiting: string[]
  table: string
  tables: number
  rows: number
  sha256: string | null
}

const startReading = (path: string, reader: Reader): Reading => ({
  path,
  reader,
  whole: createHash('sha256'),
  line: 0,
  header: null,
  open: null,
  waiting: [],
  table: '',
  tables: 0,
  rows: 0,
  sha256: null,
})

const damaged = ({ path, line, table }: Reading): Refused<BackupRefusal> =>
  refuse({ code: 'backup.damaged', path, line, table })

const takeLine = async (reading: Reading, line: string): Promise<Refused<BackupRefusal> | null> => {
  reading.line += 1
  if (reading.sha256 !== null) return damaged(reading)
  const refused = await readLine(reading, line)
  reading.whole.update(line).update('\n')
  return refused
}

const readLine = async (reading: Reading, line: string): Promise<Refused<BackupRefusal> | null> => {
  if (reading.header === null) return takeHeader(reading, line)
  if (line.startsWith('[')) return takeRow(reading, line)
  if (reading.open !== null) return closeTable(reading, line)
  const table = parsed(tableLine, line)
  if (table === null) return takeEnd(reading, line)
  await reading.reader.table(table)
  reading.open = { ...table, digest: createHash('sha256'), rows: 0 }
  reading.table = table.table
  return null
}

const takeHeader = (reading: Reading, line: string): Refused<BackupRefusal> | null => {
  const header = parsed(headerLine, line)
  if (header === null) return refuse({ code: 'backup.not_a_backup', path: reading.path })
  reading.header = header
  const refusal = reading.reader.judge(header)
  return refusal === null ? null : refuse(refusal)
}

const takeRow = async (reading: Reading, line: string): Promise<Refused<BackupRefusal> | null> => {
  const { open, waiting } = reading
  if (open === null) return damaged(reading)
  open.digest.update(line).update('\n')
  open.rows += 1
  if (waiting.push(line) === rowsAtOnce) await handOver(reading)
  return null
}

const handOver = async (reading: Reading): Promise<void> => {
  const rows = reading.waiting
  reading.waiting = []
  if (rows.length > 0) await reading.reader.rows(rows)
}

const closeTable = async (reading: Reading, line: string): Promise<Refused<BackupRefusal> | null> => {
  await handOver(reading)
  const { open } = reading
  const end = parsed(endLine, line)
  const isWhole = open !== null && end?.end === open.table && end.rows === open.rows
  if (!isWhole || end.sha256 !== open.digest.digest('hex')) return damaged(reading)
  reading.rows += open.rows
  reading.tables += 1
  reading.open = null
  return null
}

const takeEnd = (reading: Reading, line: string): Refused<BackupRefusal> | null => {
  const { path, reader, tables, rows, whole } = reading
  const end = parsed(wholeLine, line)
  const digest = whole.copy().digest()
  if (end?.whole !== digest.toString('hex') || end.tables !== tables || end.rows !== rows) return damaged(reading)
  if (!timingSafeEqual(Buffer.from(end.mac, 'hex'), macOf(reader.master, digest)))
    return refuse({ code: 'backup.not_vouched_for', path, masterKey: reader.master.id })
  reading.sha256 = end.whole
  return null
}

const endOf = ({ path, line, header, tables, rows, sha256 }: Reading): Result<Contents, BackupRefusal> => {
  if (header === null) return refuse({ code: 'backup.not_a_backup', path })
  if (sha256 === null) return refuse({ code: 'backup.cut_short', path, line })
  return accept({ header, tables, rows, sha256 })
}

const parsed = <Schema extends z.ZodType>(schema: Schema, line: string): z.output<Schema> | null => {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

const tooLong = new Error('a line of a backup is too long')

async function* linesIn(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('error', error => gunzip.destroy(error))
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of file.pipe(gunzip)) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw tooLong
    yield* lines
  }
  if (rest !== '') yield rest
}
