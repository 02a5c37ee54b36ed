/** Every SQL statement on platform.audit_seal, and reading and sealing of platform.audit_entry. */
import { joinSql, row, rows, run, sql, type Db, type Sql, type Tx } from '../database.ts'
import type { StoredEntry } from './tree.ts'

export type StoredSeal = {
  readonly number: number
  readonly seqs: readonly number[]
  readonly leaves: Buffer
  readonly root: Buffer
  readonly previous: Buffer
  readonly chain: Buffer
  readonly keyId: string
  readonly publicKey: Buffer
  readonly signature: Buffer
  readonly sealedAt: Date
}

const entryColumns = sql`seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor, channel, act,
  outcome, array_to_string(persons, ' ') as persons, detail::text as detail`

const sealColumns = sql`number, seqs::text[]::float8[] as seqs, leaves, root, previous, chain, key_id as "keyId",
  public_key as "publicKey", signature, sealed_at as "sealedAt"`

const fromSeals = sql`platform.audit_seal join platform.signing_key on signing_key.id = key_id`

/** Whoever holds the signing key's row seals; null while another does. */
export const takeSealing = (tx: Tx): Promise<{ readonly id: string } | null> =>
  row(
    tx,
    sql`select id from platform.signing_key where purpose = 'audit' and retired_at is null for update skip locked`,
  )

export const unsealedEntries = (tx: Tx, limit: number): Promise<readonly StoredEntry[]> =>
  rows(tx, sql`select ${entryColumns} from platform.audit_entry where seal is null order by seq limit ${limit}`)

export const countUnsealed = async (db: Db): Promise<number> =>
  (await row<{ count: number }>(db, sql`select count(*) as count from platform.audit_entry where seal is null`))
    ?.count ?? 0

export const lastSeal = (db: Db | Tx): Promise<Pick<StoredSeal, 'number' | 'chain'> | null> =>
  row(db, sql`select number, chain from platform.audit_seal order by number desc limit 1`)

export const insertSeal = async (tx: Tx, seal: Omit<StoredSeal, 'publicKey'>): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.audit_seal
          (number, first_seq, last_seq, seqs, leaves, root, previous, chain, key_id, signature, sealed_at)
        values (${seal.number}, ${seal.seqs[0]}, ${seal.seqs.at(-1)}, ${seal.seqs}::bigint[], ${seal.leaves},
                ${seal.root}, ${seal.previous}, ${seal.chain}, ${seal.keyId}, ${seal.signature}, ${seal.sealedAt})`,
  )
  await run(tx, sql`update platform.audit_entry set seal = ${seal.number} where seq = any(${seal.seqs}::bigint[])`)
}

export const sealsAfter = (db: Db, number: number, limit: number): Promise<readonly StoredSeal[]> =>
  rows(db, sql`select ${sealColumns} from ${fromSeals} where number > ${number} order by number limit ${limit}`)

/** Entries a seal names, and entries that say they are under it: where the two differ, somebody has been here. */
export const entriesUnder = (
  db: Db,
  seal: Pick<StoredSeal, 'number' | 'seqs'>,
): Promise<readonly (StoredEntry & { readonly seal: number | null })[]> =>
  rows(
    db,
    sql`select ${entryColumns}, seal from platform.audit_entry
        where seq in (select unnest(${seal.seqs}::bigint[]) union select seq from platform.audit_entry where seal = ${seal.number})
        order by seq`,
  )

export type ShownEntry = {
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly channel: string
  readonly act: string
  readonly outcome: string
  readonly persons: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
  /** The seal that covers it; null until sealed. */
  readonly seal: number | null
}

/** What to look for; null asks for everything. `before`: the entry after which the page begins. */
export type Search = {
  readonly act: string | null
  readonly person: string | null
  readonly actor: string | null
  /** `done`, `refused` (any refusal) or one code. */
  readonly outcome: string | null
  readonly from: Date | null
  readonly until: Date | null
  readonly before: number | null
}

/** Entries, newest first, by keyset: a page costs the same however far back it lies. */
export const searchEntries = (db: Db, search: Search, limit: number): Promise<readonly ShownEntry[]> =>
  rows(
    db,
    sql`select seq, at, actor, channel, act, outcome, persons, detail, seal from platform.audit_entry
        where ${joinSql([sql`true`, ...conditions(search)], sql` and `)} order by seq desc limit ${limit}`,
  )

const conditions = ({ act, person, actor, outcome, from, until, before }: Search): readonly Sql[] => [
  ...(act === null ? [] : [sql`act = ${act}`]),
  ...(person === null ? [] : [sql`persons @> ${[person]}::uuid[]`]),
  ...(actor === null ? [] : [sql`actor = ${actor}`]),
  ...(outcome === null ? [] : [outcome === 'refused' ? sql`outcome <> 'done'` : sql`outcome = ${outcome}`]),
  ...(from === null ? [] : [sql`at >= ${from}`]),
  ...(until === null ? [] : [sql`at < ${until}`]),
  ...(before === null ? [] : [sql`seq < ${before}`]),
]
