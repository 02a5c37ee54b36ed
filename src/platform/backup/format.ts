/**
 * ○ The lines of a backup file, which is gzip over UTF-8 text: a header; for each table a line that opens it, one line
 * for each row, and a line that closes it with a digest; at the end a line with the digest of all before it.
 *
 * A row is a JSON array of the columns' texts, as PostgreSQL writes and reads them; every other line is a JSON object.
 */
import { z } from 'zod'

export const formatVersion = 1

const hex = z.string().regex(/^[0-9a-f]{64}$/)

export const headerLine = z.object({
  format: z.literal('sekimori-backup'),
  version: z.int(),
  createdAt: z.iso.datetime(),
  /** The migrations that made the tables, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: hex })),
  /** Names the master key that opens the secrets within; the key itself is never in a backup. */
  masterKey: z.string().regex(/^[0-9a-f]{16}$/),
})
export type Header = z.output<typeof headerLine>

export const tableLine = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  /** Last number drawn for each numbering column; null before the first. Numbers are never given twice. */
  numbers: z.record(z.string(), z.int().nullable()),
})
export type TableLine = z.output<typeof tableLine>

export const endLine = z.object({ end: z.string(), rows: z.int().nonnegative(), sha256: hex })
export const wholeLine = z.object({ whole: hex, tables: z.int().nonnegative(), rows: z.int().nonnegative() })

export type BackupRefusal =
  | { readonly code: 'backup.file_exists' | 'backup.folder_missing' | 'backup.not_writable'; readonly path: string }
  | { readonly code: 'backup.disk_full' | 'backup.file_missing' | 'backup.not_a_backup'; readonly path: string }
  | { readonly code: 'backup.cut_short'; readonly path: string; readonly line: number }
  | { readonly code: 'backup.damaged'; readonly path: string; readonly line: number; readonly table: string }
  | { readonly code: 'backup.too_new'; readonly version: string }
  | { readonly code: 'backup.other_migrations'; readonly name: string }
  | { readonly code: 'backup.database_ahead'; readonly name: string }
  | { readonly code: 'backup.other_master_key'; readonly needs: string; readonly has: string }
  | { readonly code: 'backup.not_empty'; readonly entries: number }
  | { readonly code: 'backup.in_use'; readonly connections: number }
  | { readonly code: 'backup.does_not_fit'; readonly table: string; readonly reason: string }
