/** Exceptions as they are kept. None is ever removed; one that was ended keeps the days it held. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { EntitlementKind } from '../entitlement.ts'
import type { Exception } from '../exception.ts'
import type { ExceptionEffect } from '../facts.ts'

type ExceptionRow = {
  readonly id: string
  readonly person_id: string
  readonly kind: EntitlementKind
  readonly effect: ExceptionEffect
  readonly from_on: Day
  readonly until_on: Day
  readonly reason: string
  readonly decided_by: string
  readonly released_by: string | null
  readonly decided_at: Date
  readonly needs_release: boolean
  readonly ended_at: Date | null
  readonly ended_by: string | null
}

const exceptionOf = (found: ExceptionRow): Exception => ({
  id: found.id,
  personId: asPersonId(found.person_id),
  kind: found.kind,
  effect: found.effect,
  period: { from: found.from_on, until: found.until_on },
  reason: found.reason,
  decidedBy: found.decided_by,
  releasedBy: found.released_by,
  decidedAt: found.decided_at,
  needsRelease: found.needs_release,
  endedAt: found.ended_at,
  endedBy: found.ended_by,
})

/** Exceptions that count for these people; everyone asked for has an entry. */
export const exceptionsOf = async (
  db: Db | Tx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Exception[]>> => {
  const found = await rows<ExceptionRow>(
    db,
    sql`select * from eligibility.exception
        where person_id = any(${ids}::uuid[]) and from_on < until_on
          and (released_by is not null or not needs_release) order by person_id, from_on, id`,
  )
  const groups = new Map<PersonId, Exception[]>(ids.map(id => [id, []]))
  for (const each of found) groups.get(asPersonId(each.person_id))?.push(exceptionOf(each))
  return groups
}

export const exceptionForUpdate = async (tx: Tx, id: string): Promise<Exception | null> => {
  const found = await row<ExceptionRow>(tx, sql`select * from eligibility.exception where id = ${id}::uuid for update`)
  return found === null ? null : exceptionOf(found)
}

export const exceptionById = async (db: Db | Tx, id: string): Promise<Exception | null> => {
  const found = await row<ExceptionRow>(db, sql`select * from eligibility.exception where id = ${id}::uuid`)
  return found === null ? null : exceptionOf(found)
}

export const insertException = async (tx: Tx, exception: Exception): Promise<void> => {
  await run(
    tx,
    sql`insert into eligibility.exception (id, person_id, kind, effect, from_on, until_on, reason, decided_by,
          released_by, decided_at, needs_release)
        values (${exception.id}, ${exception.personId}, ${exception.kind}, ${exception.effect},
          ${exception.period.from}, ${exception.period.until}, ${exception.reason}, ${exception.decidedBy},
          ${exception.releasedBy}, ${exception.decidedAt}, ${exception.needsRelease})`,
  )
}

export const saveRelease = async (tx: Tx, id: string, by: string): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.exception set released_by = ${by}
        where id = ${id}::uuid and needs_release and released_by is null and ended_at is null`,
  )
}

export const saveEnd = async (
  tx: Tx,
  end: { readonly id: string; readonly until: Day; readonly by: string; readonly reason: string; readonly now: Date },
): Promise<void> => {
  await run(
    tx,
    sql`update eligibility.exception
        set until_on = ${end.until}, ended_at = ${end.now}, ended_by = ${end.by}, end_reason = ${end.reason}
        where id = ${end.id}::uuid`,
  )
}

export type ListedException = Exception & { readonly name: { readonly ja: string; readonly en: string } }

/** Exceptions in force or to come, the next to end first; with `past` those that are over, the last first. */
export const listExceptions = async (
  db: Db,
  { today, past, limit }: { readonly today: Day; readonly past: boolean; readonly limit: number },
): Promise<readonly ListedException[]> => {
  const which = past
    ? sql`e.until_on <= ${today}::date order by e.until_on desc`
    : sql`e.until_on > ${today}::date order by e.until_on`
  const found = await rows<ExceptionRow & { readonly display_ja: string; readonly display_en: string }>(
    db,
    sql`select e.*, p.display_ja, p.display_en
        from eligibility.exception e join registry.published_person p on p.person_id = e.person_id
        where ${which}, e.id limit ${limit}`,
  )
  return found.map(each => ({ ...exceptionOf(each), name: { ja: each.display_ja, en: each.display_en } }))
}

/** Whether anyone holds a role that gives roles: until then the operator of the machine acts alone. */
export const hasOfficers = async (db: Db | Tx, today: Day): Promise<boolean> => {
  const found = await row<{ some: boolean }>(
    db,
    sql`select exists (select from eligibility.entitlement
          where kind in ('role.rule-keeper', 'role.operator') and from_on <= ${today}::date
            and (until_on is null or until_on > ${today}::date)) as some`,
  )
  return found?.some ?? false
}
