/** Members with an account and a password, put straight into the tables: for claims about signing in. */
import type { StaffRole } from '../../src/platform/actor.ts'
import { run, sql } from '../../src/platform/database.ts'
import { randomId, randomText } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'

/** Adds so many who all have one password; answers with their account names. */
export const addMembers = async (
  { database, clock }: System,
  count: number,
  hash: string,
): Promise<readonly string[]> => {
  const now = clock.now()
  const members = Array.from({ length: count }, () => ({
    id: randomId(),
    username: randomText(10, 'abcdefghjkmnpqrstvwxyz'),
  }))
  const ids = members.map(({ id }) => id)
  const usernames = members.map(({ username }) => username)
  await database.transact(async tx => {
    await run(
      tx,
      sql`insert into registry.person (id, number, state, display_ja, display_en, kana, created_at)
          select id, id::text, 'active', '若葉花子', 'Hanako Wakaba', 'わかばはなこ', ${now} from unnest(${ids}::uuid[]) as member (id)`,
    )
    await run(
      tx,
      sql`insert into registry.name (person_id, kind, place, family_kanji, given_kanji, family_roman, given_roman, source)
          select id, 'official', 1, '若葉', '花子', 'Wakaba', 'Hanako', 'students' from unnest(${ids}::uuid[]) as member (id)`,
    )
    await run(
      tx,
      sql`insert into accounts.account (id, person_id, kind, username, state, activated_at, created_at)
          select id, id, 'ECS', username, 'active', ${now}::timestamptz - interval '1 hour', ${now}
          from unnest(${ids}::uuid[], ${usernames}::text[]) as member (id, username)`,
    )
    await run(
      tx,
      sql`insert into authentication.password (account_id, hash, changed_at) select id, ${hash}, ${now} from unnest(${ids}::uuid[]) as member (id)`,
    )
  })
  return usernames
}

/** Gives members a staff role, as the rule book would. */
export const giveRole = async (
  { database, clock }: System,
  usernames: readonly string[],
  role: StaffRole,
): Promise<void> => {
  const now = clock.now()
  await database.transact(tx =>
    run(
      tx,
      sql`insert into eligibility.entitlement (person_id, kind, from_on, prepares_on, on_request, reasons, decided_at)
          select person_id, ${`role.${role}`}, '2026-04-01', '2026-04-01', false, '[{"because":"rule"}]', ${now}
          from accounts.account where username = any(${usernames}::text[])`,
    ),
  )
}
