/** ● Writing applications; answers are sealed on the way in, and every move leaves an event. */
import { addDays, type Day } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { joinSql, run, sql, type Sql, type Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import type { Answers } from '../answers.ts'
import type { Application, BroughtBy, Kind, Landing, State } from '../application.ts'
import { placeOf } from './applications.ts'

const sealed = (vault: Vault, id: string, answers: Answers): Buffer =>
  vault.seal(Buffer.from(JSON.stringify(answers), 'utf8'), placeOf(id))

export type NewApplication = {
  readonly id: string
  readonly number: string
  readonly secretHash: Uint8Array
  readonly kind: Kind
  readonly broughtBy: BroughtBy
  readonly answers: Answers
  readonly unitCode: string | null
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
    sql`insert into admissions.application (id, number, secret_hash, kind, brought_by, state, answers, status, unit_code,
          continues, applicant_person_id, host_person_id, host_confirmed_at, invitation_id, mail_verified_at,
          brought_by_label, batch_id, language, created_at, changed_at)
        values (${fresh.id}, ${fresh.number}, ${Buffer.from(fresh.secretHash)}, ${fresh.kind}, ${fresh.broughtBy}, 'draft',
          ${sealed(vault, fresh.id, fresh.answers)}, ${fresh.answers.status ?? null}, ${fresh.unitCode}, ${fresh.continues},
          ${fresh.applicant}, ${fresh.host}, ${fresh.hostConfirmedAt}, ${fresh.invitationId}, ${fresh.mailVerifiedAt},
          ${fresh.by}, ${fresh.batchId}, ${fresh.language}, ${now}, ${now})`,
  )
}

export type HandedIn = {
  readonly people: readonly Pick<NewApplication, 'id' | 'number' | 'secretHash' | 'answers' | 'continues'>[]
  readonly broughtBy: 'department' | 'personnel'
  readonly unitCode: string | null
  readonly batchId: string
  readonly by: string
  readonly language: 'ja' | 'en'
}

/** Many applications at once, handed in as they are: whom a department or personnel applies for. */
export const addHandedIn = async (tx: Tx, vault: Vault, handed: HandedIn, now: Date): Promise<void> => {
  const { people } = handed
  await run(
    tx,
    sql`insert into admissions.application (id, number, secret_hash, kind, brought_by, state, answers, status, from_on,
          until_on, continues, unit_code, brought_by_label, batch_id, language, created_at, changed_at, submitted_at)
        select id, number, secret_hash, case when continues is null then 'new' else 'continuation' end, ${handed.broughtBy}, 'submitted', answers, status, from_on, until_on, continues,
          ${handed.unitCode}, ${handed.by}, ${handed.batchId}, ${handed.language}, ${now}, ${now}, ${now}
        from unnest(${people.map(each => each.id)}::uuid[], ${people.map(each => each.number)}::text[],
          ${people.map(each => Buffer.from(each.secretHash))}::bytea[],
          ${people.map(each => sealed(vault, each.id, each.answers))}::bytea[],
          ${people.map(each => each.answers.status ?? null)}::text[],
          ${people.map(each => each.answers.from ?? null)}::date[],
          ${people.map(each => untilOf(each.answers))}::date[], ${people.map(each => each.continues)}::text[])
          as p (id, number, secret_hash, answers, status, from_on, until_on, continues)`,
  )
  await addEvents(tx, people.map(each => each.id), { action: 'submit', state: 'submitted', actor: handed.by, note: null }, now) // prettier-ignore
}

const untilOf = ({ lastDay = '' }: Answers): Day | null => (lastDay === '' ? null : addDays(lastDay as Day, 1))

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

/** What changes beside the state; absent stays as it is. */
export type Settled = {
  readonly unitCode?: string | null
  readonly countsUntil?: Day | null
  readonly host?: PersonId | null
  readonly hostConfirmedAt?: Date | null
  readonly hostlessUntil?: Day | null
  readonly nextHost?: PersonId | null
  readonly landing?: Landing
}

export type Moved = Settled & {
  readonly application: Application
  readonly action: string
  readonly to: State
  readonly actor: string
  readonly note?: string | null
}

/** Moves an application along its life and writes down what happened. */
export const move = async (tx: Tx, moved: Moved, now: Date): Promise<void> => {
  const { application, action, to } = moved
  const { answers } = application
  const handedIn = to === 'submitted' || to === 'host_asked'
  const whole = to !== 'withdrawn' && to !== 'expired'
  const set: Sql[] = [sql`state = ${to}`, sql`changed_at = ${now}`, ...settledIn(moved)]
  if (whole)
    set.push(
      sql`status = ${answers.status ?? null}`,
      sql`from_on = ${answers.from ?? null}`,
      sql`until_on = ${untilOf(answers)}`,
    )
  if (to !== application.state) set.push(sql`reminded_at = null`)
  if (handedIn && application.state !== 'host_asked') set.push(sql`submitted_at = ${now}`)
  await run(tx, sql`update admissions.application set ${joinSql(set, sql`, `)} where id = ${application.id}`)
  await addEvents(tx, [application.id], { action, state: to, actor: moved.actor, note: moved.note ?? null }, now)
}

const settledIn = (moved: Settled): readonly Sql[] => {
  const set: Sql[] = []
  if (moved.unitCode !== undefined) set.push(sql`unit_code = ${moved.unitCode}`)
  if (moved.countsUntil !== undefined) set.push(sql`counts_until = ${moved.countsUntil}`)
  if (moved.host !== undefined) set.push(sql`host_person_id = ${moved.host}`)
  if (moved.hostConfirmedAt !== undefined) set.push(sql`host_confirmed_at = ${moved.hostConfirmedAt}`)
  if (moved.hostlessUntil !== undefined) set.push(sql`hostless_until = ${moved.hostlessUntil}`)
  if (moved.nextHost !== undefined) set.push(sql`next_host_person_id = ${moved.nextHost}`)
  if (moved.landing !== undefined) set.push(sql`landing = ${moved.landing}`)
  return set
}

export type MovedTogether = {
  readonly ids: readonly string[]
  readonly action: string
  readonly to: State
  readonly actor: string
  readonly landing?: Landing
}

/** Moves several applications of one state the same way. */
export const moveTogether = async (tx: Tx, moved: MovedTogether, now: Date): Promise<void> => {
  const set = [sql`state = ${moved.to}`, sql`changed_at = ${now}`, ...settledIn(moved)]
  await run(tx, sql`update admissions.application set ${joinSql(set, sql`, `)} where id = any(${moved.ids}::uuid[])`)
  await addEvents(tx, moved.ids, { action: moved.action, state: moved.to, actor: moved.actor, note: null }, now)
}

type Happened = {
  readonly action: string
  readonly state: State
  readonly actor: string
  readonly note: string | null
}

const addEvents = async (tx: Tx, ids: readonly string[], event: Happened, now: Date): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.event (application_id, seq, at, action, state, actor, note)
        select wanted.id, coalesce((select max(seq) from admissions.event e where e.application_id = wanted.id), 0) + 1,
          ${now}, ${event.action}, ${event.state}, ${event.actor}, ${event.note}
        from unnest(${ids}::uuid[]) as wanted (id)`,
  )
}

/** The registry's answer; whoever the application became may see it once they are signed in. */
export const saveLanding = async (
  tx: Tx,
  id: string,
  landed: { readonly landing: Landing; readonly person: PersonId | null },
): Promise<void> => {
  await run(
    tx,
    sql`update admissions.application set landing = ${landed.landing}, landings = landings + 1,
          applicant_person_id = coalesce(applicant_person_id, ${landed.person})
        where id = ${id}`,
  )
}

export const saveReminded = async (tx: Tx, number: string, now: Date): Promise<void> => {
  await run(tx, sql`update admissions.application set reminded_at = ${now} where number = ${number}`)
}
