/**
 * ○ The lines of a backup file, which is gzip over UTF-8 text: a header; for each table a line that opens it, one line
 * for each row, and a line that closes it with a digest; at the end a line that vouches for all before it.
 *
 * A row is a JSON array of the columns' texts, as PostgreSQL writes and reads them; every other line is a JSON object.
 */
import { z } from 'zod'

export const formatVersion = 1

const hex = z.string().regex(/^[0-9a-f]{64}$/)

export const headerLine = z.object({
  format: z.literal('sekimori-backup'),
  version: z.int(),
  /** For whoever opens the file with `zcat`: what is not in it. */
  note: z.string(),
  createdAt: z.iso.datetime(),
  /** The migrations that made the tables, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: hex })).min(1),
  /** Names the master key that opens the secrets within; the key itself is never in a backup. */
  masterKey: z.string().regex(/^[0-9a-f]{16}$/),
  /** The last seal of the audit log within; null before the first. */
  audit: z.object({ seal: z.int(), chain: z.base64() }).nullable(),
})
export type Header = z.output<typeof headerLine>

export const note =
  'The master key is NOT in this file, and without it no secret in it can be opened: keep both, in different places.'

export const tableLine = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  /** Last number drawn for each numbering column; null before the first. Numbers are never given twice. */
  numbers: z.record(z.string(), z.int().nullable()),
})
export type TableLine = z.output<typeof tableLine>

export const endLine = z.object({ end: z.string(), rows: z.int().nonnegative(), sha256: hex })

/** `mac` is keyed by the master key: only who holds it can write a backup that is taken. */
export const wholeLine = z.object({
  whole: hex,
  mac: hex,
  tables: z.int().nonnegative(),
  rows: z.int().nonnegative(),
})

export type BackupRefusal =
  | { readonly code: 'backup.file_exists' | 'backup.folder_missing' | 'backup.not_writable'; readonly path: string }
  | { readonly code: 'backup.disk_full' | 'backup.file_missing' | 'backup.not_a_backup'; readonly path: string }
  | { readonly code: 'backup.cut_short'; readonly path: string; readonly line: number }
  | { readonly code: 'backup.damaged'; readonly path: string; readonly line: number; readonly table: string }
  | { readonly code: 'backup.not_vouched_for'; readonly path: string; readonly masterKey: string }
  | { readonly code: 'backup.too_new'; readonly version: string }
  | { readonly code: 'backup.other_migrations'; readonly name: string }
  | { readonly code: 'backup.database_ahead'; readonly name: string }
  | { readonly code: 'backup.other_master_key'; readonly needs: string; readonly has: string }
  | { readonly code: 'backup.not_empty'; readonly entries: number }
  | { readonly code: 'backup.in_use'; readonly connections: number }
  | { readonly code: 'backup.does_not_fit'; readonly table: string }

type Migrated = { readonly name: string; readonly checksum: string }

/**
 * Whether a backup may be taken by this program with this master key; null when it may.
 *
 * @param known the migrations of this program, in order: the backup's must be the first of them, unchanged
 */
export const judgeHeader = (
  header: Header,
  { masterKey, known }: { readonly masterKey: string; readonly known: readonly Migrated[] },
): BackupRefusal | null => {
  if (header.version > formatVersion) return { code: 'backup.too_new', version: `format ${header.version}` }
  if (header.masterKey !== masterKey)
    return { code: 'backup.other_master_key', needs: header.masterKey, has: masterKey }
  for (const [place, { name, checksum }] of header.migrations.entries()) {
    const ours = known[place]
    if (ours === undefined) return { code: 'backup.too_new', version: name }
    if (ours.name !== name || ours.checksum !== checksum) return { code: 'backup.other_migrations', name }
  }
  return null
}

/** What stands in the database that shall be restored into. */
export type Target = {
  /** Names of the migrations it was given. */
  readonly applied: readonly string[]
  /** Audit entries: whatever was ever done has left one. */
  readonly entries: number
  /** Connections beside ours. */
  readonly connections: number
}

/** Whether a database may be restored into: an empty one, that nobody else has open. Null when it may. */
export const judgeTarget = (header: Header, { applied, entries, connections }: Target): BackupRefusal | null => {
  if (entries > 0) return { code: 'backup.not_empty', entries }
  if (connections > 0) return { code: 'backup.in_use', connections }
  const ahead = applied[header.migrations.length]
  return ahead === undefined ? null : { code: 'backup.database_ahead', name: ahead }
}
