/** ● Notices of an entering class: counted first, printed, printed again, handed over. */
import { z } from 'zod'
import { addDays, dayOf, later, type Day } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/database.ts'
import { randomId } from '../../platform/random.ts'
import { answer, useCase } from '../../platform/use-case.ts'
import { affiliationsOf, personsOf, sortKeyOf, type Affiliation } from '../../registry/index.ts'
import { accountKinds, type Account } from '../account.ts'
import { keyDeadline } from '../activation-key.ts'
import { makeKeys, type Paper } from '../new-keys.ts'
import { accountsByIdForUpdate } from '../store/accounts.ts'
import {
  batchById,
  insertBatch,
  itemsOf,
  recordPrint,
  waitingForNotice,
  type Batch,
  type Population,
} from '../store/batches.ts'
import { deliverKeys } from '../store/keys.ts'
import { dayInput } from './keys.ts'
import { reasonInput } from './suspend.ts'

/** More than this in one stack is better printed unit by unit. */
export const mostNotices = 3000

const optional = z
  .string()
  .trim()
  .max(100)
  .optional()
  .transform(text => (text === undefined || text === '' ? null : text))
const optionalDay = z
  .union([z.literal('').transform(() => null), dayInput])
  .optional()
  .transform(day => day ?? null)

export const populationInput = {
  kind: z.enum(accountKinds, 'kind.missing'),
  status: optional,
  unit: optional,
  startsOn: optionalDay,
}

/** Who would get a notice: those waiting for one, in the order of the paper (unit, then kana). */
export const populationOf = async (db: Db | Tx, population: Population): Promise<readonly Waiting[]> => {
  const waiting = await waitingForNotice(db, population.kind)
  const persons = waiting.map(each => each.personId)
  const affiliations = await affiliationsOf(db, persons)
  const chosen = waiting.flatMap(each => {
    const fitting = (affiliations.get(each.personId) ?? []).find(affiliation => fits(affiliation, population))
    return fitting === undefined ? [] : [{ ...each, unit: fitting.unit?.code ?? '', status: fitting.status }]
  })
  const names = await personsOf(
    db,
    chosen.map(each => each.personId),
  )
  const keyOf = (id: PersonId): string => sortKeyOf(names.get(id)?.names ?? [])
  return chosen
    .map(each => ({ ...each, sortKey: `${each.unit}\u0000${keyOf(each.personId)}\u0000${each.accountId}` }))
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
}

export type Waiting = {
  readonly accountId: Account['id']
  readonly personId: PersonId
  readonly unit: string
  readonly status: string
  readonly sortKey: string
}

const fits = (affiliation: Affiliation, { status, unit, startsOn }: Population): boolean =>
  affiliation.state !== 'void' &&
  (status === null || affiliation.status === status) &&
  (unit === null || affiliation.unit?.code === unit) &&
  (startsOn === null || affiliation.period.from === startsOn)

/** How many notices a batch would have, and how many are too many: what `accounts.print-batch` is to be given as its count. */
export const countNotices = useCase({
  name: 'accounts.count-notices',
  title: { ja: '印刷される通知書を数える', en: 'Count the notices that would be printed' },
  input: z.strictObject(populationInput),
  permit: { roles: ['account-operator'] },
  load: async (tx, input) => ({ count: (await populationOf(tx, input)).length, most: mostNotices }),
  decide: counted => answer(counted),
  write: async (_tx, counted) => accept(counted),
  remembers: ({ kind, status, unit, startsOn }, output) => ({ kind, status, unit, startsOn, count: output?.count }),
})

type PrintRefusal =
  | { readonly code: 'batch.empty' }
  | { readonly code: 'batch.too_large'; readonly count: number; readonly most: number }
  | { readonly code: 'batch.changed'; readonly count: number }

export type Printed = {
  readonly batchId: string
  readonly number: number
  readonly count: number
  readonly paper: Paper
}

/** Prints one notice for each who waits for one. Refuses when the count is no longer the one that was rehearsed. */
export const printBatch = useCase({
  name: 'accounts.print-batch',
  title: { ja: '通知書をまとめて印刷する', en: 'Print a batch of notices' },
  input: z.strictObject({ ...populationInput, count: z.coerce.number().int().min(1), until: optionalDay }),
  permit: { roles: ['account-operator'] },
  load: async (tx, input) => {
    const waiting = await populationOf(tx, input)
    if (waiting.length > mostNotices) return { waiting, accounts: [] }
    return {
      waiting,
      accounts: await inOrder(
        tx,
        waiting.map(each => each.accountId),
      ),
    }
  },
  decide: ({ waiting, accounts }, { count }): Result<readonly Account[], PrintRefusal> => {
    if (waiting.length === 0) return refuse({ code: 'batch.empty' })
    if (waiting.length > mostNotices)
      return refuse({ code: 'batch.too_large', count: waiting.length, most: mostNotices })
    return waiting.length === count ? accept(accounts) : refuse({ code: 'batch.changed', count: waiting.length })
  },
  write: async (tx, accounts, context, input): Promise<Result<Printed, PrintRefusal>> => {
    const { now, actor } = context
    const today = dayOf(now)
    const until = input.until ?? keyDeadline('letter', today, input.startsOn ?? today)
    const id = randomId()
    const { kind, status, unit, startsOn } = input
    const batch = {
      id,
      kind,
      status,
      unit,
      startsOn,
      until,
      count: accounts.length,
      createdAt: now,
      createdBy: actorLabel(actor),
    }
    const number = await insertBatch(
      tx,
      batch,
      accounts.map(account => account.id),
    )
    await recordPrint(tx, id, { at: now, actor: actorLabel(actor), count: accounts.length, reason: null })
    const paper = await makeKeys(
      tx,
      accounts,
      letterWish({ ...batch, number }, index => index + 1),
      context,
    )
    return accept({ batchId: id, number, count: accounts.length, paper })
  },
  concerns: ({ accounts }) => accounts.map(account => account.personId),
  remembers: ({ kind, status, unit, startsOn }, output) => ({
    kind,
    status,
    unit,
    startsOn,
    batchId: output?.batchId,
    count: output?.count,
  }),
})

const letterWish = (batch: Pick<Batch, 'id' | 'number' | 'until'>, placeOf: (index: number) => number) => ({
  channel: 'letter' as const,
  batchId: batch.id,
  evidenceId: null,
  // Whoever starts after the deadline of the stack gets two weeks from their own first day.
  until: (notBefore: Day): Day => later(batch.until, addDays(notBefore, 14)),
  from: (index: number) => ({ by: 'batch' as const, number: batch.number, place: placeOf(index) }),
})

const inOrder = async (tx: Tx, ids: readonly Account['id'][]): Promise<readonly Account[]> => {
  const found = new Map((await accountsByIdForUpdate(tx, ids)).map(account => [account.id, account]))
  return ids.flatMap(id => found.get(id) ?? [])
}

type Reprinting = {
  readonly batch: Batch
  readonly accounts: readonly Account[]
  readonly places: ReadonlyMap<Account['id'], number>
}
type ReprintRefusal = { readonly code: 'batch.nothing_to_reprint' }

/** Prints notices of a batch again, for those not yet activated; the keys on the former paper are revoked. */
export const reprintBatch = useCase({
  name: 'accounts.reprint-batch',
  title: { ja: '通知書を印刷し直す', en: 'Print notices of a batch again' },
  input: z.strictObject({
    batchId: z.uuid('batch.unknown'),
    from: z.coerce.number().int().min(1, 'place.wrong'),
    to: z.coerce.number().int().min(1, 'place.wrong'),
    reason: reasonInput,
  }),
  permit: { roles: ['account-operator'] },
  load: async (tx, { batchId, from, to }): Promise<Reprinting | null> => {
    const batch = await batchById(tx, batchId)
    if (batch === null) return null
    const items = await itemsOf(tx, batchId, { from, to })
    const accounts = await inOrder(
      tx,
      items.map(item => item.accountId),
    )
    const places = new Map(items.map(item => [item.accountId, item.place]))
    return { batch, accounts: accounts.filter(({ state }) => state === 'reserved' || state === 'pending'), places }
  },
  decide: (loaded): Result<Reprinting, ReprintRefusal> =>
    loaded.accounts.length === 0 ? refuse({ code: 'batch.nothing_to_reprint' }) : accept(loaded),
  write: async (tx, { batch, accounts, places }, context, { reason }): Promise<Result<Printed, ReprintRefusal>> => {
    const { now, actor } = context
    await recordPrint(tx, batch.id, { at: now, actor: actorLabel(actor), count: accounts.length, reason })
    const placeOf = (index: number): number => places.get(accounts[index]?.id as Account['id']) ?? 0
    const until = later(batch.until, addDays(dayOf(now), 14))
    const paper = await makeKeys(tx, accounts, letterWish({ ...batch, until }, placeOf), context)
    return accept({ batchId: batch.id, number: batch.number, count: accounts.length, paper })
  },
  concerns: ({ accounts }) => accounts.map(account => account.personId),
  remembers: ({ batchId, from, to }, output) => ({ batchId, from, to, count: output?.count }),
})

type Delivering = { readonly batch: Batch; readonly accounts: readonly Account['id'][] }

/** Notes that notices of a batch were handed over: all of them, or those between two places. */
export const markDelivered = useCase({
  name: 'accounts.mark-delivered',
  title: { ja: '通知書の交付を記録する', en: 'Record that notices were handed over' },
  input: z.strictObject({
    batchId: z.uuid('batch.unknown'),
    from: z.coerce.number().int().min(1, 'place.wrong').optional(),
    to: z.coerce.number().int().min(1, 'place.wrong').optional(),
  }),
  permit: { roles: ['account-operator', 'department', 'counter'] },
  load: async (tx, { batchId, from, to }): Promise<Delivering | null> => {
    const batch = await batchById(tx, batchId)
    if (batch === null) return null
    const items = await itemsOf(tx, batchId, { from: from ?? 1, to: to ?? batch.count })
    return { batch, accounts: items.map(item => item.accountId) }
  },
  decide: (loaded): Result<Delivering, never> => accept(loaded),
  write: async (tx, { batch, accounts }, { now }) =>
    accept({ delivered: await deliverKeys(tx, { batchId: batch.id, accounts }, now) }),
  remembers: ({ batchId }, output) => ({ batchId, delivered: output?.delivered }),
})
