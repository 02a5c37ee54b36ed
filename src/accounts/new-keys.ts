/** ● Keys for notices: drawn, fingerprinted and stored; in the clear only in what is handed back to be printed. */
import { dayOf, later, type Day } from '../kernel/day.ts'
import type { AccountId, PersonId } from '../kernel/ids.ts'
import { actorLabel } from '../platform/actor.ts'
import type { Tx } from '../platform/database.ts'
import { randomBelow, randomId } from '../platform/random.ts'
import type { Context } from '../platform/use-case.ts'
import { entitlementsOf } from '../eligibility/index.ts'
import { affiliationsOf, currentName, personsOf, type Person } from '../registry/index.ts'
import { open, type Account } from './account.ts'
import { drawKey, keyBinding, type KeyChannel } from './activation-key.ts'
import type { Notice } from './paper/notice-pdf.ts'
import { fingerprintOf } from './redeem.ts'
import { recordChanges, saveAccounts } from './store/accounts.ts'
import { insertKeys, revokeKeys } from './store/keys.ts'

/**
 * Notices to be printed. They are fetched by calling, so that no log, audit entry or JSON answer can hold a key by
 * accident.
 */
export type Paper = () => readonly Notice[]

export type Wish = {
  readonly channel: KeyChannel
  readonly batchId: string | null
  readonly evidenceId: string | null
  /** First day the key is no longer usable, for one that is usable from a day. */
  readonly until: (notBefore: Day) => Day
  readonly from: (index: number) => Notice['from']
}

/** Makes new keys for accounts, in this order; keys handed out before are worth nothing from now on. */
export const makeKeys = async (tx: Tx, accounts: readonly Account[], wish: Wish, context: Context): Promise<Paper> => {
  const { now, actor, system } = context
  const ids = accounts.map(account => account.id)
  await revokeKeys(tx, ids, now)
  const starts = await startsOf(tx, accounts, dayOf(now))
  const keys = accounts.map(account => {
    const notBefore = starts.get(account.id) ?? dayOf(now)
    return { id: randomId(), account, key: drawKey(randomBelow), notBefore, until: wish.until(notBefore) }
  })
  await insertKeys(
    tx,
    keys.map(({ id, account, key, notBefore, until }) => ({
      id,
      accountId: account.id,
      fingerprint: fingerprintOf(system, keyBinding(account.id, key)),
      channel: wish.channel,
      notBefore,
      until,
      batchId: wish.batchId,
      evidenceId: wish.evidenceId,
    })),
    { now, actor: actorLabel(actor) },
  )
  await openReserved(tx, accounts, context)
  const addressees = await addresseesOf(tx, accounts)
  return () =>
    keys.map(({ account, key, notBefore, until }, index) => ({
      ...(addressees.get(account.personId) ?? { names: [], unit: null }),
      kind: account.kind,
      username: account.username,
      key,
      notBefore,
      until,
      from: wish.from(index),
    }))
}

/** A printed notice begins the wait for activation (people-and-accounts §13.6: pending is entered by the key). */
const openReserved = async (tx: Tx, accounts: readonly Account[], { now, actor }: Context): Promise<void> => {
  const opened = accounts.filter(account => account.state === 'reserved').map(open)
  await saveAccounts(tx, opened)
  await recordChanges(
    tx,
    opened.map(({ id, state }) => ({ accountId: id, at: now, act: 'open', state, actor: actorLabel(actor) })),
  )
}

/** The day a key becomes usable: today, or the day the right begins. */
const startsOf = async (tx: Tx, accounts: readonly Account[], today: Day): Promise<ReadonlyMap<AccountId, Day>> => {
  const entitlements = await entitlementsOf(tx, [...new Set(accounts.map(account => account.personId))])
  return new Map(
    accounts.map(account => {
      const own = (entitlements.get(account.personId) ?? []).filter(({ kind }) => kind === `account.${account.kind}`)
      const living = own.filter(({ period }) => period.until === null || today < period.until)
      const first = living.map(({ period }) => period.from).sort()[0]
      return [account.id, first === undefined ? today : later(first, today)]
    }),
  )
}

type Addressee = Pick<Notice, 'names' | 'unit'>

const addresseesOf = async (tx: Tx, accounts: readonly Account[]): Promise<ReadonlyMap<PersonId, Addressee>> => {
  const ids = [...new Set(accounts.map(account => account.personId))]
  const [persons, affiliations] = [await personsOf(tx, ids), await affiliationsOf(tx, ids)]
  return new Map(
    ids.map(id => {
      const unit =
        (affiliations.get(id) ?? []).find(each => each.unit !== null && each.state !== 'void')?.unit?.name ?? null
      const person = persons.get(id)
      return [id, { names: person === undefined ? [] : writtenNames(person), unit }]
    }),
  )
}

/** The name as written, in kana, in roman letters: whichever the paper can show first. */
const writtenNames = (person: Person): readonly string[] => {
  const name = currentName(person.names)
  if (name === null) return []
  return (['kanji', 'kana', 'roman'] as const).flatMap(script => {
    const [family, given] = [name.family[script], name.given?.[script] ?? null]
    if (family === null) return []
    const parts = script === 'roman' ? [given, family] : [family, given]
    return [parts.filter(part => part !== null).join(' ')]
  })
}
