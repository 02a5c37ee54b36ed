/** A change of rules that concerns most of a university: rehearsed, put in force by two officers, and compared item by item. */
import { flow } from '../../src/app/flow.ts'
import { dayOf } from '../../src/kernel/day.ts'
import { asAccountId, asPersonId, asSessionId } from '../../src/kernel/ids.ts'
import { bookInForce } from '../../src/eligibility/store/rule-books.ts'
import { isEqual, type Side } from '../../src/eligibility/difference.ts'
import { putInForceJob, rehearseJob } from '../../src/eligibility/jobs.ts'
import { entitlementsOf } from '../../src/eligibility/store/entitlements.ts'
import { personsAfter, rehearsalById } from '../../src/eligibility/store/rehearsals.ts'
import { draftRules } from '../../src/eligibility/use-cases/draft-rules.ts'
import { enactRules, proposeRules, rehearseRules } from '../../src/eligibility/use-cases/enact-rules.ts'
import type { PersonId } from '../../src/kernel/ids.ts'
import { row as firstRow, rows, sql } from '../../src/platform/database.ts'
import { randomId } from '../../src/platform/random.ts'
import { reconcileDirty } from '../../src/platform/reconcile/run.ts'
import type { System } from '../../src/platform/system.ts'
import { perform, type Context } from '../../src/platform/use-case.ts'
import { remark, row } from './row.ts'
import { contextOf, mustBe, type Bench } from './world.ts'

const status = 'ug'

const officer = (system: System, username: string): Context => ({
  ...contextOf(system),
  channel: 'page',
  actor: {
    kind: 'person',
    personId: asPersonId(randomId()),
    accountId: asAccountId(randomId()),
    username,
    sessionId: asSessionId(randomId()),
    roles: new Set(['rule-keeper'] as const),
  },
})

/** Drafts a version in which students of one status keep what they have ten days less after they leave. */
const drafted = async (context: Context): Promise<number> => {
  const { book } = await bookInForce(context.system.database.read)
  const found = book.statuses.find(({ code }) => code === status)
  if (found === undefined) throw new Error(`there is no status ${status}`)
  const rules = book.rules.filter(rule => rule.when.statuses.includes(status)).map(({ id }) => id)
  const edit = { do: 'set-status', status: { ...found, graceDays: found.graceDays - 10 }, rules }
  return mustBe(await perform(draftRules, { note: 'bench', edit }, context)).version
}

export const changeOfRules = async ({ system, cpu }: Bench): Promise<void> => {
  const [first, second] = [officer(system, 'first'), officer(system, 'second')]
  const version = await drafted(first)
  const spent = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const [before, began] = [cpu(), performance.now()]
    await work()
    const [after, ended] = [cpu(), performance.now()]
    row(`${name}.wall`, (ended - began) / 1000, 's')
    row(`${name}.cpu`, (after.node + after.database - before.node - before.database) / 1000, 's of processor time')
  }
  const { rehearsalId } = mustBe(await perform(rehearseRules, { version, startsOn: dayOf(first.now) }, first))
  await spent('rules.rehearsal', () => rehearseJob.run(system, { rehearsalId }))
  const rehearsal = await rehearsalById(system.database.read, rehearsalId)
  if (rehearsal?.hash == null) throw new Error('the rehearsal is not done')
  const { hash, counts } = rehearsal
  mustBe(await perform(proposeRules, { version, hash, losing: counts.losing }, first))
  mustBe(await perform(enactRules, { version, hash }, second))
  const since = system.clock.now()
  await spent('rules.application', async () => {
    await putInForceJob.run(system, { version })
    const { parked } = await reconcileDirty(system, flow)
    if (parked > 0) throw new Error(`${parked} people could not be recomputed`)
  })
  remark(JSON.stringify(counts))
  await compare(system, rehearsalId, since)
}

type Shown = { readonly person_id: PersonId; readonly kind: string; readonly after: readonly Side[] }

/** Every item as it was shown against what everyone has now; and nothing beside the items was decided anew. */
const compare = async ({ database }: System, rehearsalId: string, since: Date): Promise<void> => {
  let [items, unlike] = [0, 0]
  for (let reached: PersonId | null = null; ;) {
    const persons: readonly PersonId[] = await personsAfter(database.read, reached, 2000)
    reached = persons.at(-1) ?? null
    if (reached === null) break
    const stored = await entitlementsOf(database.read, persons)
    const shown = await rows<Shown>(
      database.read,
      sql`select person_id, kind, after from eligibility.rehearsal_item
          where rehearsal_id = ${rehearsalId}::uuid and person_id = any(${persons}::uuid[])`,
    )
    items += shown.length
    unlike += shown.filter(({ person_id: id, kind, after }) => {
      const own = (stored.get(id) ?? []).filter(each => each.kind === kind)
      return !isEqual(own.map(({ personId: _owner, ...side }) => side), after) // prettier-ignore
    }).length
  }
  const beside = await firstRow<{ count: number }>(
    database.read,
    sql`select count(*) as count from eligibility.entitlement e
        where decided_at >= ${since} and not exists (select from eligibility.rehearsal_item i
          where i.rehearsal_id = ${rehearsalId}::uuid and i.person_id = e.person_id and i.kind = e.kind)`,
  )
  row('rules.items', items, 'items shown')
  row('rules.unlike', unlike + (beside?.count ?? 0), 'items not as shown, or not shown')
}
