/** A small university for tests of accounts: people with names and addresses, the real reconcilers, a clock to move. */
import pg from 'pg'
import { day, startOf, type Day } from '../../src/kernel/day.ts'
import { asAccountId, asSessionId, type PersonId } from '../../src/kernel/ids.ts'
import { accountReconciler } from '../../src/accounts/index.ts'
import { eligibilityReconciler } from '../../src/eligibility/index.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { movableClock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import type { System } from '../../src/platform/system.ts'
import type { Context } from '../../src/platform/use-case.ts'
import { admit, type Someone } from './eligibility-people.ts'
import { contextOf, openSystem } from './platform.ts'

export type Inhabitant = Someone & {
  readonly roman?: readonly [family: string, given: string | null]
  readonly mail?: string
}

export type World = {
  readonly database: Database
  readonly client: pg.Client
  readonly system: System
  readonly people: (inhabitants: readonly Inhabitant[], seed: string) => Promise<readonly PersonId[]>
  /** Runs the reconcilers for these people as of a day. */
  readonly reconcile: (persons: readonly PersonId[], on: string) => Promise<void>
  readonly as: (actor: Actor, on: string) => Context
  readonly count: (text: string, values?: readonly unknown[]) => Promise<number>
  readonly end: () => Promise<void>
}

export const officer = (roles: readonly StaffRole[], n = 1): Actor => ({
  kind: 'person',
  personId: `00000000-0000-4000-8000-00000000000${n}` as PersonId,
  accountId: asAccountId(`00000000-0000-4000-8000-00000000001${n}`),
  username: `officer${n}`,
  sessionId: asSessionId('00000000-0000-4000-8000-0000000000aa'),
  roles: new Set(roles),
})

export const accountsWorld = async (): Promise<World> => {
  const { system, connection, end } = await openSystem({ clock: movableClock(), baseUrl: 'https://id.example.ac.jp' })
  const { database } = system
  const client = new pg.Client(connection)
  await client.connect()

  const people = async (inhabitants: readonly Inhabitant[], seed: string): Promise<readonly PersonId[]> => {
    const ids = await admit(connection, inhabitants, seed)
    const names = inhabitants.map((one, at) => ({
      id: ids[at],
      family: one.roman?.[0] ?? 'Wakaba',
      given: one.roman === undefined ? 'Taro' : one.roman[1],
      mail: one.mail ?? null,
    }))
    await client.query(
      `insert into registry.name (person_id, kind, place, family_roman, given_roman, source)
       select id, 'usual', 1, family, given, 'test' from jsonb_to_recordset($1::jsonb) as n (id uuid, family text, given text)`,
      [JSON.stringify(names)],
    )
    await client.query(
      `insert into registry.contact (person_id, kind, value, purpose)
       select id, 'mail', mail, 'notification' from jsonb_to_recordset($1::jsonb) as n (id uuid, mail text) where mail is not null`,
      [JSON.stringify(names)],
    )
    return ids
  }

  const reconcile = async (persons: readonly PersonId[], on: string): Promise<void> => {
    const today: Day = day(on)
    const context = { now: startOf(today), today, system }
    await database.transact(async tx => {
      await eligibilityReconciler.reconcile(tx, persons, context)
      await accountReconciler.reconcile(tx, persons, context)
    })
  }

  const as = (actor: Actor, on: string): Context => ({ ...contextOf(system, actor), now: startOf(day(on)) })

  return {
    database,
    client,
    system,
    people,
    reconcile,
    as,
    count: async (text, values = []) =>
      Number((await client.query<{ readonly count: string }>(text, [...values])).rows[0]?.count ?? 0),
    end: async () => {
      await client.end()
      await end()
    },
  }
}
