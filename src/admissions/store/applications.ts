/** ● Every statement on admissions.*; answers are sealed on the way in and opened on the way out. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { joinSql, row, rows, run, sql, written, type Db, type Sql, type Tx } from '../../platform/database.ts'
import { randomId } from '../../platform/random.ts'
import type { Vault } from '../../platform/vault.ts'
import type { Answers } from '../answers.ts'
import type { Application, BroughtBy, Kind, Landing, State } from '../application.ts'
import { addDays } from '../../kernel/day.ts'

type ApplicationRow = Omit<Application, 'answers' | 'code' | 'applicant' | 'host'> & {
  readonly sealed: Buffer
  readonly applicant: string | null
  readonly host: string | null
  readonly codePrint: Buffer | null
  readonly codeUntil: Date | null
  readonly codeTries: number
}

const columns = sql`id, number, kind, brought_by as "broughtBy", state, answers as sealed, counts_until as "countsUntil",
  unit_code as "unitCode", continues, applicant_person_id as applicant, host_person_id as host,
  host_confirmed_at as "hostConfirmedAt", invitation_id as "invitationId", mail_verified_at as "mailVerifiedAt",
  code_print as "codePrint", code_until as "codeUntil", code_tries as "codeTries", codes_sent as "codesSent", landing,
  landings, language, created_at as "createdAt", changed_at as "changedAt", submitted_at as "submittedAt"`

const place = (id: string): string => `admissions.application:${id}`

const opened = (vault: Vault, found: ApplicationRow): Application => {
  const { sealed, codePrint, codeUntil, codeTries, applicant, host, ...rest } = found
  return {
    ...rest,
    answers: JSON.parse(vault.open(sealed, place(found.id)).toString('utf8')) as Answers,
    applicant: applicant === null ? null : asPersonId(applicant),
    host: host === null ? null : asPersonId(host),
    code: codePrint === null || codeUntil === null ? null : { print: codePrint, until: codeUntil, tries: codeTries },
  }
}

const sealed = (vault: Vault, id: string, answers: Answers): Buffer =>
  vault.seal(Buffer.from(JSON.stringify(answers), 'utf8'), place(id))

const one = async (db: Db | Tx, vault: Vault, where: Sql, lock: Sql): Promise<Application | null> => {
  const found = await row<ApplicationRow>(db, sql`select ${columns} from admissions.application where ${where}${lock}`)
  return found === null ? null : opened(vault, found)
}
const unlocked = sql``
const locked = sql` for update`

export const byNumber = (db: Db | Tx, vault: Vault, number: string): Promise<Application | null> =>
  one(db, vault, sql`number = ${number}`, unlocked)
export const byNumberForUpdate = (tx: Tx, vault: Vault, number: string): Promise<Application | null> =>
  one(tx, vault, sql`number = ${number}`, locked)
export const bySecret = (db: Db | Tx, vault: Vault, hash: Uint8Array): Promise<Application | null> =>
  one(db, vault, sql`secret_hash = ${Buffer.from(hash)}`, unlocked)

/** Whose secret or whose own application: the one question by which an applicant is let in. */
export const ownForUpdate = (
  tx: Tx,
  vault: Vault,
  own: { readonly number: string; readonly hash: Uint8Array | null; readonly personId: PersonId | null },
): Promise<Application | null> => one(tx, vault, ownWhere(own), locked)

export const own = (
  db: Db,
  vault: Vault,
  own: { readonly number: string; readonly hash: Uint8Array | null; readonly personId: PersonId | null },
): Promise<Application | null> => one(db, vault, ownWhere(own), unlocked)

const ownWhere = (own: {
  readonly number: string
  readonly hash: Uint8Array | null
  readonly personId: PersonId | null
}): Sql => sql`number = ${own.number} and (secret_hash = ${own.hash === null ? null : Buffer.from(own.hash)}
  or applicant_person_id = ${own.personId})`

export type NewApplication = {
  readonly id: string
  readonly number: string
  readonly secretHash: Uint8Array
  readonly kind: Kind
  readonly broughtBy: BroughtBy
  readonly answers: Answers
  readonly continues: string | null
  readonly applicant: PersonId | null
  readonly host: PersonId | null
  readonly hostConfirmedAt: Date | null
  readonly invitationId: string | null
  readonly mailVerifiedAt: Date | null
  readonly by: string | null
  readonly batchId: string | null
  readonly language: 'ja' | 'en'
}

export const addApplication = async (tx: Tx, vault: Vault, fresh: NewApplication, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.application (id, number, secret_hash, kind, brought_by, state, answers, status, continues,
          applicant_person_id, host_person_id, host_confirmed_at, invitation_id, mail_verified_at, brought_by_label, batch_id,
          language, created_at, changed_at)
        values (${fresh.id}, ${fresh.number}, ${Buffer.from(fresh.secretHash)}, ${fresh.kind}, ${fresh.broughtBy}, 'draft',
          ${sealed(vault, fresh.id, fresh.answers)}, ${fresh.answers.status ?? null}, ${fresh.continues}, ${fresh.applicant},
          ${fresh.host}, ${fresh.hostConfirmedAt}, ${fresh.invitationId}, ${fresh.mailVerifiedAt}, ${fresh.by},
          ${fresh.batchId}, ${fresh.language}, ${now}, ${now})`,
  )
}

/** Keeps what was answered. Another contact address has to be verified anew. */
export const saveAnswers = async (
  tx: Tx,
  vault: Vault,
  application: Pick<Application, 'id' | 'answers' | 'mailVerifiedAt' | 'host' | 'hostConfirmedAt'>,
  now: Date,
): Promise<void> => {
  const { id, answers } = application
  await run(
    tx,
    sql`update admissions.application set answers = ${sealed(vault, id, answers)}, status = ${answers.status ?? null},
          mail_verified_at = ${application.mailVerifiedAt}, host_person_id = ${application.host},
          host_confirmed_at = ${application.hostConfirmedAt}, changed_at = ${now}
        where id = ${id}`,
  )
}

export const saveCode = async (tx: Tx, id: string, print: Uint8Array, until: Date): Promise<void> => {
  await run(
    tx,
    sql`update admissions.application set code_print = ${Buffer.from(print)}, code_until = ${until}, code_tries = 0,
          codes_sent = codes_sent + 1
        where id = ${id}`,
  )
}

/** Ends every code that was mailed and not typed yet; says how many. */
export const forgetCodes = (tx: Tx): Promise<number> =>
  run(tx, sql`update admissions.application set code_print = null, code_until = null where code_print is not null`)

export const countCodeTry = async (tx: Tx, id: string): Promise<void> => {
  await run(tx, sql`update admissions.application set code_tries = code_tries + 1 where id = ${id}`)
}

export const saveVerified = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await run(
    tx,
    sql`update admissions.application set mail_verified_at = ${now}, code_print = null, code_until = null, code_tries = 0,
          changed_at = ${now}
        where id = ${id}`,
  )
}

export type Moved = {
  readonly application: Application
  readonly action: string
  readonly to: State
  readonly actor: string
  readonly note?: string | null
  /** Set only where it changes. */
  readonly unitCode?: string | null
  readonly countsUntil?: Day | null
  readonly host?: PersonId | null
  readonly hostConfirmedAt?: Date | null
  readonly landing?: Landing
}

/** Moves an application along its life and writes down what happened. */
export const move = async (tx: Tx, moved: Moved, now: Date): Promise<void> => {
  const { application, action, to } = moved
  const { answers } = application
  const until = answers.lastDay === undefined || answers.lastDay === '' ? null : addDays(answers.lastDay as Day, 1)
  const handedIn = to === 'submitted' || to === 'host_asked'
  const whole = to !== 'withdrawn' && to !== 'expired'
  const set: Sql[] = [sql`state = ${to}`, sql`changed_at = ${now}`]
  if (whole)
    set.push(sql`status = ${answers.status ?? null}`, sql`from_on = ${answers.from ?? null}`, sql`until_on = ${until}`)
  if (handedIn && application.state !== 'host_asked') set.push(sql`submitted_at = ${now}`)
  if (moved.unitCode !== undefined) set.push(sql`unit_code = ${moved.unitCode}`)
  if (moved.countsUntil !== undefined) set.push(sql`counts_until = ${moved.countsUntil}`)
  if (moved.host !== undefined) set.push(sql`host_person_id = ${moved.host}`)
  if (moved.hostConfirmedAt !== undefined) set.push(sql`host_confirmed_at = ${moved.hostConfirmedAt}`)
  if (moved.landing !== undefined) set.push(sql`landing = ${moved.landing}`)
  await run(tx, sql`update admissions.application set ${joinSql(set, sql`, `)} where id = ${application.id}`)
  await addEvent(tx, { id: application.id, action, state: to, actor: moved.actor, note: moved.note ?? null }, now)
}

const addEvent = (
  tx: Tx,
  event: {
    readonly id: string
    readonly action: string
    readonly state: State
    readonly actor: string
    readonly note: string | null
  },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`insert into admissions.event (application_id, seq, at, action, state, actor, note)
        select ${event.id}, coalesce(max(seq), 0) + 1, ${now}, ${event.action}, ${event.state}, ${event.actor}, ${event.note}
        from admissions.event where application_id = ${event.id}`,
  )

export const saveLanding = async (tx: Tx, id: string, landing: Landing): Promise<void> => {
  await run(tx, sql`update admissions.application set landing = ${landing}, landings = landings + 1 where id = ${id}`)
}

export type Event = {
  readonly at: Date
  readonly action: string
  readonly state: State
  readonly actor: string
  readonly note: string | null
}
export const eventsOf = (db: Db | Tx, id: string): Promise<readonly Event[]> =>
  rows(db, sql`select at, action, state, actor, note from admissions.event where application_id = ${id} order by seq`)

export type Evidence = {
  readonly method: string
  readonly document: string
  readonly last4: string
  readonly counter: string
  readonly checker: string
  readonly checkerPerson: PersonId | null
  readonly at: Date
}
export const evidenceOf = (db: Db | Tx, id: string): Promise<readonly Evidence[]> =>
  rows(
    db,
    sql`select method, document, last4, counter, checker, checker_person_id as "checkerPerson", at
        from admissions.evidence where application_id = ${id} order by at`,
  )

export const addEvidence = async (tx: Tx, id: string, evidence: Evidence): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.evidence (id, application_id, method, document, last4, counter, checker, checker_person_id, at)
        values (${randomId()}, ${id}, ${evidence.method}, ${evidence.document}, ${evidence.last4}, ${evidence.counter},
          ${evidence.checker}, ${evidence.checkerPerson}, ${evidence.at})`,
  )
}

/** The office's list: newest first among those in these states. */
export const inStates = async (
  db: Db,
  vault: Vault,
  states: readonly State[],
  limit: number,
): Promise<readonly Application[]> =>
  (
    await rows<ApplicationRow>(
      db,
      sql`select ${columns} from admissions.application where state = any(${states}::text[])
          order by changed_at desc limit ${limit}`,
    )
  ).map(found => opened(vault, found))

export const naming = async (db: Db, vault: Vault, host: PersonId): Promise<readonly Application[]> =>
  (
    await rows<ApplicationRow>(
      db,
      sql`select ${columns} from admissions.application where host_person_id = ${host}
          and state not in ('draft', 'withdrawn', 'expired') order by changed_at desc limit 100`,
    )
  ).map(found => opened(vault, found))

export const ofApplicant = async (db: Db, vault: Vault, person: PersonId): Promise<readonly Application[]> =>
  (
    await rows<ApplicationRow>(
      db,
      sql`select ${columns} from admissions.application where applicant_person_id = ${person} order by changed_at desc limit 50`,
    )
  ).map(found => opened(vault, found))

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

/** Counts one act of whoever this print stands for; says how often in this hour. */
export const countAct = async (tx: Tx, print: Uint8Array, now: Date): Promise<number> => {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  const counted = await written<{ readonly count: number }>(
    tx,
    sql`insert into admissions.tally as t (print, hour, count) values (${Buffer.from(print)}, ${hour}, 1)
        on conflict (print, hour) do update set count = t.count + 1 returning count`,
  )
  return counted[0]?.count ?? 0
}

export const forgetTallies = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from admissions.tally where hour < ${before}`)
