import type { z } from 'zod'
import type { Bilingual } from '../kernel/bilingual.ts'
import { json, row, run, sql, type Database, type Db, type Tx } from './database.ts'
export type Setting<Value> = {
  readonly name: string
  readonly schema: z.ZodType<Value>
  readonly default: Value
  readonly title: Bilingual
}
export const defineSetting = <Schema extends z.ZodType>(setting: {
  readonly name: string
  readonly schema: Schema
  readonly default: z.output<Schema>
  readonly title: Bilingual
}): Setting<z.output<Schema>> => setting as Setting<z.output<Schema>>
export const readSetting = async <Value>(db: Db | Tx, setting: Setting<Value>): Promise<Value> => {
  const found = await row<{ readonly value: unknown }>(
    db,
    sql`select value from platform.setting where name = ${setting.name}`,
  )
  return found === null ? setting.default : setting.schema.parse(found.value)
}

/** Keeps a setting that we change ourselves, without an officer. */
export const saveSetting = async <Value>(tx: Tx, setting: Setting<Value>, value: Value, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.setting (name, value, changed_at, changed_by)
        values (${setting.name}, ${json(setting.schema.parse(value))}::jsonb, ${now}, 'system:restore')
        on conflict (name) do update
        set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  )
}

/** What the demo leaves in its database: that it is the demo's, and how far its clock was moved. Null anywhere else. */
export const demoMark = ({ read }: Database): Promise<{ readonly offsetMs: number } | null> =>
  row(read, sql`select (value ->> 'offsetMs')::float8 as "offsetMs" from platform.setting where name = 'demo.clock'`)
