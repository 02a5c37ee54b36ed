/**
 * ○ Whether the system is well: facts in, one finding for each thing looked at out.
 *
 * `bad` needs somebody today, `warn` this week. What to do stands in the words of each finding.
 */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { findings } from './doctor-text.ts'

export type Verdict = 'ok' | 'warn' | 'bad'
export type FindingCode = keyof typeof findings

export type Finding = {
  readonly verdict: Verdict
  readonly code: FindingCode
  readonly values?: Readonly<Record<string, string | number | Bilingual>>
}
export type Check = Finding & { readonly name: string }

/** What the database says; read in one moment. */
export type Stored = {
  readonly version: string
  /** Migrations of this program that it was not given yet. */
  readonly pending: number
  /** Why the migrations do not fit this program; null when they do. */
  readonly misfit: Bilingual | null
  /** Null before the first start: there is nothing to look at yet. */
  readonly signs: Signs | null
}

export type Signs = {
  /** Why the vault does not open; null when it does. */
  readonly vault: string | null
  readonly databaseNow: Date
  readonly lastEntryAt: Date | null
  readonly oldestUnsealedAt: Date | null
  readonly lastSeal: number
  readonly heartbeatAt: Date | null
  readonly jobsFailed: number
  /** Since when the oldest due job waits for a worker. */
  readonly oldestDueAt: Date | null
  readonly mailsFailed: number
  readonly oldestMailAt: Date | null
  readonly parked: number
  readonly oldestDirtyAt: Date | null
  readonly brakes: number
  readonly dataKeyAt: Date | null
  readonly lastBackupAt: Date | null
}

export type Facts = {
  /** By the clock the system speaks of, which the demo moves. */
  readonly now: Date
  readonly machineNow: Date
  readonly demo: boolean
  /** The sentence with which a start in production would end; null when it would begin. */
  readonly refusedStart: Bilingual | null
  readonly https: boolean
  readonly masterKey: { readonly problem: string | null; readonly nextWaits: boolean; readonly file: string }
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number }
  /** The seal that the outside remembers last, and whether it is the one in the database; null when there is no file. */
  readonly roots: { readonly last: number; readonly agrees: boolean } | null
  readonly database: Stored | { readonly unreachable: Bilingual }
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const gigabyte = 1_000_000_000

const fine = (code: FindingCode, values: Finding['values'] = {}): Finding => ({ verdict: 'ok', code, values })
const warn = (code: FindingCode, values: Finding['values'] = {}): Finding => ({ verdict: 'warn', code, values })
const bad = (code: FindingCode, values: Finding['values'] = {}): Finding => ({ verdict: 'bad', code, values })

/** Everything that can be seen, in the order in which somebody would look. */
export const diagnose = (facts: Facts): readonly Check[] => {
  const outside = named(facts, aboutTheMachine)
  if ('unreachable' in facts.database)
    return [...outside, { name: 'database', ...bad('database.away', { reason: facts.database.unreachable }) }]
  const stored = facts.database
  const shape = named({ facts, stored }, aboutTheShape)
  return stored.signs === null
    ? [...outside, ...shape]
    : [...outside, ...shape, ...named({ facts, signs: stored.signs }, aboutTheWork)]
}

export const worst = (checks: readonly Check[]): Verdict =>
  checks.some(({ verdict }) => verdict === 'bad')
    ? 'bad'
    : checks.some(({ verdict }) => verdict === 'warn')
      ? 'warn'
      : 'ok'

type Looks<Seen> = Readonly<Record<string, (seen: Seen) => Finding>>

const named = <Seen>(seen: Seen, looks: Looks<Seen>): readonly Check[] =>
  Object.entries(looks).map(([name, look]) => ({ name, ...look(seen) }))

const aboutTheMachine: Looks<Facts> = {
  configuration: ({ demo, refusedStart }) => {
    if (demo) return fine('configuration.demo')
    return refusedStart === null ? fine('configuration.fine') : bad('configuration.wrong', { reason: refusedStart })
  },
  'base-url': ({ demo, https }) => (demo || https ? fine('base_url.fine') : warn('base_url.plain')),
  'master-key': ({ masterKey: { problem, nextWaits, file } }) => {
    if (problem !== null) return bad('master_key.wrong', { reason: problem })
    return nextWaits ? warn('master_key.half_rolled', { file }) : fine('master_key.fine')
  },
  disk: ({ disk: { freeBytes, totalBytes } }) => {
    const share = freeBytes / Math.max(totalBytes, 1)
    const values = { free: Math.floor(freeBytes / gigabyte), percent: Math.floor(100 * share) }
    if (freeBytes < gigabyte || share < 0.02) return bad('disk.full', values)
    return freeBytes < 5 * gigabyte || share < 0.1 ? warn('disk.filling', values) : fine('disk.fine', values)
  },
}

const aboutTheShape: Looks<{ readonly facts: Facts; readonly stored: Stored }> = {
  database: ({ stored: { version } }) => fine('database.fine', { version }),
  migrations: ({ stored: { pending, misfit, signs } }) => {
    if (misfit !== null) return bad('migrations.misfit', { reason: misfit })
    if (signs === null) return warn('migrations.never', { pending })
    return pending > 0 ? warn('migrations.pending', { pending }) : fine('migrations.fine')
  },
}

type Working = { readonly facts: Facts; readonly signs: Signs }

const aboutTheWork: Looks<Working> = {
  vault: ({ signs: { vault } }) => (vault === null ? fine('vault.fine') : bad('vault.shut', { reason: vault })),
  clock: ({ facts, signs }) => judgeClock(facts, signs),
  'audit-seals': ({ facts, signs }) => {
    const values = minutesSince(facts, signs.oldestUnsealedAt)
    const age = ageOf(facts, signs.oldestUnsealedAt)
    if (age > 10 * minute) return bad('seals.late', values)
    return age > 2 * minute ? warn('seals.late', values) : fine('seals.fine')
  },
  'audit-roots': ({ facts, signs }) => judgeRoots(facts, signs),
  worker: ({ facts, signs }) => {
    const age = ageOf(facts, signs.heartbeatAt)
    if (signs.heartbeatAt === null || age > 10 * minute)
      return bad('worker.none', minutesSince(facts, signs.heartbeatAt))
    return age > 3 * minute ? warn('worker.late', minutesSince(facts, signs.heartbeatAt)) : fine('worker.fine')
  },
  jobs: ({ facts, signs }) => {
    const age = ageOf(facts, signs.oldestDueAt)
    const values = { ...minutesSince(facts, signs.oldestDueAt), count: signs.jobsFailed }
    if (age > hour) return bad('jobs.late', values)
    if (age > 5 * minute) return warn('jobs.late', values)
    return signs.jobsFailed > 0 ? warn('jobs.failed', values) : fine('jobs.fine')
  },
  mails: ({ facts, signs }) => {
    if (facts.demo) return fine('mails.fine')
    const age = ageOf(facts, signs.oldestMailAt)
    const values = { ...minutesSince(facts, signs.oldestMailAt), count: signs.mailsFailed }
    if (age > 4 * hour) return bad('mails.late', values)
    if (age > 15 * minute) return warn('mails.late', values)
    return signs.mailsFailed > 0 ? warn('mails.failed', values) : fine('mails.fine')
  },
  people: ({ facts, signs }) => {
    if (signs.parked > 0) return warn('people.parked', { count: signs.parked })
    const isLate = ageOf(facts, signs.oldestDirtyAt) > 30 * minute
    return isLate ? warn('people.late', minutesSince(facts, signs.oldestDirtyAt)) : fine('people.fine')
  },
  brakes: ({ signs: { brakes } }) => (brakes > 0 ? warn('brakes.standing', { count: brakes }) : fine('brakes.fine')),
  keys: ({ facts, signs }) => {
    const days = Math.floor(ageOf(facts, signs.dataKeyAt) / day)
    return days > 400 ? warn('keys.old', { days }) : fine('keys.fine', { days })
  },
  backup: ({ facts, signs }) => {
    if (facts.demo) return fine('backup.demo')
    if (signs.lastBackupAt === null) return bad('backup.never')
    const age = ageOf(facts, signs.lastBackupAt)
    const values = { hours: Math.floor(age / hour) }
    if (age > 8 * day) return bad('backup.old', values)
    return age > 26 * hour ? warn('backup.old', values) : fine('backup.fine', values)
  },
}

/** Milliseconds since; nothing has no age. */
const ageOf = ({ now }: Facts, since: Date | null): number => (since === null ? 0 : now.getTime() - since.getTime())

const minutesSince = (facts: Facts, since: Date | null): { readonly minutes: number } => ({
  minutes: Math.floor(ageOf(facts, since) / minute),
})

/** A last entry in the future, or a database that tells another time, means that one of the clocks lies. */
const judgeClock = (facts: Facts, { lastEntryAt, databaseNow }: Signs): Finding => {
  const ahead = -ageOf(facts, lastEntryAt)
  if (ahead > 2 * minute) return bad('clock.behind_the_log', { minutes: Math.ceil(ahead / minute) })
  const apart = Math.abs(facts.machineNow.getTime() - databaseNow.getTime())
  const values = { seconds: Math.round(apart / second) }
  if (apart > minute) return bad('clock.apart', values)
  return apart > 5 * second ? warn('clock.apart', values) : fine('clock.fine')
}

const judgeRoots = ({ roots }: Facts, { lastSeal }: Signs): Finding => {
  if (roots === null) return lastSeal === 0 ? fine('roots.fine') : bad('roots.missing')
  if (!roots.agrees || roots.last > lastSeal) return bad('roots.differ', { remembered: roots.last, seal: lastSeal })
  return fine('roots.fine')
}
