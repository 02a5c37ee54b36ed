/** The audit log: entries are written in the transaction of the act, and sealed soon after. */
import { actorLabel } from './actor.ts'
import type { AuditEntry } from './audit/entry.ts'
import { json, run, sql, type Tx } from './database.ts'

export const recordEntry = async (tx: Tx, entry: AuditEntry): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.audit_entry (at, actor, channel, act, outcome, persons, detail)
        values (${entry.at}, ${actorLabel(entry.actor)}, ${entry.channel}, ${entry.act}, ${entry.outcome},
                ${entry.persons}::uuid[], ${json(entry.detail)}::jsonb)`,
  )
}

/** Many entries in one statement, for reconcilers and imports. */
export const recordEntries = async (tx: Tx, entries: readonly AuditEntry[]): Promise<void> => {
  if (entries.length === 0) return
  await run(
    tx,
    sql`insert into platform.audit_entry (at, actor, channel, act, outcome, persons, detail)
        select at, actor, channel, act, outcome, string_to_array(persons, ' ')::uuid[], detail
        from unnest(${entries.map(e => e.at)}::timestamptz[], ${entries.map(e => actorLabel(e.actor))}::text[],
                    ${entries.map(e => e.channel)}::text[], ${entries.map(e => e.act)}::text[],
                    ${entries.map(e => e.outcome)}::text[], ${entries.map(e => e.persons.join(' '))}::text[],
                    ${entries.map(e => json(e.detail))}::jsonb[])
          with ordinality as entry (at, actor, channel, act, outcome, persons, detail, place)
        order by place`,
  )
}
