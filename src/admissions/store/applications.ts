/** ● Reading applications; answers are opened on the way out. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, sql, type Db, type Sql, type Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import type { Answers } from '../answers.ts'
import type { Application, State } from '../application.ts'

type ApplicationRow = Omit<Application, 'answers' | 'code' | 'applicant' | 'host' | 'nextHost'> & {
  readonly sealed: Buffer
  readonly applicant: string | null
  readonly host: string | null
  readonly nextHost: string | null
  readonly codePrint: Buffer | null
  readonly codeUntil: Date | null
  readonly codeTries: number
}

const columns = sql`id, number, kind, brought_by as "broughtBy", state, answers as sealed, counts_until as "countsUntil",
  unit_code as "unitCode", continues, applicant_person_id as applicant, host_person_id as host,
  host_confirmed_at as "hostConfirmedAt", hostless_until as "hostlessUntil", next_host_person_id as "nextHost",
  brought_by_label as "broughtByLabel", batch_id as "batchId", invitation_id as "invitationId",
  mail_verified_at as "mailVerifiedAt", code_print as "codePrint", code_until as "codeUntil", code_tries as "codeTries",
  codes_sent as "codesSent", landing, landings, language, created_at as "createdAt", changed_at as "changedAt",
  submitted_at as "submittedAt"`

/** What the vault binds the answers of an application to. */
export const placeOf = (id: string): string => `admissions.application:${id}`

const person = (id: string | null): PersonId | null => (id === null ? null : asPersonId(id))

const opened = (vault: Vault, found: ApplicationRow): Application => {
  const { sealed, codePrint, codeUntil, codeTries, applicant, host, nextHost, ...rest } = found
  return {
    ...rest,
    answers: JSON.parse(vault.open(sealed, placeOf(found.id)).toString('utf8')) as Answers,
    applicant: person(applicant),
    host: person(host),
    nextHost: person(nextHost),
    code: codePrint === null || codeUntil === null ? null : { print: codePrint, until: codeUntil, tries: codeTries },
  }
}

const one = async (db: Db | Tx, vault: Vault, where: Sql, lock: Sql): Promise<Application | null> => {
  const found = await row<ApplicationRow>(db, sql`select ${columns} from admissions.application where ${where}${lock}`)
  return found === null ? null : opened(vault, found)
}

const many = async (db: Db | Tx, vault: Vault, rest: Sql): Promise<readonly Application[]> =>
  (await rows<ApplicationRow>(db, sql`select ${columns} from admissions.application where ${rest}`)).map(found =>
    opened(vault, found),
  )

const unlocked = sql``
const locked = sql` for update`

export const byNumber = (db: Db | Tx, vault: Vault, number: string): Promise<Application | null> =>
  one(db, vault, sql`number = ${number}`, unlocked)
export const byNumberForUpdate = (tx: Tx, vault: Vault, number: string): Promise<Application | null> =>
  one(tx, vault, sql`number = ${number}`, locked)
export const bySecret = (db: Db | Tx, vault: Vault, hash: Uint8Array): Promise<Application | null> =>
  one(db, vault, sql`secret_hash = ${Buffer.from(hash)}`, unlocked)

/** Whose secret, or whose own. */
export type Own = { readonly number: string; readonly hash: Uint8Array | null; readonly personId: PersonId | null }

/** Whose secret or whose own application: the one question by which an applicant is let in. */
export const ownForUpdate = (tx: Tx, vault: Vault, own: Own): Promise<Application | null> =>
  one(tx, vault, ownWhere(own), locked)

export const own = (db: Db, vault: Vault, own: Own): Promise<Application | null> =>
  one(db, vault, ownWhere(own), unlocked)

const ownWhere = (own: Own): Sql =>
  sql`number = ${own.number} and (secret_hash = ${own.hash === null ? null : Buffer.from(own.hash)}
  or applicant_person_id = ${own.personId})`

/** Whose applications a list shows: every unit's, or those of some units alone. */
export type Reach = 'all' | readonly string[]

const within = (reach: Reach): Sql => (reach === 'all' ? sql`true` : sql`unit_code = any(${reach}::text[])`)

/** The list of those in these states, the one that waits longest first or the newest first. */
export const inStates = (
  db: Db,
  vault: Vault,
  wanted: { readonly states: readonly State[]; readonly reach: Reach; readonly first: 'oldest' | 'newest' },
): Promise<readonly Application[]> =>
  many(
    db,
    vault,
    sql`state = any(${wanted.states}::text[]) and ${within(wanted.reach)}
      order by ${wanted.first === 'oldest' ? sql`changed_at, number` : sql`changed_at desc, number`} limit 200`,
  )

/** How many are in each state. */
export const countByState = async (db: Db, reach: Reach): Promise<ReadonlyMap<State, number>> => {
  const counted = await rows<{ readonly state: State; readonly count: number }>(
    db,
    sql`select state, count(*)::integer as count from admissions.application where ${within(reach)} group by state`,
  )
  return new Map(counted.map(({ state, count }) => [state, count]))
}

export const ofBatch = (db: Db | Tx, vault: Vault, batchId: string): Promise<readonly Application[]> =>
  many(db, vault, sql`batch_id = ${batchId} order by created_at, number`)
export const ofBatchForUpdate = (tx: Tx, vault: Vault, batchId: string): Promise<readonly Application[]> =>
  many(tx, vault, sql`batch_id = ${batchId} order by number for update`)

export const naming = (db: Db, vault: Vault, host: PersonId): Promise<readonly Application[]> =>
  many(
    db,
    vault,
    sql`(host_person_id = ${host} or next_host_person_id = ${host}) and state not in ('draft', 'withdrawn', 'expired')
      order by changed_at desc limit 100`,
  )

export const ofApplicant = (db: Db, vault: Vault, person: PersonId): Promise<readonly Application[]> =>
  many(db, vault, sql`applicant_person_id = ${person} order by changed_at desc limit 50`)

/** Which of these numbers may be continued by whoever reaches these units. */
export const continuable = async (
  db: Db | Tx,
  numbers: readonly string[],
  reach: Reach,
): Promise<ReadonlySet<string>> => {
  const found = await rows<{ readonly number: string }>(
    db,
    sql`select number from admissions.application
        where number = any(${numbers}::text[]) and state in ('admitted', 'lapsed') and ${within(reach)}`,
  )
  return new Set(found.map(({ number }) => number))
}

/** Numbers whose time is over: unfinished ones untouched since `before`, provisional ones past their end. */
export const overdue = (
  tx: Tx,
  at: { readonly before: Date; readonly today: Day },
): Promise<readonly { readonly number: string }[]> =>
  rows(
    tx,
    sql`select number from admissions.application
        where (state in ('draft', 'host_asked', 'submitted', 'sent_back') and changed_at < ${at.before})
           or (state = 'provisional' and counts_until <= ${at.today})
        order by number limit 500 for update skip locked`,
  )

/** Numbers whose person is to be reminded: of a provisional end, or of the period's, each once. */
export const toRemind = (
  tx: Tx,
  by: { readonly today: Day; readonly provisional: Day; readonly period: Day },
): Promise<readonly { readonly number: string }[]> =>
  rows(
    tx,
    sql`select number from admissions.application a
        where reminded_at is null and (
          (state = 'provisional' and counts_until > ${by.today} and counts_until <= ${by.provisional})
          or (state = 'admitted' and counts_until is null and hostless_until is null
            and until_on > ${by.today} and until_on <= ${by.period}
            and not exists (select from admissions.application c where c.continues = a.number
              and c.state not in ('withdrawn', 'expired', 'rejected', 'voided'))))
        order by number limit 200 for update skip locked`,
  )

/** Those whose end for want of a host is set, to see whether it still must come. */
export const hostlessForUpdate = (tx: Tx, vault: Vault, today: Day): Promise<readonly Application[]> =>
  many(
    tx,
    vault,
    sql`state = 'admitted' and hostless_until > ${today} order by number limit 500 for update skip locked`,
  )
