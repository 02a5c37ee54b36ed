/** The whole sample university for a story: a real database, a real server on a free port, browsers with cookies, a clock to move. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { startDemo } from '../../demo/start.ts'
import { readConfig } from '../../src/platform/config/config.ts'
import type { Connection } from '../../src/platform/database.ts'
import type { System } from '../../src/platform/system.ts'
import { makeLog } from '../../src/platform/telemetry/log.ts'
import { clientOf, type Client } from './client.ts'
import { testDatabase } from './database.ts'

export { mainOf, type Answer, type Client } from './client.ts'

export type Inhabitant = {
  readonly name: { readonly ja: string; readonly en: string }
  readonly statuses: readonly string[]
  readonly usernames: readonly { readonly kind: string; readonly username: string; readonly state: string }[]
  readonly password: string | null
  readonly activationKeys: Readonly<Record<string, string>>
  readonly role: string | null
}

export type World = {
  readonly system: System
  readonly connection: Connection
  readonly baseUrl: string
  readonly sampleUrl: string
  readonly stranger: () => Client
  /** Somebody of the sample, signed in through the sign-in page. */
  readonly signedIn: (japaneseName: string, kind?: 'ECS' | 'SPS') => Promise<Client>
  /** The first officer with this role, or the second. */
  readonly officer: (role: string, place?: 0 | 1) => Promise<Client>
  readonly people: () => Promise<readonly Inhabitant[]>
  readonly mail: () => Promise<readonly { readonly to: string; readonly subject: string; readonly text: string }[]>
  readonly advance: (period: string) => Promise<void>
  /** Moves the clock to an instant; every night between is lived through. */
  readonly moveTo: (instant: string) => Promise<void>
  /** Answers when everything that waits to be done has been done. */
  readonly settled: () => Promise<void>
  /** Every line that was logged. */
  readonly logged: () => string
}

/** Opens a world; it closes itself after the test file. `mailUrl`: where its mail goes; absent, it is kept. */
export const world = async ({ mailUrl }: { readonly mailUrl?: string } = {}): Promise<World> => {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'sekimori-world-'))
  const port = await freePort()
  const lines: string[] = []
  const config = readConfig(
    { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: database.url, MAIL_URL: mailUrl },
    'demo',
  )
  if (!config.ok) throw new Error(config.refusal.sentence.en)
  const demo = await startDemo(config.value, {
    tell: () => undefined,
    step: () => undefined,
    signal: new AbortController().signal,
    log: makeLog({ write: line => void lines.push(line) }),
  })
  if (!demo.ok) throw new Error(demo.refusal.sentence.en)
  after(async () => {
    await demo.value.stop()
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const { baseUrl } = config.value
  const json = async <Value>(path: string, body?: unknown): Promise<Value> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(baseUrl + path, body === undefined ? {} : init)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Value
  }
  const people = (): Promise<readonly Inhabitant[]> => json('/dev/people.json')
  const signIn = async (someone: Inhabitant | undefined, kind?: string): Promise<Client> => {
    const account = someone?.usernames.find(
      each => each.state === 'active' && (kind === undefined || each.kind === kind),
    )
    const client = clientOf(baseUrl)
    await client.get('/sign-in')
    const fields = { username: account?.username ?? '', password: someone?.password ?? '' }
    const answer = await client.post('/sign-in', fields)
    if (answer.status !== 200 || answer.url.includes('/sign-in')) throw new Error(`not signed in: ${answer.status}`)
    return client
  }
  return {
    system: demo.value.system,
    connection: database.connection,
    baseUrl,
    sampleUrl: `http://localhost:${port + 11}`,
    stranger: () => clientOf(baseUrl),
    signedIn: async (name, kind) =>
      signIn(
        (await people()).find(each => each.name.ja === name),
        kind,
      ),
    officer: async (role, place = 0) => signIn((await people()).filter(each => each.role === role)[place]),
    people,
    mail: () => json('/dev/mail.json'),
    advance: async advance => void (await json('/dev/clock', { advance })),
    moveTo: async to => void (await json('/dev/clock', { to })),
    settled: async () => void (await json('/dev/clock', { advance: 'PT1S' })),
    logged: () => lines.join(''),
  }
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
