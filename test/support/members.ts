/** People who have activated their accounts, with a password that the test knows. */
import type { AccountId, PersonId } from '../../src/kernel/ids.ts'
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import type { Inhabitant, World } from './accounts-world.ts'

export const password = 'correct horse battery staple'

export type Member = { readonly personId: PersonId; readonly accountId: AccountId; readonly username: string }

const graduate: Inhabitant = { is: [{ status: 'grad', from: '2020-04-01' }], roman: ['Haruno', 'Arata'] }

/** One member for each of these people (a graduate student where nothing is said), activated an hour ago. */
export const members = async (
  { people, reconcile, client }: World,
  seed: string,
  inhabitants: readonly Inhabitant[] = [graduate],
): Promise<readonly [Member, ...Member[]]> => {
  const persons = await people(inhabitants, seed)
  await reconcile(persons, new Date().toISOString().slice(0, 10))
  const hash = (await hashPassword(password)) ?? ''
  const { rows } = await client.query<Member>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = any($1::uuid[])
     returning id as "accountId", person_id as "personId", username`,
    [persons],
  )
  await client.query('insert into authentication.password select unnest($1::uuid[]), $2, now()', [
    rows.map(row => row.accountId),
    hash,
  ])
  const found = persons.flatMap(person => rows.find(row => row.personId === person) ?? [])
  const [first, ...others] = found
  if (first === undefined) throw new Error('nobody of these has an account')
  return [first, ...others]
}

/** So many graduate students. */
export const graduates = (count: number): readonly Inhabitant[] => Array.from({ length: count }, () => graduate)
