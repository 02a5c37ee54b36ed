/** Standing work: empties its table whenever it is called, and now and then without a call. */
import type { JobHandler, Standing } from '../job.ts'
import type { System } from '../system.ts'
import { faultOf } from '../fault.ts'
import { makeAlarm, type Alarm } from './alarm.ts'

type Post = { readonly handler: JobHandler; readonly standing: Standing; readonly alarm: Alarm }

/** Runs all standing work side by side until stopped; stopping waits for the round that is on. */
export const startStanding = async (
  system: System,
  handlers: readonly JobHandler[],
): Promise<{ readonly stop: () => Promise<void> }> => {
  const posts: readonly Post[] = handlers.flatMap(handler =>
    handler.standing === undefined ? [] : [{ handler, standing: handler.standing, alarm: makeAlarm() }],
  )
  const state = { stopping: false }
  const deaf = await Promise.all(posts.map(post => hear(system, post)))
  const rounds = posts.map(post => patrol(system, post, state))
  const stop = async (): Promise<void> => {
    state.stopping = true
    for (const { alarm } of posts) alarm.ring()
    await Promise.all(rounds)
    await Promise.all(deaf.map(end => end()))
  }
  return { stop }
}

const hear = (system: System, { standing, alarm }: Post): Promise<() => Promise<void>> =>
  system.database.listen(standing.channel, alarm.ring).catch((error: unknown) => {
    system.log.warn({ fault: faultOf(error), channel: standing.channel }, 'no wake-up calls: polling only')
    return async () => {}
  })

const patrol = async (
  system: System,
  { handler, standing, alarm }: Post,
  state: { readonly stopping: boolean },
): Promise<void> => {
  while (!state.stopping) {
    await handler
      .run(system, {})
      .catch((error: unknown) =>
        system.log.error({ kind: handler.kind, fault: faultOf(error) }, 'standing work failed'),
      )
    if (!state.stopping) await alarm.wait(standing.everyMs)
  }
}
