/**
 * ● Brings the accounts of a chunk of people in line with what they are entitled to.
 *
 * Reads everything once, plans each person with the pure rules until nothing is left to do, and writes everything once.
 */
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Actor } from '../platform/actor.ts'
import { actorLabel } from '../platform/actor.ts'
import { recordEntries } from '../platform/audit.ts'
import type { Tx } from '../platform/database.ts'
import { randomBelow } from '../platform/random.ts'
import type { ReconcileContext, Reconciler } from '../platform/reconciler.ts'
import { entitlementsOf, type Entitlement } from '../eligibility/index.ts'
import { personsOf, type Person } from '../registry/index.ts'
import { accountKinds, type Account, type AccountKind } from './account.ts'
import { accountsFollowing, type Followed } from './follow-persons.ts'
import { drawNames, type Wanting } from './draw-names.ts'
import { newAccount } from './new-account.ts'
import { tellStops, type StopNotice } from './mail-notices.ts'
import { applyStep, defaultPlanSettings, planAccount, type Facts, type Step } from './plan.ts'
import { romanNameOf } from './roman-name.ts'
import {
  closeNameCases,
  insertAccounts,
  openNameCases,
  recordChanges,
  saveAccounts,
  type NameCase,
} from './store/accounts.ts'
import { revokeKeys } from './store/keys.ts'
import { readSetting } from '../platform/settings.ts'
import { usernameSetting } from './settings.ts'
import { ecsPattern, mailAddress, spsPattern, type UsernameSettings } from './username.ts'

const actor: Actor = { kind: 'system', name: 'accounts.reconcile' }
/** More turns than any life needs in a day; beyond it a rule contradicts itself. */
const mostTurns = 10

export const accountReconciler: Reconciler = {
  name: 'accounts',
  reconcile: async (tx, persons, context) => {
    const work = { ...context, names: await readSetting(tx, usernameSetting) }
    const { chunk, followed } = await readChunk(tx, persons, context)
    const issued = await issue(tx, chunk, work)
    const settled = settleAll(chunk, issued, work)
    await write(tx, { issued, settled, followed }, context)
  },
}

type Work = ReconcileContext & { readonly names: UsernameSettings }

type PersonFacts = {
  readonly person: Person
  readonly entitlements: readonly Entitlement[]
  readonly accounts: Readonly<Record<AccountKind, Account | null>>
  /** In whose place another of the kind stays, after a merge. */
  readonly superseded: readonly Account[]
}

/** Locks the accounts and reads what decides about them. Held persons are left as they are; merged ones have nothing left. */
const readChunk = async (
  tx: Tx,
  ids: readonly PersonId[],
  context: ReconcileContext,
): Promise<{ readonly chunk: readonly PersonFacts[]; readonly followed: readonly Followed[] }> => {
  const { accounts, followed } = await accountsFollowing(tx, ids, context)
  const persons = await personsOf(tx, ids)
  const entitlements = await entitlementsOf(tx, ids)
  const chunk = ids.flatMap((id): readonly PersonFacts[] => {
    const person = persons.get(id)
    if (person === undefined || person.held || person.mergedInto !== null) return []
    const own = accounts.get(id) ?? []
    const of = (kind: AccountKind): Account | null =>
      own.find(account => account.kind === kind && account.superseded === null) ?? null
    return [
      {
        person,
        entitlements: entitlements.get(id) ?? [],
        accounts: { ECS: of('ECS'), SPS: of('SPS') },
        superseded: own.filter(account => account.superseded !== null),
      },
    ]
  })
  return { chunk, followed }
}

const mailKind = { ECS: 'mail.KUMOI', SPS: 'mail.KUMail' } as const satisfies Record<AccountKind, string>

const rightsOf = (facts: PersonFacts, kind: AccountKind): readonly Entitlement[] =>
  facts.entitlements.filter(entitlement => entitlement.kind === `account.${kind}` && !entitlement.onRequest)

const factsOf = (facts: PersonFacts, kind: AccountKind, today: Day): Facts => ({
  kind,
  account: facts.accounts[kind],
  rights: rightsOf(facts, kind),
  successor: kind === 'ECS' ? { rights: rightsOf(facts, 'SPS'), account: facts.accounts.SPS } : null,
  hasMail: facts.entitlements.some(
    ({ kind: what, period }) => what === mailKind[kind] && (period.until === null || today < period.until),
  ),
  today,
  settings: defaultPlanSettings,
})

/** New accounts for those whose plan says so, each with a name of its own from the ledger. */
const issue = async (
  tx: Tx,
  chunk: readonly PersonFacts[],
  { now, today, names }: Work,
): Promise<readonly Account[]> => {
  const wanting: Wanting[] = []
  const cases: NameCase[] = []
  const states = new Map<string, 'reserved' | 'pending'>()
  for (const facts of chunk) {
    for (const kind of accountKinds) {
      if (facts.accounts[kind] !== null) continue
      const step = planAccount(factsOf(facts, kind, today))
      if (step.do !== 'issue' && step.do !== 'reserve') continue
      const personId = facts.person.id
      const pattern = patternOf(facts.person, kind, names)
      if (!pattern.ok) cases.push({ personId, kind, code: pattern.refusal.code, since: now })
      else wanting.push({ personId, kind, pattern: pattern.value })
      states.set(`${kind} ${personId}`, step.do === 'issue' ? 'pending' : 'reserved')
    }
  }
  const { named, unnamed } = await drawNames(tx, wanting, { draw: randomBelow, settings: names, now })
  await openNameCases(tx, [
    ...cases,
    ...unnamed.map(({ personId, kind, code }) => ({ personId, kind, code, since: now })),
  ])
  const accounts = named.map(({ personId, kind, username }) =>
    newAccount({
      personId,
      kind,
      username,
      createdAt: now,
      state: states.get(`${kind} ${personId}`) ?? 'reserved',
    }),
  )
  return accounts
}

const patternOf = (person: Person, kind: AccountKind, names: UsernameSettings): ReturnType<typeof spsPattern> =>
  kind === 'ECS' ? { ok: true, value: ecsPattern(names) } : spsPattern(romanNameOf(person.names), names)

type Settled = {
  readonly account: Account
  readonly before: Account
  readonly steps: readonly Step[]
  readonly isNew: boolean
}

/** Plans and applies, person by person, until there is nothing left to do today. SPS first: ECS looks at it. */
const settleAll = (chunk: readonly PersonFacts[], issued: readonly Account[], context: Work): readonly Settled[] => {
  const fresh = new Map(issued.map(account => [`${account.kind} ${account.personId}`, account]))
  return chunk.flatMap(facts => {
    let known = facts
    const stays = (['SPS', 'ECS'] as const).flatMap(kind => {
      const born = fresh.get(`${kind} ${facts.person.id}`)
      const account = facts.accounts[kind] ?? born ?? null
      if (account === null) return []
      const settled = settle({ ...known, accounts: { ...known.accounts, [kind]: account } }, kind, context)
      known = { ...known, accounts: { ...known.accounts, [kind]: settled.account } }
      return [{ ...settled, before: account, isNew: born !== undefined }]
    })
    const ends = facts.superseded.map(account => {
      const own = { ...known, accounts: { ...known.accounts, [account.kind]: account } }
      return { ...settle(own, account.kind, context), before: account, isNew: false }
    })
    return [...stays, ...ends]
  })
}

const settle = (
  facts: PersonFacts,
  kind: AccountKind,
  { now, today, names }: Work,
): { readonly account: Account; readonly steps: readonly Step[] } => {
  const steps: Step[] = []
  const mailOf = (account: Account): string => mailAddress(account.kind, account.username, names)
  let account = facts.accounts[kind]
  if (account === null) throw new Error('there is no account to settle')
  for (let turn = 0; turn < mostTurns; turn++) {
    const step = planAccount({ ...factsOf(facts, kind, today), account })
    if (step.do === 'nothing') return { account, steps }
    steps.push(step)
    account = applyStep(account, step, { now, today, mailOf })
  }
  throw new Error(`the plan of account ${account.id} does not settle: ${steps.map(step => step.do).join(', ')}`)
}

type Outcome = {
  readonly issued: readonly Account[]
  readonly settled: readonly Settled[]
  readonly followed: readonly Followed[]
}

const write = async (tx: Tx, { issued, settled, followed }: Outcome, context: ReconcileContext): Promise<void> => {
  const { now } = context
  const added = await insertAccounts(
    tx,
    settled.filter(each => each.isNew).map(each => each.account),
  )
  const lasting = settled.filter(each => !each.isNew || added.has(each.account.id))
  await saveAccounts(
    tx,
    lasting.filter(each => !each.isNew && each.steps.length > 0).map(each => each.account),
  )
  for (const kind of accountKinds)
    await closeNameCases(
      tx,
      issued.filter(account => account.kind === kind).map(account => account.personId),
      kind,
    )
  await revokeKeys(
    tx,
    lasting
      .filter(each => each.steps.some(step => step.do === 'close' || step.do === 'reopen'))
      .map(each => each.account.id),
    now,
  )
  await tellStops(tx, lasting.flatMap(stopNoticesOf), context)
  await recordLives(tx, [...followed.map(lifeOf), ...lasting.flatMap(livesOf)], now)
}

/** The notices that the steps of one account ask for. */
const stopNoticesOf = ({ before, account, steps }: Settled): readonly StopNotice[] =>
  steps.flatMap((step): readonly StopNotice[] => {
    if (step.do === 'announce-stop') return [{ kind: 'stop-announced', account, announcement: step.announcement }]
    if (step.do === 'remind-of-stop') return [{ kind: 'stop-reminder', account, announcement: step.announcement }]
    const withdrawn = step.do === 'withdraw-stop' ? before.announcement : null
    return withdrawn === null ? [] : [{ kind: 'stop-withdrawn', account, announcement: withdrawn }]
  })

/** Steps that change nothing a person would call a change. */
const silent: ReadonlySet<Step['do']> = new Set<Step['do']>(['nothing', 'note-end', 'give-mail'])

type Life = { readonly account: Account; readonly act: string }

const lifeOf = ({ account, act }: Followed): Life => ({ account, act })

const livesOf = ({ account, steps, isNew }: Settled): readonly Life[] => {
  const acts = steps.filter(step => !silent.has(step.do)).map(step => step.do as string)
  return (isNew ? ['issue', ...acts] : acts).map(act => ({ account, act }))
}

/** The life of each account, and one audit entry for each kind of step with everyone it concerned. */
const recordLives = async (tx: Tx, lives: readonly Life[], now: Date): Promise<void> => {
  const changes = lives.map(({ account, act }) => ({
    accountId: account.id,
    personId: account.personId,
    at: now,
    act,
    state: account.state,
    actor: actorLabel(actor),
  }))
  await recordChanges(tx, changes)
  const acts = [...new Set(changes.map(change => change.act))]
  await recordEntries(
    tx,
    acts.map(act => {
      const persons = changes.filter(change => change.act === act).map(change => change.personId)
      return {
        at: now,
        actor,
        channel: 'job' as const,
        act: `accounts.${act}`,
        outcome: 'done',
        persons,
        detail: { count: persons.length },
      }
    }),
  )
}
