/** ● Statements on invitations: a host's word beforehand. */
import type { Day } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { row, rows, run, sql, type Db, type Tx } from '../../platform/database.ts'
import type { Vault } from '../../platform/vault.ts'
import type { InvitationState } from '../application.ts'

export type Guest = { readonly name: string; readonly mail: string }
export type Invitation = {
  readonly id: string
  readonly host: PersonId
  readonly guest: Guest
  readonly status: string
  readonly unitName: string
  readonly from: Day
  readonly until: Day
  readonly state: InvitationState
  readonly sentAt: Date
  readonly expiresAt: Date
}

type InvitationRow = Omit<Invitation, 'guest' | 'host'> & { readonly host: string; readonly sealed: Buffer }

const columns = sql`id, host_person_id as host, guest as sealed, status, unit_name as "unitName", from_on as "from",
  until_on as until, state, sent_at as "sentAt", expires_at as "expiresAt"`
const place = (id: string): string => `admissions.invitation:${id}`

const opened = (vault: Vault, { sealed, host, ...rest }: InvitationRow): Invitation => ({
  ...rest,
  host: asPersonId(host),
  guest: JSON.parse(vault.open(sealed, place(rest.id)).toString('utf8')) as Guest,
})

export const addInvitation = async (
  tx: Tx,
  vault: Vault,
  fresh: Omit<Invitation, 'state'> & { readonly secretHash: Uint8Array },
): Promise<void> => {
  await run(
    tx,
    sql`insert into admissions.invitation (id, secret_hash, host_person_id, guest, status, unit_name, from_on, until_on, state,
          sent_at, expires_at)
        values (${fresh.id}, ${Buffer.from(fresh.secretHash)}, ${fresh.host},
          ${vault.seal(Buffer.from(JSON.stringify(fresh.guest), 'utf8'), place(fresh.id))}, ${fresh.status}, ${fresh.unitName},
          ${fresh.from}, ${fresh.until}, 'open', ${fresh.sentAt}, ${fresh.expiresAt})`,
  )
}

/** The open invitation a mailed link leads to. */
export const openInvitation = async (
  db: Db | Tx,
  vault: Vault,
  hash: Uint8Array,
  now: Date,
): Promise<Invitation | null> => {
  const found = await row<InvitationRow>(
    db,
    sql`select ${columns} from admissions.invitation
        where secret_hash = ${Buffer.from(hash)} and state = 'open' and expires_at > ${now}`,
  )
  return found === null ? null : opened(vault, found)
}

export const invitationsOf = async (db: Db, vault: Vault, host: PersonId): Promise<readonly Invitation[]> =>
  (
    await rows<InvitationRow>(
      db,
      sql`select ${columns} from admissions.invitation where host_person_id = ${host} order by sent_at desc limit 50`,
    )
  ).map(found => opened(vault, found))

/** One invitation of this host, for a change. */
export const invitationForUpdate = async (
  tx: Tx,
  vault: Vault,
  { id, host }: Pick<Invitation, 'id' | 'host'>,
): Promise<Invitation | null> => {
  const found = await row<InvitationRow>(
    tx,
    sql`select ${columns} from admissions.invitation where id = ${id} and host_person_id = ${host} for update`,
  )
  return found === null ? null : opened(vault, found)
}

/** Open ones to be mailed once more: sent before this instant, and not over yet. */
export const unopened = async (
  tx: Tx,
  vault: Vault,
  at: { readonly sentBefore: Date; readonly now: Date },
): Promise<readonly Invitation[]> =>
  (
    await rows<InvitationRow>(
      tx,
      sql`select ${columns} from admissions.invitation
          where state = 'open' and reminded_at is null and sent_at < ${at.sentBefore} and expires_at > ${at.now}
          order by id limit 200 for update skip locked`,
    )
  ).map(found => opened(vault, found))

/** Open ones whose time is over. */
export const runOut = async (tx: Tx, vault: Vault, now: Date): Promise<readonly Invitation[]> =>
  (
    await rows<InvitationRow>(
      tx,
      sql`select ${columns} from admissions.invitation where state = 'open' and expires_at <= ${now}
          order by id limit 200 for update skip locked`,
    )
  ).map(found => opened(vault, found))

/** A new link takes the place of the one mailed before. */
export const renewLink = async (
  tx: Tx,
  id: string,
  fresh: {
    readonly secretHash: Uint8Array
    readonly sentAt: Date | null
    readonly remindedAt: Date | null
    readonly expiresAt: Date
  },
): Promise<void> => {
  await run(
    tx,
    sql`update admissions.invitation set secret_hash = ${Buffer.from(fresh.secretHash)}, state = 'open',
          sent_at = coalesce(${fresh.sentAt}::timestamptz, sent_at), reminded_at = ${fresh.remindedAt},
          expires_at = ${fresh.expiresAt}
        where id = ${id}`,
  )
}

/** Spends an open invitation; false when it was spent or withdrawn meanwhile. */
export const closeInvitation = async (
  tx: Tx,
  id: string,
  state: Exclude<InvitationState, 'open'>,
  host: PersonId | null,
): Promise<boolean> =>
  (await run(
    tx,
    sql`update admissions.invitation set state = ${state}
        where id = ${id} and state = 'open' and (${host}::uuid is null or host_person_id = ${host})`,
  )) === 1

/** After a restore nobody knows which links were used meanwhile: each open one ends, and its host sends another. */
export const withdrawEveryInvitation = (tx: Tx): Promise<number> =>
  run(tx, sql`update admissions.invitation set state = 'withdrawn' where state = 'open'`)
