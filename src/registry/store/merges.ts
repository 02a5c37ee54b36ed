/** Merges: proposed, released, undone; and the holding of persons. */
import { row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { PersonState } from '../persons/person.ts'

export type MergeState = 'proposed' | 'merged' | 'unmerged' | 'withdrawn'

export type Merge = {
  readonly id: string
  readonly winnerId: string
  readonly loserId: string
  readonly state: MergeState
  readonly basis: string
  readonly reason: string
  readonly proposedAt: Date
  readonly proposedBy: string
  readonly mergedAt: Date | null
  readonly loserState: PersonState | null
  readonly records: readonly string[]
}

const columns = sql`id, winner_id as "winnerId", loser_id as "loserId", state, basis, reason, proposed_at as "proposedAt",
  proposed_by as "proposedBy", merged_at as "mergedAt", loser_state as "loserState", records`

export const mergeForUpdate = async (tx: Tx, id: string): Promise<Merge | null> =>
  row<Merge>(tx, sql`select ${columns} from registry.merge where id = ${id} for update`)

export const mergeById = async (db: Db | Tx, id: string): Promise<Merge | null> =>
  row<Merge>(db, sql`select ${columns} from registry.merge where id = ${id}`)

export const mergesOf = async (db: Db | Tx, personId: string): Promise<readonly Merge[]> =>
  rows<Merge>(
    db,
    sql`select ${columns} from registry.merge where winner_id = ${personId} or loser_id = ${personId}
        order by proposed_at desc`,
  )

export const addMerge = async (
  tx: Tx,
  merge: Pick<Merge, 'id' | 'winnerId' | 'loserId' | 'basis' | 'reason' | 'proposedAt' | 'proposedBy'>,
): Promise<void> => {
  await run(
    tx,
    sql`insert into registry.merge (id, winner_id, loser_id, state, basis, reason, proposed_at, proposed_by)
        values (${merge.id}, ${merge.winnerId}, ${merge.loserId}, 'proposed', ${merge.basis}, ${merge.reason},
                ${merge.proposedAt}, ${merge.proposedBy})`,
  )
}

/** What both officers see, as one hash: the persons, their states, their records and versions. */
export const mergeBasis = async (db: Db | Tx, winnerId: string, loserId: string): Promise<string> =>
  (
    await row<{ basis: string }>(
      db,
      sql`select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', p.id, p.state, k.id, k.version), ','
            order by p.id, k.id), ''), 'UTF8')), 'hex') as basis
          from registry.person p left join registry.record k on k.person_id = p.id
          where p.id in (${winnerId}::uuid, ${loserId}::uuid)`,
    )
  )?.basis ?? ''

export const personStates = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, PersonState>> =>
  new Map(
    (
      await rows<{ id: string; state: PersonState }>(
        tx,
        sql`select id, state from registry.person where id = any(${ids}::uuid[]) order by id for update`,
      )
    ).map(each => [each.id, each.state]),
  )

/** Whether others were merged into this person. */
export const hasMerged = async (db: Db | Tx, personId: string): Promise<boolean> =>
  (await row(db, sql`select 1 from registry.person where merged_into = ${personId} limit 1`)) !== null

/** Moves the loser's records to the winner, versions untouched: a move is no change of what an office said. */
export const moveRecords = async (tx: Tx, from: string, to: string): Promise<readonly string[]> => {
  const moved = await rows<{ id: string }>(
    tx,
    sql`select id from registry.record where person_id = ${from} order by id for update`,
  )
  await run(tx, sql`update registry.record set person_id = ${to} where person_id = ${from}`)
  return moved.map(each => each.id)
}

export const moveBack = async (tx: Tx, ids: readonly string[], to: string): Promise<void> => {
  await run(tx, sql`update registry.record set person_id = ${to} where id = any(${ids}::uuid[])`)
}

export const markMerged = async (tx: Tx, loserId: string, winnerId: string): Promise<void> => {
  await run(tx, sql`update registry.person set state = 'merged', merged_into = ${winnerId} where id = ${loserId}`)
}

export const markUnmerged = async (tx: Tx, loserId: string, state: PersonState): Promise<void> => {
  await run(tx, sql`update registry.person set state = ${state}, merged_into = null where id = ${loserId}`)
}

export const saveMerged = async (
  tx: Tx,
  merged: {
    readonly id: string
    readonly by: string
    readonly loserState: PersonState
    readonly records: readonly string[]
  },
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`update registry.merge set state = 'merged', merged_at = ${now}, merged_by = ${merged.by},
          loser_state = ${merged.loserState}, records = ${merged.records}::uuid[] where id = ${merged.id}`,
  )
}

export const endMerge = async (tx: Tx, id: string, state: 'unmerged' | 'withdrawn', now: Date): Promise<void> => {
  await run(tx, sql`update registry.merge set state = ${state}, ended_at = ${now} where id = ${id}`)
}

/** Holds a person against automatic change, or lets go. */
export const holdPerson = async (tx: Tx, personId: string, reason: string | null): Promise<void> => {
  await run(
    tx,
    sql`update registry.person set held = ${reason !== null}, held_reason = ${reason} where id = ${personId}`,
  )
}
