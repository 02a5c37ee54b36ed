/** Opens the demo in order: database, mark, sample university, pages, worker, sample service. Closes it the other way round. */
import Fastify, { type FastifyInstance } from 'fastify'
import { fill, type Bilingual } from '../src/kernel/bilingual.ts'
import { accept, refuse, type Result } from '../src/kernel/result.ts'
import { open, type StartRefusal } from '../src/app/open.ts'
import { listen, mailServer } from '../src/app/run.ts'
import { makeServer } from '../src/app/server.ts'
import { startWorker } from '../src/app/worker.ts'
import type { MovableClock } from '../src/platform/clock.ts'
import type { Config } from '../src/platform/config/config.ts'
import type { MailServer } from '../src/platform/mail/sender.ts'
import type { System } from '../src/platform/system.ts'
import { makeLog, type Log } from '../src/platform/telemetry/log.ts'
import type { Pausing } from './panel/clock.ts'
import { mountPanel } from './panel/endpoints.ts'
import { panelRoutes } from './panel/routes.ts'
import { sampleUrl, startSample } from './sample-oidc.ts'
import { seed } from './seed.ts'
import { isInhabited, readOffset, readSeed, saveOffset } from './store.ts'
import { text } from './text.ts'

export type Demo = {
  readonly system: System
  readonly clock: MovableClock
  readonly stop: () => Promise<void>
}

export type Telling = {
  readonly tell: (sentence: Bilingual) => void
  readonly step: (title: Bilingual) => void
  /** Aborted when somebody asks for the end before the beginning is over. */
  readonly signal: AbortSignal
  readonly log?: Log
}

/** Log lines go to the error stream: the output holds the one line `ready`. */
const errorStreamLog = (): Log => makeLog(process.stderr)

/** Starts everything; refuses with one sentence, with nothing left running. */
export const startDemo = async (config: Config, telling: Telling): Promise<Result<Demo, StartRefusal>> => {
  const opened = await open(config, { purpose: 'demo', log: telling.log ?? errorStreamLog(), onNotice: telling.tell })
  if (!opened.ok) return opened
  const { system, clock, close } = opened.value
  const closers: (() => Promise<void>)[] = [close]
  const stop = async (): Promise<void> => {
    for (const end of closers.toReversed()) await end()
  }
  const ended = (sentence: Bilingual): Result<never, StartRefusal> => refuse({ code: 'start.refused', sentence })
  try {
    if (clock === null) throw new Error('the demo was given a clock that does not move')
    const hindrance = await portHindrance(config)
    if (hindrance !== null) return await failed(stop, hindrance)
    if (!(await settleIn(system, config, telling))) return await failed(stop, text.notADemo)
    const unfinished = await seed({ system, clock, telling })
    if (unfinished !== null) return await failed(stop, unfinished)
    const worker = await startWorkers(system, mailServer(config))
    closers.push(worker.stop)
    const panel = { system, clock, pausing: worker.pausing, sampleUrl: sampleUrl(config) }
    const server = await makeServer({
      system,
      config,
      extraRoutes: panelRoutes(panel),
      extraMounts: [mountPanel(panel)],
    })
    closers.push(() => closed(server))
    const taken = await listen(server, config)
    if (taken !== null) return await failed(stop, taken)
    closers.push(await startSample(system, config))
    telling.tell(fill(text.where, { sample: panel.sampleUrl }))
    return accept({ system, clock, stop })
  } catch (error) {
    await stop()
    if (telling.signal.aborted) return ended(text.ending)
    throw error
  }
}

/** A port that is taken is said at once, not after the seed; nobody is answered before the university is whole. */
const portHindrance = async (config: Config): Promise<Bilingual | null> => {
  const probe = Fastify()
  const hindrance = await listen(probe, config)
  await probe.close()
  return hindrance
}

const failed = async (stop: () => Promise<void>, sentence: Bilingual): Promise<Result<never, StartRefusal>> => {
  await stop()
  return refuse({ code: 'start.refused', sentence })
}

/** A worker that rests while the panel lives through the nights itself; moves of the clock wait for each other. */
const startWorkers = async (
  system: System,
  mail: MailServer | null,
): Promise<{ readonly stop: () => Promise<void>; readonly pausing: Pausing }> => {
  let worker = await startWorker(system, mail)
  let turn: Promise<unknown> = Promise.resolve()
  const pausing: Pausing = work => {
    const before = turn
    const mine = (async (): Promise<void> => {
      await before
      await worker.stop()
      try {
        await work()
      } finally {
        worker = await startWorker(system, mail)
      }
    })()
    turn = mine.catch(() => undefined)
    return mine
  }
  return { stop: () => worker.stop(), pausing }
}

/** Browsers keep connections open: they are cut, so that the end does not wait for them. */
const closed = async (server: FastifyInstance): Promise<void> => {
  server.server.closeAllConnections()
  await server.close()
}

/** Marks an empty database as the demo's; false for one that belongs to somebody else. */
const settleIn = async ({ database, clock }: System, config: Config, { tell }: Telling): Promise<boolean> => {
  if ((await readOffset(database.read)) === null) {
    if (await isInhabited(database.read)) return false
    await saveOffset(database, 0, clock.now())
    return true
  }
  if ((await readSeed(database.read))?.finished === true) tell(fill(text.reused, { folder: config.dataDir }))
  return true
}
