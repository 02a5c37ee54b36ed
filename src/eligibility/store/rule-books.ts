/** Versions of the rule book as they are kept. On a new database the default book is version 1, in force. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { day, type Day } from '../../kernel/day.ts'
import { json, row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import { defaultBook } from '../default-book.ts'
import { hashOfBook, type RuleBook, type RuleBookState } from '../rule-book.ts'
import { compileBook, nameOfStatus, type Book, type CompiledBook } from '../rules.ts'

/** A version as it is kept: its text, and who did what with it. */
export type StoredBook = RuleBook & {
  readonly revision: number
  readonly createdAt: Date
  readonly createdBy: string
  readonly rehearsalId: string | null
  readonly releasedBy: string | null
  readonly activatedAt: Date | null
  readonly retiredAt: Date | null
  readonly heldReason: string | null
}

type BookRow = {
  readonly version: number
  readonly state: RuleBookState
  readonly book: Book
  readonly hash: string
  readonly made_from: number | null
  readonly note: string
  readonly revision: number
  readonly created_at: Date
  readonly created_by: string
  readonly rehearsal_id: string | null
  readonly starts_on: Day | null
  readonly released_by: string | null
  readonly activated_at: Date | null
  readonly retired_at: Date | null
  readonly held_reason: string | null
}

const storedOf = (found: BookRow): StoredBook => ({
  version: found.version,
  state: found.state,
  book: found.book,
  hash: found.hash,
  madeFrom: found.made_from,
  startsOn: found.starts_on,
  note: found.note,
  revision: found.revision,
  createdAt: found.created_at,
  createdBy: found.created_by,
  rehearsalId: found.rehearsal_id,
  releasedBy: found.released_by,
  activatedAt: found.activated_at,
  retiredAt: found.retired_at,
  heldReason: found.held_reason,
})

const epoch = new Date(0)
const firstBook: StoredBook = {
  version: 1,
  state: 'active',
  book: defaultBook,
  hash: hashOfBook(defaultBook),
  madeFrom: null,
  startsOn: day('1970-01-01'),
  note: '',
  revision: 1,
  createdAt: epoch,
  createdBy: 'system:installation',
  rehearsalId: null,
  releasedBy: null,
  activatedAt: epoch,
  retiredAt: null,
  heldReason: null,
}

const compiled = new Map<string, CompiledBook>()
let latest = compileBook(defaultBook)

/** The book made ready for deciding; the same text is made ready once per process. */
export const compiledOf = (stored: Pick<StoredBook, 'book' | 'hash'>): CompiledBook => {
  const known = compiled.get(stored.hash)
  if (known !== undefined) return known
  if (compiled.size > 20) compiled.clear()
  const fresh = compileBook(stored.book)
  compiled.set(stored.hash, fresh)
  return fresh
}

/** The version in force. */
export const bookInForce = async (db: Db | Tx): Promise<StoredBook> => {
  const found = await row<BookRow>(db, sql`select * from eligibility.rule_book where state = 'active'`)
  const stored = found === null ? firstBook : storedOf(found)
  latest = compiledOf(stored)
  return stored
}

/** The name of a status by the book this process read last: enough for a label, never for a decision. */
export const statusName = (code: string): Bilingual => nameOfStatus(latest, code)

export const bookByVersion = async (db: Db | Tx, version: number): Promise<StoredBook | null> => {
  const found = await row<BookRow>(db, sql`select * from eligibility.rule_book where version = ${version}`)
  return found === null ? (version === 1 ? firstBook : null) : storedOf(found)
}

export const bookForUpdate = async (tx: Tx, version: number): Promise<StoredBook | null> => {
  const found = await row<BookRow>(tx, sql`select * from eligibility.rule_book where version = ${version} for update`)
  return found === null ? null : storedOf(found)
}

/** The one version that is being made, rehearsed or waiting for its day; null when there is none. */
export const bookOnItsWay = async (db: Db | Tx): Promise<StoredBook | null> => {
  const found = await row<BookRow>(
    db,
    sql`select * from eligibility.rule_book where state in ('draft', 'rehearsed', 'scheduled')`,
  )
  return found === null ? null : storedOf(found)
}

/** All versions, the newest first. */
export const allBooks = async (db: Db | Tx): Promise<readonly StoredBook[]> => {
  const found = await rows<BookRow>(db, sql`select * from eligibility.rule_book order by version desc`)
  return found.length === 0 ? [firstBook] : found.map(storedOf)
}

/** Writes version 1 into the table when it is still only in the code. Takes the lock that every draft takes. */
export const keepFirstBook = async (tx: Tx): Promise<void> => {
  await run(
    tx,
    sql`insert into eligibility.rule_book (version, state, book, hash, note, created_at, created_by, starts_on, activated_at)
        values (1, 'active', ${json(firstBook.book)}::jsonb, ${firstBook.hash}, '', ${epoch}, ${firstBook.createdBy},
          ${firstBook.startsOn}, ${epoch})
        on conflict do nothing`,
  )
}

/** Opens a draft. False when another version is already on its way. */
export const insertDraft = async (
  tx: Tx,
  draft: Pick<StoredBook, 'version' | 'book' | 'hash' | 'madeFrom' | 'note' | 'createdBy' | 'createdAt'>,
): Promise<boolean> => {
  const made = await written(
    tx,
    sql`insert into eligibility.rule_book (version, state, book, hash, made_from, note, created_at, created_by)
        values (${draft.version}, 'draft', ${json(draft.book)}::jsonb, ${draft.hash}, ${draft.madeFrom}, ${draft.note},
          ${draft.createdAt}, ${draft.createdBy})
        on conflict do nothing returning version`,
  )
  return made.length === 1
}

export const nextVersion = async (tx: Tx): Promise<number> =>
  (await row<{ next: number }>(tx, sql`select coalesce(max(version), 1) + 1 as next from eligibility.rule_book`))
    ?.next ?? 2

/** Saves an edit: whatever it was, it is a draft again. False when somebody else edited meanwhile. */
export const saveEdit = async (
  tx: Tx,
  edit: { readonly version: number; readonly revision: number; readonly book: Book; readonly hash: string },
): Promise<boolean> =>
  (await run(
    tx,
    sql`update eligibility.rule_book set state = 'draft', book = ${json(edit.book)}::jsonb, hash = ${edit.hash},
          revision = revision + 1, rehearsal_id = null, starts_on = null
        where version = ${edit.version} and revision = ${edit.revision} and state in ('draft', 'rehearsed')`,
  )) === 1

export const saveRehearsed = async (tx: Tx, version: number, rehearsalId: string, hash: string): Promise<boolean> =>
  (await run(
    tx,
    sql`update eligibility.rule_book set state = 'rehearsed', rehearsal_id = ${rehearsalId}::uuid, starts_on = null
        where version = ${version} and hash = ${hash} and state in ('draft', 'rehearsed')`,
  )) === 1

/** Released by a second person, it waits for its day. */
export const saveScheduled = async (
  tx: Tx,
  release: {
    readonly version: number
    readonly rehearsalId: string
    readonly startsOn: Day
    readonly by: string
    readonly now: Date
  },
): Promise<boolean> =>
  (await run(
    tx,
    sql`update eligibility.rule_book set state = 'scheduled', starts_on = ${release.startsOn},
          released_by = ${release.by}, scheduled_at = ${release.now}
        where version = ${release.version} and state = 'rehearsed' and rehearsal_id = ${release.rehearsalId}::uuid`,
  )) === 1

/** Puts a scheduled version in force and retires the one before it. */
export const saveActivated = async (tx: Tx, version: number, now: Date): Promise<void> => {
  await run(tx, sql`update eligibility.rule_book set state = 'retired', retired_at = ${now} where state = 'active'`)
  await run(
    tx,
    sql`update eligibility.rule_book set state = 'active', activated_at = ${now}, held_reason = null
        where version = ${version} and state = 'scheduled'`,
  )
}

export const saveHeld = async (tx: Tx, version: number, code: string): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rule_book set held_reason = ${code} where version = ${version} and state = 'scheduled'`,
  )
}

/** Takes a version that waits for its day back to the desk: a draft again. */
export const saveCalledBack = async (tx: Tx, version: number): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rule_book set state = 'draft', rehearsal_id = null, starts_on = null, scheduled_at = null,
          released_by = null, held_reason = null, revision = revision + 1
        where version = ${version} and state = 'scheduled'`,
  )
}

export const saveWithdrawn = async (tx: Tx, version: number, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.rule_book set state = 'withdrawn', retired_at = ${now}
        where version = ${version} and state in ('draft', 'rehearsed')`,
  )
}
