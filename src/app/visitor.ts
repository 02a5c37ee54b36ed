/** Whose session a cookie is: asked of authentication on every request, with the roles that eligibility gives today. */
import { dayOf } from '../kernel/day.ts'
import {
  classOf,
  isAtLeast,
  noteSeen,
  officersClassSetting,
  seenIsDue,
  sessionOf,
  stepUpAddress,
} from '../authentication/index.ts'
import { rolesOf } from '../eligibility/index.ts'
import { displayName, personsOf } from '../registry/index.ts'
import { stranger } from '../platform/actor.ts'
import type { Visitor } from '../platform/http/site.ts'
import { readSetting } from '../platform/settings.ts'
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
    const [persons, staffRoles, officersClass] = await Promise.all([
      personsOf(database.read, [session.personId]),
      rolesOf(database.read, session.personId, dayOf(now)),
      readSetting(database.read, officersClassSetting),
    ])
    if (seenIsDue(session, now)) await noteSeen(system, session, now)
    const person = persons.get(session.personId)
    const isEnough = staffRoles.size === 0 || isAtLeast(classOf(session.proofs, now), officersClass)
    return {
      actor: {
        kind: 'person',
        personId: session.personId,
        accountId: account.id,
        username: account.username,
        sessionId: session.id,
        roles: isEnough ? staffRoles : new Set(),
      },
      ...(isEnough
        ? {}
        : { withheld: { roles: staffRoles, raiseAt: (next: string) => stepUpAddress(officersClass, next) } }),
      name:
        person === undefined
          ? { ja: account.username, en: account.username }
          : { ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') },
    }
  }
