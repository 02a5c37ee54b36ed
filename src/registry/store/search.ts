/** People found by the beginning of a name or number. */
import type { Day } from '../../kernel/day.ts'
import { rows, sql, type Db, type Tx } from '../../platform/database.ts'
import type { PersonState } from '../persons/person.ts'

export type FoundPerson = {
  readonly id: string
  readonly number: string
  readonly ja: string
  readonly en: string
  readonly kana: string
  readonly state: PersonState
  readonly status: string | null
  readonly unit: string | null
}

/** So many keys are looked at for each beginning: whoever searches 佐藤 must type on. */
const keysLooked = 200

/**
 * Persons of whom some key begins with one of these texts, in the order of their kana.
 * What somebody will be later is not told here (imp.future-start-leak).
 * A range over a C-collated index, so that half a million people answer as fast as a thousand.
 */
export const findByBeginning = async (
  db: Db | Tx,
  beginnings: readonly string[],
  { limit, today }: { readonly limit: number; readonly today: Day },
): Promise<readonly FoundPerson[]> =>
  rows<FoundPerson>(
    db,
    sql`select p.id, p.number, p.display_ja as ja, p.display_en as en, p.kana, p.state, a.status, a.unit
        from (select distinct found.person_id
              from unnest(${beginnings}::text[]) as wanted (beginning)
                cross join lateral (select k.person_id from registry.search_key k
                  where k.key >= (wanted.beginning collate "C") and k.key < (wanted.beginning || U&'\\+10FFFF') collate "C"
                  order by k.key limit ${keysLooked}) found) hit
          join registry.person p on p.id = hit.person_id and p.state <> 'merged'
          left join lateral (select a.status, u.name_ja as unit from registry.affiliation a
            left join registry.unit u on u.code = a.unit_code
            where a.person_id = p.id and a.state <> 'void' and a.from_on <= ${today}
            order by (a.state = 'ended'), a.from_on desc limit 1) a on true
        order by p.kana collate "C", p.id limit ${limit}`,
  )
