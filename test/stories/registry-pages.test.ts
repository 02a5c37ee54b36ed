/** An officer takes a file in, looks at the rehearsal, applies it, settles a doubt and finds a person: through real HTTP. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { frame, problemPage } from '../../src/app/frame.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { row, sql } from '../../src/platform/database.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { registryModule } from '../../src/registry/index.ts'
import type { System } from '../../src/platform/system.ts'
import { drainJobs } from '../../src/platform/jobs/drain.ts'
import { addOffice, fileOf, students, usualHeader } from '../support/office.ts'
import { officer, registryWorld } from '../support/registry-world.ts'

const world = await registryWorld()
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const system: System = { ...world.system, baseUrl: base }
await addOffice(system)
let actor: Actor = officer(1)
const server = await buildServer({
  system,
  routes: registryModule.routes,
  visitor: async () => ({ actor, name: { ja: '登録 花子', en: 'Hanako Toroku' } }),
  frame,
  problem: problemPage,
  mounts: [],
  trustedProxies: [],
})
await server.listen({ port, host: '127.0.0.1' })
after(() => server.close())

const cookies = new Map<string, string>([['session', 'x']])
const cookieHeader = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const keep = (response: Response): void => {
  for (const cookie of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
    cookies.set(name, value)
  }
}
const get = async (path: string): Promise<string> => {
  const response = await fetch(`${base}${path}`, { headers: { cookie: cookieHeader(), 'accept-language': 'en' } })
  keep(response)
  assert.equal(response.status, 200, path)
  return response.text()
}
const tokenIn = (page: string): readonly [string, string] => {
  const found = /<input type="hidden" name="([^"]*csrf[^"]*)" value="([^"]*)"/i.exec(page)
  assert.ok(found, 'a form carries its token')
  return [found[1] ?? '', found[2] ?? '']
}
const post = async (path: string, page: string, fields: Readonly<Record<string, string | Blob>>): Promise<Response> => {
  const [name, token] = tokenIn(page)
  const files = Object.values(fields).some(value => typeof value !== 'string')
  const body = files ? new FormData() : new URLSearchParams()
  body.append(name, token)
  for (const [field, value] of Object.entries(fields))
    if (typeof value === 'string') body.append(field, value)
    else (body as FormData).append(field, value, 'file.csv')
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: cookieHeader(), origin: system.baseUrl, 'accept-language': 'en' },
  })
  keep(response)
  return response
}
const drain = () => drainJobs(system, registryModule.jobs, system.clock.now())
const formOf = (page: string, action: string): Readonly<Record<string, string>> => {
  const at = page.indexOf(`action="${action}"`)
  assert.ok(at > 0, `a form for ${action}`)
  const inside = page.slice(at, page.indexOf('</form>', at))
  return Object.fromEntries(
    [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(found => [
      found[1] ?? '',
      found[2] ?? '',
    ]),
  )
}

test('a file is taken in, looked at, applied; a doubt is settled; a person is found', async () => {
  const people = [...students(30), { ...(students(1)[0] ?? { number: '' }), number: 'S000001B' }]
  const bad = { ...(students(1, 90)[0] ?? { number: '' }), born: '2001-02-30' }
  const file = new Blob([new Uint8Array(fileOf([...people, bad], usualHeader))])
  const list = await get('/imports')
  const received = await post('/imports', list, { source: 'office', file })
  const address = received.headers.get('location') ?? ''
  assert.match(address, /^\/imports\/[0-9a-f-]+$/)
  await drain()
  const rehearsed = await get(address)
  await get(`${address}/rows?verdict=quarantine`)
  const apply = await post(`${address}/apply`, rehearsed, { plan: formOf(rehearsed, `${address}/apply`)['plan'] ?? '' })
  assert.equal(apply.headers.get('location'), address)
  await get(`${address}/progress`)
  await drain()
  await get(address)
  const cases = await get('/matches')
  const oneCase = /href="(\/matches\/[0-9a-f-]+)"/.exec(cases)?.[1] ?? ''
  const evidence = await get(oneCase)
  const decided = await post(oneCase, evidence, { decision: 'new', reason: 'a twin' })
  assert.equal(decided.headers.get('location'), '/matches')
  const found = await get('/people?q=%E3%81%99%E3%81%9A')
  const person = /href="(\/people\/[0-9a-f-]+)"/.exec(found)?.[1] ?? ''
  await get(person)
  await get('/sources/office/mapping')
  const state = await row(system.database.read, sql`select state from registry.import`)
  assert.deepEqual(state, { state: 'applied' })
})

test('a broken file is refused in words, with its line, and nothing typed is lost', async () => {
  const list = await get('/imports')
  const broken = Buffer.concat([fileOf(students(2)), Buffer.from([0x53, 0x8d, 0xb2, 0x0a])])
  const refused = await post('/imports', list, { source: 'office', file: new Blob([new Uint8Array(broken)]) })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /value="office" selected/)
})

test('an auditor reads and finds no button', async () => {
  actor = officer(9, 'auditor')
  const page = await get('/imports')
  assert.ok(!page.includes('action="/imports"'))
  actor = officer(1)
})
