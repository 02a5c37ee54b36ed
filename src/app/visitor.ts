/** Whose session a cookie is: asked of authentication on every request, with the roles that eligibility gives today. */
import { dayOf } from '../kernel/day.ts'
import { noteSeen, seenIsDue, sessionOf } from '../authentication/index.ts'
import { rolesOf } from '../eligibility/index.ts'
import { displayName, personsOf } from '../registry/index.ts'
import { stranger } from '../platform/actor.ts'
import type { Visitor } from '../platform/http/site.ts'
import type { System } from '../platform/system.ts'

const nobody: Visitor = { actor: stranger, name: null }

export const visitorOf =
  (system: System) =>
  async (cookie: string | null, now: Date): Promise<Visitor> => {
    if (cookie === null) return nobody
    const { database } = system
    const held = await sessionOf(database.read, cookie, now)
    if (held === null) return nobody
    const { session, account } = held
    const [persons, roles] = await Promise.all([
      personsOf(database.read, [session.personId]),
      rolesOf(database.read, session.personId, dayOf(now)),
    ])
    if (seenIsDue(session, now)) await noteSeen(system, session, now)
    const person = persons.get(session.personId)
    return {
      actor: {
        kind: 'person',
        personId: session.personId,
        accountId: account.id,
        username: account.username,
        sessionId: session.id,
        roles,
      },
      name:
        person === undefined
          ? { ja: account.username, en: account.username }
          : { ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') },
    }
  }
