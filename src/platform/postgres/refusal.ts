/** Why there is no database to work with, and how the programs' own words are understood. */

export type DatabaseRefusal =
  | { readonly code: 'database.disk_full'; readonly folder: string }
  | { readonly code: 'database.folder_not_writable'; readonly folder: string }
  | { readonly code: 'database.not_ours'; readonly folder: string }
  | { readonly code: 'database.no_way_to_run'; readonly folder: string; readonly uid: number }
  | { readonly code: 'database.other_version'; readonly folder: string; readonly made: number; readonly have: string }
  | { readonly code: 'database.not_found' }
  | { readonly code: 'database.unreachable'; readonly reason: string }
  | { readonly code: 'database.server_too_old'; readonly version: string }
  | { readonly code: 'database.not_utf8'; readonly encoding: string }
  | { readonly code: 'database.start_failed'; readonly folder: string; readonly reason: string }

type Pattern = readonly [RegExp, 'database.disk_full' | 'database.folder_not_writable' | 'database.not_ours']

/** First match wins. The programs speak English because we start them with LC_ALL=C. */
const patterns: readonly Pattern[] = [
  [/No space left on device|Disk quota exceeded|Check free disk space/, 'database.disk_full'],
  [/has wrong ownership|has invalid permissions|is not a valid data directory/, 'database.not_ours'],
  [/Permission denied|Read-only file system|Operation not permitted/, 'database.folder_not_writable'],
]

/** Another postmaster was quicker; whoever asks should look again and join it. */
export const isTaken = (output: string): boolean => /lock file ".*" already exists|is already in use/.test(output)

/** Turns what initdb or postgres printed before giving up into a refusal. */
export const explainFailure = (output: string, folder: string): DatabaseRefusal => {
  const code = patterns.find(([pattern]) => pattern.test(output))?.[1]
  return code === undefined ? { code: 'database.start_failed', folder, reason: causeIn(output) } : { code, folder }
}

/** Turns an error of the file system into a refusal; null when it is none that a person can mend. */
export const explainFileError = (error: unknown, folder: string): DatabaseRefusal | null => {
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'database.disk_full', folder }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { code: 'database.folder_not_writable', folder }
  if (code === 'ENOTDIR' || code === 'EEXIST') return { code: 'database.not_ours', folder }
  return null
}

/** The `code` of a system or database error (`ENOENT`, `57P03`); empty when it has none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The line that names the cause in what a program printed. */
export const causeIn = (output: string): string => {
  const lines = output.split('\n').filter(line => line.trim() !== '')
  const telling = lines.find(line => /FATAL|PANIC|error:|error while loading/.test(line)) ?? lines.at(-1)
  return (telling ?? 'no reason given').replace(/^.*?(?:FATAL|PANIC|error):\s*/, '').slice(0, 300)
}

/** PostgreSQL will not run as whoever we are. */
export const noWayToRun = (folder: string): DatabaseRefusal => ({
  code: 'database.no_way_to_run',
  folder,
  uid: process.getuid?.() ?? -1,
})
