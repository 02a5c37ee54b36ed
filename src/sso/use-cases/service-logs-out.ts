/** ● A service says that somebody has signed out of it: our session ends too. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { PersonId, SessionId } from '../../kernel/ids.ts'
import { endSession } from '../../authentication/index.ts'
import { useCase } from '../../platform/use-case.ts'
import { noteLeft, participationsBy, participationsIn, type Participation } from '../store/participation.ts'

const nameId = z.strictObject({
  format: z.string(),
  value: z.string().max(1024),
  nameQualifier: z.string().optional(),
  spNameQualifier: z.string().optional(),
})

/** Ends the sessions in which a service knows somebody by a name; says who else still takes part in them. */
export const serviceLogsOut = useCase({
  name: 'sso.end-for-service',
  title: { ja: 'サービスの求めでサインインを終わらせる', en: 'End sessions because a service says so' },
  input: z.strictObject({
    partyId: z.string().max(300),
    nameId,
    sessionIndexes: z.array(z.string().max(300)).max(100),
  }),
  permit: { roles: ['operator'] },
  load: async (tx, { partyId, nameId: { format, value, nameQualifier, spNameQualifier } }) =>
    participationsBy(tx, partyId, {
      format,
      value,
      ...(nameQualifier === undefined ? {} : { nameQualifier }),
      ...(spNameQualifier === undefined ? {} : { spNameQualifier }),
    }),
  decide: (parts, { sessionIndexes }): Result<readonly Participation[], { readonly code: 'logout.nobody' }> => {
    const meant = parts.filter(part => sessionIndexes.length === 0 || sessionIndexes.includes(part.sessionIndex))
    return meant.length === 0 ? refuse({ code: 'logout.nobody' }) : accept(meant)
  },
  write: async (tx, parts, { now }, { partyId }) => {
    const sessions = new Map<SessionId, PersonId>(parts.map(({ sessionId, personId }) => [sessionId, personId]))
    await noteLeft(tx, partyId, [...sessions.keys()], now)
    let stillTold = 0
    for (const [sessionId, personId] of sessions) {
      await endSession(tx, sessionId, personId, 'signed-out', now)
      stillTold += (await participationsIn(tx, sessionId)).filter(({ endedAt }) => endedAt === null).length
    }
    return accept({ sessions: [...sessions.keys()], stillTold })
  },
  concerns: parts => parts.map(({ personId }) => personId),
  remembers: ({ partyId }) => ({ service: partyId }),
})
