/** ● CAS tickets and the services that may have them. */
import { createHash } from 'node:crypto'
import type { AccountId, SessionId } from '../../kernel/ids.ts'
import { rows, run, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { CasService, MinimumClass } from '../relying-party.ts'

const hashOf = (ticket: string): Buffer => createHash('sha256').update(ticket).digest()

/** Trusted CAS services at one origin, the longest address first. */
export const casServicesAt = (
  db: Db | Tx,
  origin: string,
): Promise<readonly (CasService & { readonly id: string; readonly minimum: MinimumClass | null })[]> =>
  rows(
    db,
    sql`select id, metadata ->> 'address' as address, minimum_class as minimum from sso.relying_party
        where protocol = 'cas' and state = 'trusted' and (id = ${origin} or starts_with(id, ${`${origin}/`}))
        order by length(id) desc`,
  )

export type CasTicket = {
  readonly service: string
  readonly partyId: string
  readonly sessionId: SessionId
  readonly accountId: AccountId
  readonly isFresh: boolean
}

export const insertTicket = (
  tx: Tx,
  ticket: string,
  about: CasTicket,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<number> =>
  run(
    tx,
    sql`insert into sso.cas_ticket (ticket_hash, service, party_id, session_id, account_id, is_fresh, issued_at, expires_at)
        values (${hashOf(ticket)}, ${about.service}, ${about.partyId}, ${about.sessionId}, ${about.accountId}, ${about.isFresh}, ${now}, ${until})`,
  )

/** Spends a ticket, whoever shows it and for whatever address: shown once, it is worth nothing (CAS Protocol 3.0 §3.1.1). */
export const spendTicket = async (tx: Tx, ticket: string, now: Date): Promise<CasTicket | null> =>
  (
    await written<CasTicket>(
      tx,
      sql`update sso.cas_ticket set spent_at = ${now} where ticket_hash = ${hashOf(ticket)} and spent_at is null and expires_at > ${now}
          returning service, party_id as "partyId", session_id as "sessionId", account_id as "accountId", is_fresh as "isFresh"`,
    )
  )[0] ?? null

export const purgeTickets = (tx: Tx, before: Date): Promise<number> =>
  run(tx, sql`delete from sso.cas_ticket where expires_at < ${before}`)
