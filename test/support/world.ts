/** The whole sample university for a story: a real database, a real server on a free port, browsers with cookies, a clock to move. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { startDemo } from '../../demo/start.ts'
import { readConfig } from '../../src/platform/config/config.ts'
import type { System } from '../../src/platform/system.ts'
import { makeLog } from '../../src/platform/telemetry/log.ts'
import { testDatabase } from './database.ts'

export type Answer = {
  readonly status: number
  readonly url: string
  readonly text: string
  readonly location: string | null
}

/** A browser without scripts: it keeps cookies per origin, follows redirects and sends the hidden fields of a form. */
export type Client = {
  readonly get: (path: string) => Promise<Answer>
  /** Fills the form that the last page (or `from`) shows with this action. */
  readonly post: (action: string, fields: Readonly<Record<string, string>>, from?: string) => Promise<Answer>
}

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
  readonly baseUrl: string
  readonly sampleUrl: string
  readonly stranger: () => Client
  /** Somebody of the sample, signed in through the sign-in page. */
  readonly signedIn: (japaneseName: string, kind?: 'ECS' | 'SPS') => Promise<Client>
  readonly officer: (role: string) => Promise<Client>
  readonly people: () => Promise<readonly Inhabitant[]>
  readonly mail: () => Promise<readonly { readonly to: string; readonly subject: string; readonly text: string }[]>
  readonly advance: (period: string) => Promise<void>
  /** Every line that was logged. */
  readonly logged: () => string
}

/** Opens a world; it closes itself after the test file. */
export const world = async (): Promise<World> => {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'sekimori-world-'))
  const port = await freePort()
  const lines: string[] = []
  const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: database.url }, 'demo')
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
    baseUrl,
    sampleUrl: `http://localhost:${port + 11}`,
    stranger: () => clientOf(baseUrl),
    signedIn: async (name, kind) =>
      signIn(
        (await people()).find(each => each.name.ja === name),
        kind,
      ),
    officer: async role => signIn((await people()).find(each => each.role === role)),
    people,
    mail: () => json('/dev/mail.json'),
    advance: async advance => void (await json('/dev/clock', { advance })),
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

const clientOf = (baseUrl: string): Client => {
  const jars = new Map<string, Map<string, string>>()
  let last = ''
  const send = async (address: string, init: RequestInit = {}, hops = 0): Promise<Answer> => {
    const url = new URL(address, last === '' ? baseUrl : last)
    const jar = jars.get(url.origin) ?? new Map<string, string>()
    jars.set(url.origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    last = url.href
    const refresh = /^0; url=(.+)$/.exec(response.headers.get('refresh') ?? '')?.[1] ?? null
    const location = response.headers.get('location') ?? refresh
    const leadsOn = refresh !== null || (response.status >= 300 && response.status < 400)
    if (location !== null && leadsOn && hops < 20) return send(new URL(location, url).href, {}, hops + 1)
    return { status: response.status, url: url.href, text: await response.text(), location }
  }
  let shown: Answer | null = null
  const get = async (path: string): Promise<Answer> => (shown = await send(new URL(path, baseUrl).href))
  return {
    get,
    post: async (action, fields, from) => {
      const page = from === undefined ? shown : await get(from)
      const form = formOf(page?.text ?? '', action)
      const body = new URLSearchParams({ ...form, ...fields })
      const type = 'application/x-www-form-urlencoded'
      const url = new URL(action, page?.url ?? baseUrl).href
      return (shown = await send(url, { method: 'POST', headers: { 'content-type': type }, body: body.toString() }))
    },
  }
}

/** The hidden fields of the first form that posts to this address. */
const formOf = (page: string, action: string): Readonly<Record<string, string>> => {
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? []
  const form = forms.find(each => plain(/action="([^"]*)"/.exec(each)?.[1] ?? '') === action) ?? forms[0] ?? ''
  return Object.fromEntries(
    [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      plain(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
      plain(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
    ]),
  )
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
