/** ● Acts of the seed: use cases by name, as the people of the sample university would call them. */
import { createHash } from 'node:crypto'
import { drain, schedule } from '../src/app/worker.ts'
import { useCaseNamed } from '../src/app/catalogue.ts'
import { accountsOf, type Account } from '../src/accounts/index.ts'
import { rolesOf } from '../src/eligibility/index.ts'
import { dayOf } from '../src/kernel/day.ts'
import { asSessionId, type PersonId } from '../src/kernel/ids.ts'
import type { Refusal, Result } from '../src/kernel/result.ts'
import type { Actor, StaffRole } from '../src/platform/actor.ts'
import { enqueueDue } from '../src/platform/jobs/schedule.ts'
import { randomId } from '../src/platform/random.ts'
import type { System } from '../src/platform/system.ts'
import { perform, type Context, type UseCase } from '../src/platform/use-case.ts'
import type { z } from 'zod'
import { affiliationsOf, personsAfter } from '../src/registry/index.ts'
import { everyone } from './people/everyone.ts'
import type { SamplePerson } from './people/sample.ts'

export type Callable = UseCase<z.ZodType, unknown, unknown, unknown, unknown, Refusal>

/** Whoever sits at the machine while no officer exists yet. */
export const operator: Actor = { kind: 'operator', name: 'demo' }

export const contextOf = (system: System, actor: Actor, address: string | null = null): Context => ({
  actor,
  now: system.clock.now(),
  channel: 'cli',
  language: 'ja',
  address,
  requestId: randomId(),
  system,
})

/** Performs a use case of the catalogue by its name. */
export const tryAct = async (system: System, name: string, input: unknown, actor: Actor): Promise<Result<unknown>> => {
  const useCase = useCaseNamed(name)
  if (useCase === null) throw new Error(`there is no use case ${name}`)
  return perform(useCase as unknown as Callable, input, contextOf(system, actor))
}

/** The same, where a refusal would be a mistake of the seed. */
export const act = async <Output>(system: System, name: string, input: unknown, actor: Actor): Promise<Output> => {
  const result = await tryAct(system, name, input, actor)
  if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.refusal)}`)
  return result.value as Output
}

/** Runs what is scheduled and due, and says so when something failed: a seed that lost a job is not a whole university. */
export const settle = async (system: System): Promise<void> => {
  await enqueueDue(system, schedule)
  const { failed } = await drain(system)
  if (failed > 0) throw new Error(`${failed} jobs of the seed failed`)
}

export type Known = {
  readonly person: SamplePerson
  readonly personIds: readonly PersonId[]
  readonly accounts: readonly Account[]
}

/** Everyone of the sample with the persons and accounts they have become; two persons while a match case is open. */
export const knownPeople = async (system: System): Promise<ReadonlyMap<string, Known>> => {
  const db = system.database.read
  const ids = await personsAfter(db, null, 5000)
  const affiliations = await affiliationsOf(db, ids)
  const accounts = await accountsOf(db, ids)
  const owner = new Map<string, PersonId>()
  for (const [id, held] of affiliations)
    for (const { source, sourceKey } of held) owner.set(`${source}:${sourceKey}`, id)
  return new Map(
    everyone.map(person => {
      const personIds = [...new Set(person.papers.flatMap(({ source, key }) => owner.get(`${source}:${key}`) ?? []))]
      return [person.slug, { person, personIds, accounts: personIds.flatMap(id => accounts.get(id) ?? []) }]
    }),
  )
}

/** An officer of the sample, as the pages would know them. `place`: the first or the second with that role. */
export const officerActor = async (system: System, role: StaffRole, place: 0 | 1 = 0): Promise<Actor> => {
  const officer = everyone.filter(person => person.role === role)[place]
  const known = officer === undefined ? undefined : (await knownPeople(system)).get(officer.slug)
  const [personId] = known?.personIds ?? []
  const [account] = known?.accounts ?? []
  if (personId === undefined || account === undefined) throw new Error(`the sample has no ${role} yet`)
  return {
    kind: 'person',
    personId,
    accountId: account.id,
    username: account.username,
    sessionId: asSessionId('demo-seed'),
    roles: await rolesOf(system.database.read, personId, dayOf(system.clock.now())),
  }
}

/** The password that a person of the sample chooses: always the same, long, and of no word. */
export const samplePassword = (slug: string): string => {
  const letters = createHash('sha256')
    .update(`若葉大学 ${slug}`)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '')
  return `${letters.slice(0, 5)}-${letters.slice(5, 10)}-${letters.slice(10, 15)}-7Qx`
}
