/**
 * Rehearses a version of the rule book over everyone, and puts a released one in force on its day. Both look at people
 * by the same function, so what was shown is what is done.
 */
import { createHash } from 'node:crypto'
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/database.ts'
import type { JobHandler } from '../platform/job.ts'
import { markDirty } from '../platform/reconciler.ts'
import { recordEntry } from '../platform/audit.ts'
import { readSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { affiliationsOf, personsOf } from '../registry/index.ts'
import { decide } from './decide.ts'
import { brakeSetting } from './settings.ts'
import { brakes, counted, differences, hashOf, loses, noCounts, type Counts } from './difference.ts'
import type { CompiledBook } from './rules.ts'
import { exceptionsOf } from './store/exceptions.ts'
import {
  insertItems,
  itemHashesOf,
  personsAfter,
  rehearsalById,
  rehearsalForUpdate,
  saveDone,
  saveReached,
  type HashedItem,
  type Rehearsal,
} from './store/rehearsals.ts'
import {
  bookByVersion,
  bookForUpdate,
  bookInForce,
  compiledOf,
  saveActivated,
  saveHeld,
  saveRehearsed,
  type StoredBook,
} from './store/rule-books.ts'

const chunkSize = 2000

type Pair = { readonly before: CompiledBook; readonly after: CompiledBook; readonly from: Day }

/** What the change does to these persons, in the order of their ids. Nobody held by the registry is changed. */
const itemsOf = async (
  db: Db | Tx,
  persons: readonly PersonId[],
  { before, after, from }: Pair,
): Promise<ReadonlyMap<PersonId, readonly HashedItem[]>> => {
  const known = await personsOf(db, persons)
  const affiliations = await affiliationsOf(db, persons)
  const exceptions = await exceptionsOf(db, persons)
  return new Map(
    persons.map(id => {
      if (known.get(id)?.held !== false) return [id, []]
      const facts = { affiliations: affiliations.get(id) ?? [], exceptions: exceptions.get(id) ?? [] }
      const items = differences(decide(id, facts, before), decide(id, facts, after), from)
      return [id, items.map(item => ({ ...item, hash: hashOf(item) }))]
    }),
  )
}

/** Looks at the next chunk of people. False when everyone has been looked at, or the rehearsal no longer counts. */
const step = async (tx: Tx, id: string, now: Date): Promise<boolean> => {
  const rehearsal = await rehearsalForUpdate(tx, id)
  if (rehearsal === null || rehearsal.state !== 'running') return false
  const pair = await pairOf(tx, rehearsal)
  const persons = await personsAfter(tx, rehearsal.reached, chunkSize)
  const last = persons.at(-1)
  if (last === undefined) {
    const hash = wholeHash(rehearsal)
    await saveDone(tx, id, hash, now)
    await saveRehearsed(tx, rehearsal.version, id, rehearsal.bookHash)
    return false
  }
  const items = await itemsOf(tx, persons, pair)
  await insertItems(tx, id, [...items.values()].flat())
  await saveReached(tx, id, {
    reached: last,
    counts: persons.reduce((counts, person) => counted(counts, items.get(person) ?? []), rehearsal.counts),
    chain: [...items.values()].flat().reduce((chain, item) => link(chain, item.hash), rehearsal.chain),
  })
  return true
}

const link = (chain: string, hash: string): string => createHash('sha256').update(chain).update(hash).digest('hex')

const wholeHash = ({ chain, bookHash, from, counts }: Rehearsal): string => hashOf({ chain, bookHash, from, counts })

const pairOf = async (db: Db | Tx, { version, against, from }: Rehearsal): Promise<Pair> => {
  const [before, after] = [await bookByVersion(db, against), await bookByVersion(db, version)]
  if (before === null || after === null) throw new Error('a rehearsal names versions that exist')
  return { before: compiledOf(before), after: compiledOf(after), from }
}

/** Rehearses in chunks, each a transaction of its own; begun again, it goes on where it stopped. */
export const rehearseJob: JobHandler = {
  kind: 'eligibility.rehearse',
  run: async ({ database, clock }, payload) => {
    const id = String(payload['rehearsalId'])
    while (await database.transact(tx => step(tx, id, clock.now())));
  },
}

type Since = { readonly dirty: readonly PersonId[]; readonly counts: Counts; readonly changedSince: number }

/** Everyone once more: who will change, and for whom it is not as it was shown. Those count against a brake of their own. */
const lookAgain = async ({ database }: System, rehearsal: Rehearsal): Promise<Since> => {
  const dirty: PersonId[] = []
  let counts = noCounts
  let changedSince = 0
  let reached: PersonId | null = null
  const pair = await pairOf(database.read, rehearsal)
  for (;;) {
    const persons: readonly PersonId[] = await personsAfter(database.read, reached, chunkSize)
    reached = persons.at(-1) ?? null
    if (reached === null) return { dirty, counts, changedSince }
    const items = await itemsOf(database.read, persons, pair)
    const shown = new Map(await itemHashesOf(database.read, rehearsal.id, persons))
    for (const [person, own] of items) {
      if (own.length > 0) dirty.push(person)
      const unlike = own.filter(item => shown.get(`${person} ${item.kind}`) !== item.hash)
      if (unlike.length > 0) changedSince += 1
      counts = counted(counts, unlike.filter(loses))
    }
  }
}

/**
 * Puts a released version in force on its day.
 *
 * Persons whose facts are as they were change exactly as shown. For those whose facts changed since, the rules of the
 * new version hold as for any new fact; where that alone would take something from too many, the version is held back.
 */
export const putInForceJob: JobHandler = {
  kind: 'eligibility.put-in-force',
  run: async (system, payload) => {
    const version = Number(payload['version'])
    const book = await bookByVersion(system.database.read, version)
    if (book?.state !== 'scheduled' || book.rehearsalId === null) return
    const rehearsal = await rehearsalById(system.database.read, book.rehearsalId)
    if (rehearsal?.hash == null) return
    const since = await lookAgain(system, rehearsal)
    const now = system.clock.now()
    await system.database.transact(tx => putInForce(tx, { book, rehearsal, since, now }))
  },
}

const putInForce = async (
  tx: Tx,
  {
    book,
    rehearsal,
    since,
    now,
  }: { readonly book: StoredBook; readonly rehearsal: Rehearsal; readonly since: Since; readonly now: Date },
): Promise<void> => {
  const locked = await bookForUpdate(tx, book.version)
  if (locked?.state !== 'scheduled' || locked.rehearsalId !== rehearsal.id) return
  const current = await bookInForce(tx)
  const held = current.version !== rehearsal.against || brakes(since.counts, await readSetting(tx, brakeSetting))
  if (held) await saveHeld(tx, book.version, 'rules.not_rehearsed')
  if (!held) {
    await saveActivated(tx, book.version, now)
    await markDirty(tx, since.dirty, now)
  }
  await recordEntry(tx, {
    at: now,
    actor: { kind: 'system', name: 'eligibility' },
    channel: 'job',
    act: 'eligibility.put-in-force',
    outcome: held ? 'rules.not_rehearsed' : 'done',
    persons: [],
    detail: { version: book.version, changing: since.dirty.length, changedSince: since.changedSince },
  })
}
