/** ● Every statement on desk.*. Names, addresses and words are sealed. */
import { row, rows, run, sql, written, type Db, type Tx } from '../platform/database.ts'
import type { Vault } from '../platform/vault.ts'
import type { Category, Inquiry, InquiryState, Message } from './inquiry.ts'

type InquiryRow = {
  readonly id: string
  readonly number: string
  readonly state: InquiryState
  readonly category: Category
  readonly asker: Buffer
  readonly language: 'ja' | 'en'
  readonly asked_at: Date
  readonly changed_at: Date
}

const askerContext = (id: string): string => `desk.asker:${id}`
const wordsContext = (id: string, seq: number): string => `desk.words:${id}:${seq}`

const inquiryOf = (vault: Vault, found: InquiryRow): Inquiry => {
  const asker = JSON.parse(vault.open(found.asker, askerContext(found.id)).toString('utf8')) as Pick<
    Inquiry,
    'name' | 'address'
  >
  return {
    id: found.id,
    number: found.number,
    state: found.state,
    category: found.category,
    ...asker,
    language: found.language,
    askedAt: found.asked_at,
    changedAt: found.changed_at,
  }
}

const columns = sql`id, number, state, category, asker, language, asked_at, changed_at`

export type NewInquiry = Omit<Inquiry, 'state' | 'askedAt' | 'changedAt'> & {
  readonly secretHash: Buffer
  readonly personId: string | null
}

export const insertInquiry = (tx: Tx, vault: Vault, inquiry: NewInquiry, now: Date): Promise<number> => {
  const asker = vault.seal(
    Buffer.from(JSON.stringify({ name: inquiry.name, address: inquiry.address })),
    askerContext(inquiry.id),
  )
  return run(
    tx,
    sql`insert into desk.inquiry (id, number, secret_hash, state, category, asker, person_id, language, asked_at, changed_at)
        values (${inquiry.id}, ${inquiry.number}, ${inquiry.secretHash}, 'open', ${inquiry.category}, ${asker}, ${inquiry.personId},
          ${inquiry.language}, ${now}, ${now})`,
  )
}

export const addMessage = async (
  tx: Tx,
  vault: Vault,
  message: {
    readonly inquiryId: string
    readonly side: 'asker' | 'office'
    readonly author: string
    readonly words: string
  },
  now: Date,
): Promise<void> => {
  const last = await row<{ readonly seq: number }>(
    tx,
    sql`select coalesce(max(seq), 0) as seq from desk.message where inquiry_id = ${message.inquiryId}`,
  )
  const seq = (last?.seq ?? 0) + 1
  await run(
    tx,
    sql`insert into desk.message (inquiry_id, seq, at, side, author, words)
        values (${message.inquiryId}, ${seq}, ${now}, ${message.side}, ${message.author},
          ${vault.seal(Buffer.from(message.words), wordsContext(message.inquiryId, seq))})`,
  )
}

export const moveInquiry = (tx: Tx, id: string, state: InquiryState, now: Date): Promise<number> =>
  run(tx, sql`update desk.inquiry set state = ${state}, changed_at = ${now} where id = ${id}`)

export const inquiryForUpdate = async (tx: Tx, vault: Vault, number: string): Promise<Inquiry | null> => {
  const found = await row<InquiryRow>(tx, sql`select ${columns} from desk.inquiry where number = ${number} for update`)
  return found === null ? null : inquiryOf(vault, found)
}

export const inquiryByNumber = async (db: Db | Tx, vault: Vault, number: string): Promise<Inquiry | null> => {
  const found = await row<InquiryRow>(db, sql`select ${columns} from desk.inquiry where number = ${number}`)
  return found === null ? null : inquiryOf(vault, found)
}

/** The question whose secret a browser holds. */
export const inquiryBySecret = async (
  db: Db | Tx,
  vault: Vault,
  number: string,
  secretHash: Buffer,
): Promise<Inquiry | null> => {
  const found = await row<InquiryRow>(
    db,
    sql`select ${columns} from desk.inquiry where number = ${number} and secret_hash = ${secretHash}`,
  )
  return found === null ? null : inquiryOf(vault, found)
}

export const inquiriesIn = async (
  db: Db | Tx,
  vault: Vault,
  states: readonly InquiryState[],
): Promise<readonly Inquiry[]> =>
  (
    await rows<InquiryRow>(
      db,
      sql`select ${columns} from desk.inquiry where state = any(${states}::text[]) order by changed_at desc limit 200`,
    )
  ).map(found => inquiryOf(vault, found))

/** How many questions wait for their first or next answer. */
export const countOpenInquiries = async (db: Db): Promise<number> =>
  (await row<{ readonly count: number }>(db, sql`select count(*) as count from desk.inquiry where state = 'open'`))
    ?.count ?? 0

export const messagesOf = async (db: Db | Tx, vault: Vault, id: string): Promise<readonly Message[]> => {
  const found = await rows<{
    readonly seq: number
    readonly at: Date
    readonly side: 'asker' | 'office'
    readonly words: Buffer
  }>(db, sql`select seq, at, side, words from desk.message where inquiry_id = ${id} order by seq`)
  return found.map(({ seq, at, side, words }) => ({
    at,
    side,
    words: vault.open(words, wordsContext(id, seq)).toString('utf8'),
  }))
}

/** Counts one question on each print in this hour; says how many that makes, in the order given. */
export const countAsked = async (tx: Tx, prints: readonly Buffer[], hour: Date): Promise<readonly number[]> => {
  const counted = await written<{ readonly print: Buffer; readonly count: number }>(
    tx,
    sql`insert into desk.tally as held (print, hour, count)
        select print, ${hour}::timestamptz, 1 from unnest(${prints}::bytea[]) as asked (print) order by print
        on conflict (print, hour) do update set count = held.count + 1
        returning print, count`,
  )
  return prints.map(print => counted.find(each => each.print.equals(print))?.count ?? 0)
}

export const forgetTallies = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from desk.tally where hour < ${before}`)
