/**
 * What a university sets for itself: each setting is data, with a schema, a default and words in both languages.
 *
 * A module lists its own in `Module.settings`; the app collects them, and the page `/settings` is made of nothing else.
 */
import type { z } from 'zod'
import type { Bilingual } from '../kernel/bilingual.ts'
import { json, row, run, sql, type Database, type Db, type Tx } from './database.ts'

/** Where a value is one of a few words, each of them is told in both languages. */
type ChoiceWords<Value> = [Value] extends [string]
  ? string extends Value
    ? unknown
    : { readonly choices: Readonly<Record<Value, Bilingual>> }
  : unknown

/** Where a value has parts, each of them is told in both languages. */
type PartWords<Value> = [Value] extends [Bilingual | readonly unknown[] | string | number | boolean]
  ? unknown
  : { readonly parts: { readonly [Part in keyof Value]: SettingWords<Value[Part]> } }

/** The words that a value of this type needs: one that is missing does not compile. */
export type SettingWords<Value> = { readonly title: Bilingual } & ChoiceWords<NonNullable<Value>> &
  PartWords<NonNullable<Value>>

export type SettingOf<Value> = {
  /** `module.noun` */
  readonly name: string
  readonly schema: z.ZodType<Value>
  readonly default: Value
  /** What it does, in a sentence. */
  readonly help: Bilingual
  /** What weakens a guard takes two: brakes, the password policy. */
  readonly takes: 'one person' | 'two persons'
}

export type Setting<Value> = SettingOf<Value> & SettingWords<Value>

/** Words of any shape, as the page reads them. */
export type AnyWords = {
  readonly title: Bilingual
  readonly choices?: Readonly<Record<string, Bilingual>>
  readonly parts?: Readonly<Record<string, AnyWords>>
}

export type AnySetting = SettingOf<unknown> & AnyWords

export const defineSetting = <Schema extends z.ZodType>(
  setting: { readonly schema: Schema } & Omit<SettingOf<z.output<Schema>>, 'schema'> & SettingWords<z.output<Schema>>,
): Setting<z.output<Schema>> => setting as unknown as Setting<z.output<Schema>>

/** What was set, or the default. */
export const readSetting = async <Value>(
  db: Db | Tx,
  { name, schema, default: otherwise }: Pick<SettingOf<Value>, 'name' | 'schema' | 'default'>,
): Promise<Value> => {
  const found = await row<{ readonly value: unknown }>(db, sql`select value from platform.setting where name = ${name}`)
  return found === null ? otherwise : schema.parse(found.value)
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
