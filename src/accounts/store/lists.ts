/** Lists of accounts with the names of their owners, for officers' pages. */
import { asAccountId, asPersonId, type AccountId, type PersonId } from '../../kernel/ids.ts'
import type { Day } from '../../kernel/day.ts'
import { rows, sql, type Db, type Sql, type Tx } from '../../platform/database.ts'
import type { AccountKind, AccountState } from '../account.ts'

export type ListedAccount = {
  readonly id: AccountId
  readonly personId: PersonId
  readonly username: string
  readonly kind: AccountKind
  readonly state: AccountState
  readonly eligibilityEnd: Day | null
  readonly stopOn: Day | null
  readonly nameJa: string
  readonly nameEn: string
  readonly kana: string
  readonly number: string
}

export type Wanted = {
  /** Beginning of a login name, and the persons whom the registry found by it; null: everyone. */
  readonly found: { readonly beginning: string; readonly persons: readonly PersonId[] } | null
  readonly kind: AccountKind | null
  readonly state: AccountState | null
  /** Accounts after this one in the order of names; '' begins. */
  readonly after: string
  readonly limit: number
}

/** Accounts in the order of their login names. */
export const listAccounts = async (db: Db | Tx, wanted: Wanted): Promise<readonly ListedAccount[]> => {
  const found = await rows<Omit<ListedAccount, 'id' | 'personId'> & { readonly id: string; readonly personId: string }>(
    db,
    sql`select a.id, a.person_id as "personId", a.username, a.kind, a.state, a.eligibility_end as "eligibilityEnd",
          a.notified_stop as "stopOn", p.display_ja as "nameJa", p.display_en as "nameEn", p.kana, p.number
        from ${wanted.found === null ? sql`accounts.account` : foundBy(wanted.found)} a
          join registry.published_person p on p.person_id = a.person_id
        where a.username > ${wanted.after}
          and (${wanted.kind}::text is null or a.kind = ${wanted.kind})
          and (${wanted.state}::text is null or a.state = ${wanted.state})
        order by a.username limit ${wanted.limit}`,
  )
  return found.map(each => ({ ...each, id: asAccountId(each.id), personId: asPersonId(each.personId) }))
}

/** By ranges over indexes, so that half a million accounts answer as fast as a thousand. */
const foundBy = ({ beginning, persons }: NonNullable<Wanted['found']>): Sql =>
  sql`(select a.* from accounts.account a where a.person_id = any(${persons}::uuid[])
       union
       select a.* from accounts.account a
         where a.username ~>=~ ${beginning} and a.username ~<~ (${beginning} || U&'\\+10FFFF'))`

/** How many accounts are in each state. */
export const countByState = async (db: Db): Promise<ReadonlyMap<AccountState, number>> => {
  const found = await rows<{ state: AccountState; count: number }>(
    db,
    sql`select state, count(*) as count from accounts.account group by state`,
  )
  return new Map(found.map(each => [each.state, each.count]))
}

/** The owner's names, for one account's page. */
export const ownerOf = async (
  db: Db,
  accountId: AccountId,
): Promise<Pick<ListedAccount, 'nameJa' | 'nameEn' | 'kana' | 'number'> | null> =>
  (
    await rows<Pick<ListedAccount, 'nameJa' | 'nameEn' | 'kana' | 'number'>>(
      db,
      sql`select p.display_ja as "nameJa", p.display_en as "nameEn", p.kana, p.number
          from accounts.account a join registry.published_person p on p.person_id = a.person_id where a.id = ${accountId}`,
    )
  )[0] ?? null
