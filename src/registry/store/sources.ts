/** Sources and the registry's revision. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { json, row, rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import { usualBrake, type Brake } from '../imports/brake.ts'
import type { Guard } from '../imports/guard.ts'
import type { SourceDefinition, SourceKind } from '../sources/source.ts'
import type { ImportMode } from '../imports/import.ts'

/** How the file of a source is written; what an officer maps. */
export type Layout = Omit<SourceDefinition, 'id' | 'kind'>

export type Source = {
  readonly code: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly kind: SourceKind
  readonly trust: number
  /** Null until an officer has mapped its headers. */
  readonly layout: Layout | null
  readonly mode: ImportMode
  readonly brake: Brake
  readonly missingAfter: number
}

type SourceRow = {
  readonly code: string
  readonly name_ja: string
  readonly name_en: string
  readonly kind: SourceKind
  readonly trust: number
  readonly layout: Layout | null
  readonly mode: ImportMode
  readonly brake: Partial<Brake>
  readonly missing_after: number
}

const sourceOf = (found: SourceRow): Source => ({
  code: found.code,
  name: { ja: found.name_ja, en: found.name_en },
  kind: found.kind,
  trust: found.trust,
  layout: found.layout,
  mode: found.mode,
  brake: { ...usualBrake, ...found.brake },
  missingAfter: found.missing_after,
})

export const sources = async (db: Db | Tx): Promise<readonly Source[]> =>
  (await rows<SourceRow>(db, sql`select * from registry.source order by trust desc, code`)).map(sourceOf)

/** What each office is called, by its code. */
export const sourceNames = async (db: Db | Tx): Promise<ReadonlyMap<string, Bilingual>> =>
  new Map((await sources(db)).map(({ code, name }) => [code, name]))

export const sourceByCode = async (db: Db | Tx, code: string): Promise<Source | null> => {
  const found = await row<SourceRow>(db, sql`select * from registry.source where code = ${code}`)
  return found === null ? null : sourceOf(found)
}

/** The same, for whoever will change it. */
export const sourceForUpdate = async (tx: Tx, code: string): Promise<Source | null> => {
  const found = await row<SourceRow>(tx, sql`select * from registry.source where code = ${code} for update`)
  return found === null ? null : sourceOf(found)
}

/** Adds a source or changes its settings; its records stay, and so does the guard of one that is known: see `saveGuard`. */
export const saveSource = async (tx: Tx, source: Source, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into registry.source (code, name_ja, name_en, kind, trust, layout, mode, brake, missing_after, changed_at)
        values (${source.code}, ${source.name.ja}, ${source.name.en}, ${source.kind}, ${source.trust},
                ${source.layout === null ? null : json(source.layout)}::jsonb, ${source.mode},
                ${json(source.brake)}::jsonb, ${source.missingAfter}, ${now})
        on conflict (code) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, kind = excluded.kind,
          trust = excluded.trust, layout = excluded.layout, mode = excluded.mode,
          changed_at = excluded.changed_at`,
  )
}

export const saveGuard = async (tx: Tx, code: string, { brake, missingAfter }: Guard, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update registry.source set brake = ${json(brake)}::jsonb, missing_after = ${missingAfter}, changed_at = ${now}
        where code = ${code}`,
  )
}

/** The registry's revision, locked: whoever holds it knows that nothing else changes meanwhile. */
export const revisionForUpdate = async (tx: Tx): Promise<number> =>
  (await row<{ value: number }>(tx, sql`select value from registry.revision for update`))?.value ?? 0

export const raiseRevision = async (tx: Tx): Promise<number> =>
  (await written<{ value: number }>(tx, sql`update registry.revision set value = value + 1 returning value`))[0]
    ?.value ?? 0
