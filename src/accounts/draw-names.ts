/** ● Draws login names for many people at once: candidates from chance, the last word from the ledger. */
import type { PersonId } from '../kernel/ids.ts'
import type { Tx } from '../platform/database.ts'
import { takeIdentifiers } from '../registry/index.ts'
import type { AccountKind } from './account.ts'
import { namesBetween } from './store/accounts.ts'
import {
  containsExcluded,
  drawName,
  mailAddress,
  nameAt,
  namesIn,
  type Draw,
  type NameRefusal,
  type Pattern,
  type UsernameSettings,
} from './username.ts'

export type Wanting = { readonly personId: PersonId; readonly kind: AccountKind; readonly pattern: Pattern }
export type Named = Wanting & { readonly username: string }
export type Unnamed = Wanting & { readonly code: NameRefusal['code'] }

/** Rounds of pure chance before one looks which numbers are still free. */
const roundsOfChance = 6

type Drawing = { readonly draw: Draw; readonly settings: UsernameSettings; readonly now: Date }

/**
 * Takes a free name in the ledger for each, in rounds: whoever lost a name to somebody else draws again.
 *
 * Answers with the named, and with those for whom no name is left: they go to a human.
 */
export const drawNames = async (
  tx: Tx,
  wanting: readonly Wanting[],
  drawing: Drawing,
): Promise<{ readonly named: readonly Named[]; readonly unnamed: readonly Unnamed[] }> => {
  const named: Named[] = []
  let waiting = wanting
  for (let round = 0; round < roundsOfChance && waiting.length > 0; round++) {
    const candidates = waiting.flatMap(each => {
      const drawn = drawName(each.pattern, drawing)
      return drawn.ok ? [{ ...each, username: drawn.value }] : []
    })
    const taken = await take(tx, candidates, drawing)
    named.push(...taken)
    const served = new Set(taken.map(each => `${each.kind} ${each.personId}`))
    waiting = waiting.filter(each => !served.has(`${each.kind} ${each.personId}`))
  }
  const unnamed: Unnamed[] = []
  for (const each of waiting) {
    const found = await searchName(tx, each, drawing)
    if (found === null) unnamed.push({ ...each, code: 'username.none_left' })
    else named.push(found)
  }
  return { named, unnamed }
}

/** Takes login name and mail address for each; where two drew the same name, only the first asks for it. */
const take = async (tx: Tx, candidates: readonly Named[], { settings, now }: Drawing): Promise<readonly Named[]> => {
  const firsts = [...new Map(candidates.toReversed().map(each => [each.username, each])).values()]
  const logins = firsts.map(({ personId, username }) => ({ namespace: 'login', value: username, personId }))
  const taken = await takeIdentifiers(tx, logins, now)
  const owned = firsts.filter(each => taken.has(each.username))
  const addressOf = (each: Named): string => mailAddress(each.kind, each.username, settings)
  const mails = owned.map(each => ({ namespace: 'mail', value: addressOf(each), personId: each.personId }))
  const mailed = await takeIdentifiers(tx, mails, now)
  return owned.filter(each => mailed.has(addressOf(each)))
}

/** The pattern is nearly full: looks for the numbers still free, then widens it by a letter of the middle name. */
const searchName = async (tx: Tx, each: Wanting, drawing: Drawing): Promise<Named | null> => {
  for (let widening = 0; namesIn(each.pattern, widening) > 0; widening++) {
    const [before, after] =
      each.pattern.kind === 'ECS'
        ? [each.pattern.prefix, '']
        : [each.pattern.before, each.pattern.after[widening] ?? '']
    const used = new Set(await namesBetween(tx, before, after))
    const free = Array.from({ length: namesIn(each.pattern, widening) }, (_, number) =>
      nameAt(each.pattern, number, widening),
    ).filter(name => !used.has(name) && !containsExcluded(name, drawing.settings))
    while (free.length > 0) {
      const [username = ''] = free.splice(drawing.draw(free.length), 1)
      const taken = await take(tx, [{ ...each, username }], drawing)
      if (taken[0] !== undefined) return taken[0]
    }
  }
  return null
}
