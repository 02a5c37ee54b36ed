/** ● What a batch's file would do: each row new, known, doubtful or not to be read, with line, column and reason. */
import { dayOf } from '../../kernel/day.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { Db, Tx } from '../../platform/database.ts'
import type { CsvRefusal } from '../../platform/csv/lines.ts'
import type { System } from '../../platform/system.ts'
import { appliedStatuses } from '../statuses.ts'
import { checkRows, likenessOf, problemAt, readBatch, type BatchRow, type Likeness, type Office } from '../batch.ts'
import { meantBy, readByRegistry } from '../jobs/landing.ts'
import { continuable, type Reach } from '../store/applications.ts'
import type { Batch } from '../store/batches.ts'
import { statusName } from '../../eligibility/index.ts'
import { asToldOf } from './for-others.ts'

export type RehearsedRow = BatchRow & { readonly is: Likeness | 'unreadable'; readonly persons: readonly string[] }

export type Rehearsal = {
  readonly header: readonly string[]
  readonly rows: readonly RehearsedRow[]
  /** Stands for all that is shown; what is handed in must still be this. */
  readonly seen: string
}

/** The words by which an office's file may name a status: in Japanese, in English, or by its code. */
export const statusWordsFor = (by: Office): ReadonlyMap<string, string> =>
  new Map(
    appliedStatuses
      .filter(status => status.by.includes(by))
      .flatMap(({ code }) => {
        const { ja, en } = statusName(code)
        return [code, ja, en].map(word => [word.normalize('NFKC').toLowerCase(), code] as const)
      }),
  )

type Rehearsing = { readonly system: System; readonly now: Date; readonly reach: Reach }

/** Reads and checks the file anew, and asks the registry whom its rows mean. Writes nothing. */
export const rehearseBatch = async (
  db: Db | Tx,
  batch: Batch & { readonly file: Buffer },
  { system, now, reach }: Rehearsing,
): Promise<Result<Rehearsal, CsvRefusal>> => {
  const { broughtBy: by, columns, unitName, status } = batch
  const common = { status, unitName, statusWords: statusWordsFor(by) }
  const read = await readBatch(batch.file, batch, common)
  if (!read.ok) return read
  const { header } = read.value
  const checked = checkRows(read.value, { by, columns, today: dayOf(now) })
  const continued = await continuable(
    db,
    checked.flatMap(({ continues }) => continues ?? []),
    reach,
  )
  const known = checked.map(row =>
    row.problem !== null || row.continues === null || continued.has(row.continues)
      ? row
      : { ...row, problem: problemAt(row.line, ['continues', 'unknown_number'], { header, columns }) },
  )
  const told = await readByRegistry(known.map((row, at) => asToldOf(row.answers, at)))
  const readable = known.map((row, at) => {
    const one = told[at]
    if (row.problem !== null || one === undefined || one.ok) return row
    return { ...row, problem: problemAt(row.line, [one.field, one.reason], { header, columns }) }
  })
  const rows = await likened(db, readable, system)
  return accept({ header, rows, seen: seenOf(system, batch, rows) })
}

const likened = async (db: Db | Tx, rows: readonly BatchRow[], { vault }: System): Promise<readonly RehearsedRow[]> => {
  const asked = rows.map((row, at) => ({ row, told: asToldOf(row.answers, at, row.continues) }))
  const good = asked.filter(({ row }) => row.problem === null)
  const meant = await meantBy(db, vault, good.map(({ told }) => told)) // prettier-ignore
  const byKey = new Map(meant.map(likely => [likely.key, likely]))
  return asked.map(({ row, told }) => {
    const likely = byKey.get(told.number)
    if (row.problem !== null || likely === undefined) return { ...row, is: 'unreadable', persons: [] }
    return { ...row, is: likenessOf[likely.is], persons: likely.candidates.map(({ id }) => id) }
  })
}

/** Keyed, since it is of people's data. */
const seenOf = ({ vault }: System, { id }: Batch, rows: readonly RehearsedRow[]): string =>
  vault
    .fingerprint(
      'admissions.batch',
      JSON.stringify([id, rows.map(({ line, answers, continues, problem, is, persons }) => [line, answers, continues, problem, is, persons])]), // prettier-ignore
    )
    .toString('hex')
