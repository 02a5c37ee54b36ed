/** Killed at any statement of the way from a file to an account, the house goes on from there and ends where it would have. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Order } from '../support/carry-and-die.ts'
import { addOffices, carry, clockOfNight, importOfNight, leftOver, type Errand } from '../support/nights.ts'
import { missingFrom, pictureOf } from '../support/picture.ts'
import { registryWorld, type World } from '../support/registry-world.ts'

const killsWanted = 50
/** Written into the report of a failure: the same seed dies at the same statements. */
const seed = 20261125
/** About two thirds of what a night takes: what is left of it after a kill is killed again, to its very end. */
const statementsPerNight = 140
const killsPerNight = 7

/** Mulberry32: the same numbers for the same seed. */
const drawer = (from: number): ((below: number) => number) => {
  let state = from
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Ended = { readonly killed: boolean; readonly said: readonly string[] }

/** Processes that have started and wait for their order, so that none is waited for. */
const carriers = (world: World, ready: number) => {
  const script = fileURLToPath(new URL('../support/carry-and-die.ts', import.meta.url))
  const start = (): ChildProcess =>
    spawn(process.execPath, [script, JSON.stringify(world.connection), world.masterKeyFile], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
  const waiting = Array.from({ length: ready }, start)
  return {
    send: async (order: Order): Promise<Ended> => {
      const child = waiting.shift() ?? start()
      waiting.push(start())
      let said = ''
      child.stdout?.on('data', (data: Buffer) => (said += data.toString()))
      child.stdin?.end(`${JSON.stringify(order)}\n`)
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
      assert.ok(signal === 'SIGKILL' || code === 0, `a carrier ended with ${code ?? signal}, seed ${seed}: ${said}`)
      return { killed: signal === 'SIGKILL', said: said.split('\n').filter(line => line !== '') }
    },
    dismiss: (): void => {
      for (const child of waiting) child.kill('SIGKILL')
    },
  }
}

test(
  'imp.kill-in-mid-apply and time.kill-any-moment: fifty times, from the file to the account',
  { timeout: 900_000 },
  async () => {
    const [disturbed, quiet] = [await registryWorld(), await registryWorld()]
    for (const { system } of [disturbed, quiet]) await addOffices(system)
    const draw = drawer(seed)
    const { send, dismiss } = carriers(disturbed, 2)
    const errands: Errand[] = []
    const acknowledged: string[] = []
    let kills = 0
    const bring = async (errand: Errand): Promise<void> => {
      errands.push(errand)
      const ownBefore = kills
      for (;;) {
        const dies = kills < killsWanted && kills - ownBefore < killsPerNight
        const death = { atStatement: 1 + draw(statementsPerNight), when: draw(2) === 0 ? 'before' : 'sent' } as const
        const { killed, said } = await send({ errand, death: dies ? death : null })
        acknowledged.push(...said)
        if (!killed) return
        kills += 1
      }
    }
    for (let night = 1; kills < killsWanted; night += 1) {
      await bring({ night, undo: false })
      if (night % 3 === 0) await bring({ night, undo: true })
    }
    dismiss()
    assert.equal(kills, killsWanted)
    await nothingAcknowledgedIsLost(disturbed, errands, acknowledged)
    assert.equal(await leftOver(disturbed.system), 0, 'nothing is half done')

    for (const errand of errands) await carry({ ...quiet.system, clock: clockOfNight(errand.night) }, errand)
    assert.equal(await leftOver(quiet.system), 0)
    const [after, undisturbed] = [
      await pictureOf(disturbed.system.database.read),
      await pictureOf(quiet.system.database.read),
    ]
    assert.ok(undisturbed.length > 1000, `the picture has ${undisturbed.length} lines`)
    const [lost, doubled] = [missingFrom(undisturbed, after), missingFrom(after, undisturbed)]
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] }, `seed ${seed}`)
  },
)

/** Whatever the house said it had done is there, and went on to its end. */
const nothingAcknowledgedIsLost = async (
  { system }: World,
  errands: readonly Errand[],
  acknowledged: readonly string[],
): Promise<void> => {
  const found = await Promise.all(errands.map(({ night }) => importOfNight(system, night)))
  const states = new Map(found.map(taken => [taken?.id, taken?.state]))
  for (const said of acknowledged) {
    const [what, id] = said.split(' ')
    assert.ok(what === 'undoing' ? states.get(id) === 'undone' : states.has(id), said)
  }
  assert.ok(acknowledged.length >= 1)
}
