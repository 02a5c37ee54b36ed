/** ● Ending sessions: one's own here, one's own elsewhere. */
import { z } from 'zod'
import { accept } from '../../kernel/result.ts'
import { asSessionId, isUuid } from '../../kernel/ids.ts'
import { answer, useCase } from '../../platform/use-case.ts'
import type { Session } from '../sign-in/session.ts'
import { endSession, endSessionsOf, sessionById } from '../store.ts'

const sessionInput = z.strictObject({ sessionId: z.string().refine(isUuid).transform(asSessionId) })

export const endOneSession = useCase({
  name: 'authentication.end-session',
  title: { ja: '自分のサインインを一つ終わらせる', en: 'End one of one’s own sessions' },
  input: sessionInput,
  permit: { owner: (actor, session: Session) => actor.kind === 'person' && actor.personId === session.personId },
  load: (tx, { sessionId }) => sessionById(tx, sessionId),
  decide: session => answer(session),
  write: async (tx, session, { now, actor }) => {
    const isOwn = actor.kind === 'person' && actor.sessionId === session.id
    await endSession(tx, session.id, session.personId, isOwn ? 'signed-out' : 'ended-elsewhere', now)
    return accept(null)
  },
  concerns: session => [session.personId],
})

export const endOtherSessions = useCase({
  name: 'authentication.end-other-sessions',
  title: { ja: 'この端末以外のサインインをすべて終わらせる', en: 'End all of one’s sessions but this one' },
  input: z.strictObject({}),
  permit: { owner: (actor, session: Session) => actor.kind === 'person' && actor.personId === session.personId },
  load: async (tx, _input, { actor }) => (actor.kind === 'person' ? sessionById(tx, actor.sessionId) : null),
  decide: session => answer(session),
  write: async (tx, session, { now }) =>
    accept({ ended: await endSessionsOf(tx, session.accountId, session.id, 'ended-elsewhere', now) }),
  concerns: session => [session.personId],
})
