/** Requests as no browser sends them: on raw connections, too large, too slow, with two meanings. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPath } from '../../src/app/api.ts'
import { usualPatience } from '../../src/platform/http/site.ts'
import { registerMachineClient } from '../../src/platform/use-cases/machine-clients.ts'
import { perform } from '../../src/platform/use-case.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { members, password } from '../support/members.ts'
import { operator } from '../support/relying-party.ts'
import { website, type Website } from '../support/web.ts'
import { onTheWire, statusesIn } from '../support/wire.ts'

let world: World
let site: Website
let username = ''

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  username = (await members(world, 'plat http'))[0].username
})
after(async () => {
  await site.end()
  await world.end()
})

const head = (...lines: readonly string[]): string =>
  ['POST /sign-in HTTP/1.1', 'Host: id.example.ac.jp', ...lines].join('\r\n')
const smuggled = 'GET /health/live HTTP/1.1\r\nHost: id.example.ac.jp\r\nConnection: close\r\n\r\n'

/** Each speaks of two lengths, or writes one as only some would read it. */
const ambiguous: Readonly<Record<string, string>> = {
  'both lengths': `${head('Content-Length: 4', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'both lengths, the other way round': `${head('Transfer-Encoding: chunked', 'Content-Length: 6')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'two lengths that differ': `${head('Content-Length: 0', 'Content-Length: 5')}\r\n\r\n${smuggled}`,
  'a list of lengths': `${head('Content-Length: 0, 5')}\r\n\r\n${smuggled}`,
  'a length with a sign': `${head('Content-Length: +0')}\r\n\r\n${smuggled}`,
  'a negative length': `${head('Content-Length: -1')}\r\n\r\n${smuggled}`,
  'a hexadecimal length': `${head('Content-Length: 0x0')}\r\n\r\n${smuggled}`,
  'a blank before the colon': `${head('Content-Length : 5')}\r\n\r\n${smuggled}`,
  'an encoding with a blank before the colon': `${head('Transfer-Encoding : chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'an unknown encoding': `${head('Transfer-Encoding: xchunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'chunked not last': `${head('Transfer-Encoding: chunked, identity')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'encoding twice': `${head('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'a folded header': `${head('Transfer-Encoding:', ' chunked', 'Content-Length: 0')}\r\n\r\n0\r\n\r\n${smuggled}`,
  'line feeds alone': `POST /sign-in HTTP/1.1\nHost: id.example.ac.jp\nContent-Length: 0\n\n${smuggled}`,
  'a carriage return in a value': `${head('X: a\rContent-Length: 5')}\r\n\r\n${smuggled}`,
  'a NUL in a value': `${head('X: a\0b', 'Content-Length: 0')}\r\n\r\n${smuggled}`,
  'no host': `POST /sign-in HTTP/1.1\r\nContent-Length: 0\r\n\r\n${smuggled}`,
  'a chunk size with a sign': `${head('Transfer-Encoding: chunked')}\r\n\r\n+0\r\n\r\n${smuggled}`,
  'a chunk that is longer than it says': `${head('Transfer-Encoding: chunked')}\r\n\r\n1\r\nxx\r\n0\r\n\r\n${smuggled}`,
  'a chunk ended by a line feed': `${head('Transfer-Encoding: chunked')}\r\n\r\n1\nx\n0\n\n${smuggled}`,
}

test('plat.request-smuggling', async () => {
  for (const [what, octets] of Object.entries(ambiguous)) {
    const text = await onTheWire(site.port, octets)
    const statuses = statusesIn(text)
    assert.ok(
      statuses.every(status => status >= 400),
      `${what}: ${statuses.join()}`,
    )
    assert.equal(text.includes('live\n'), false, `${what}: the second request was answered`)
  }
  assert.deepEqual(statusesIn(await onTheWire(site.port, smuggled)), [200], 'the same octets, alone, are a request')
  for (const version of ['HTTP/2.0', 'HTTP/1.2', 'HTTP/9', 'ICY/1.0', ''])
    assert.ok(statusesIn(await onTheWire(site.port, smuggled.replace('HTTP/1.1', version))).length <= 1, version)
})

const detours = (path: string): readonly string[] => [
  `/${path}`, `/.${path}`, `/x/..${path}`, `/x/%2e%2e${path}`, `/x/..;${path}`, `/%2e${path}`, `/;${path}`, `${path}/`, `${path}//`, `${path}/.`, `${path}%2f`, `${path}%00`,
  `${path};x=1`, `${path}.html`, path.toUpperCase(), path.replace('/', '/%2f'), path.replace('/', '\\'), `/sign-in/..${path}`, `/assets/..%2f..${path}`, `http://id.example.ac.jp/..${path}`,
] // prettier-ignore

test('plat.path-normalisation', async () => {
  const member = site.browser()
  await member.signIn(username, password)
  for (const path of ['/people', '/audit', '/operations', '/my/security', '/metrics'])
    for (const detour of detours(path)) {
      const page = await site.browser().get(detour)
      const isTurnedAway = page.status === 303 && (page.location ?? '').startsWith('/sign-in?next=')
      assert.ok(isTurnedAway || [400, 404].includes(page.status), `a stranger at ${detour}: ${page.status}`)
      const { status } = await member.get(detour)
      if (path !== '/my/security') assert.ok([400, 404].includes(status), `a member at ${detour}: ${status}`)
    }
  for (const file of [
    '/package.json',
    '/.env',
    '/.git/HEAD',
    '/src/main.ts',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/data/master.key',
  ])
    assert.equal((await site.browser().get(file)).status, 404, file)
})

test('plat.slow-body', async () => {
  const hurried = await website(world.system, { patience: { headMs: 150, wholeMs: 300, lookEveryMs: 50 } })
  const type = 'Content-Type: application/x-www-form-urlencoded'
  const begun = [`${head('Content-Length: 1000', type)}\r\n\r\nx`, 'GET /sign-in HTTP/1.1\r\nHost: id.ex']
  const stalled = Array.from({ length: 50 }, (_, at) => onTheWire(hurried.port, begun[at % 2] ?? ''))
  try {
    assert.equal((await hurried.browser().get('/health/live')).status, 200, 'others are answered meanwhile')
    for (const text of await Promise.all(stalled)) assert.match(text, /^(HTTP\/1\.1 408 |$)/)
  } finally {
    await hurried.end()
  }
})

test('plat.slow-body: how long we wait for anybody', () => {
  assert.ok(usualPatience.headMs <= 30_000 && usualPatience.wholeMs <= 120_000 && usualPatience.lookEveryMs <= 30_000)
})

test('plat.header-and-json-limits', async () => {
  const wide = `GET / HTTP/1.1\r\nHost: id.example.ac.jp\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`
  assert.deepEqual(statusesIn(await onTheWire(site.port, wide)), [431])
  const many = `GET / HTTP/1.1\r\nHost: id.example.ac.jp\r\n${'X: x\r\n'.repeat(100_000)}\r\n`
  assert.deepEqual(statusesIn(await onTheWire(site.port, many)), [431])
  const long = `GET /${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: id.example.ac.jp\r\n\r\n`
  assert.ok(statusesIn(await onTheWire(site.port, long)).every(status => status === 431 || status === 414))
  const registered = await perform(
    registerMachineClient,
    { name: 'test', useCases: ['registry.import-file'] },
    operator(world),
  )
  assert.ok(registered.ok)
  const headers = { authorization: `Bearer ${registered.value.token}`, 'content-type': 'application/json' }
  const send = (body: string) => site.browser().send(apiPath('registry.import-file'), body, headers)
  for (const body of ['{"a":'.repeat(10_000), '['.repeat(10_000), `${'['.repeat(10_000)}${']'.repeat(10_000)}`])
    assert.equal((await send(body)).status, 400)
  assert.equal((await send(`{"a":"${'x'.repeat(200 * 1024 * 1024 - 1)}`.slice(0, 300_000))).status, 413)
  const browser = site.browser()
  assert.equal((await browser.post('/sign-in', { password: 'x'.repeat(200_000) })).status, 413)
  const fields = Array.from({ length: 20_000 }, (_, at) => `f${at}=`).join('&')
  const page = await browser.send('/sign-in', fields.slice(0, 90_000), {
    'content-type': 'application/x-www-form-urlencoded',
  })
  assert.equal(page.status, 403)
  const deep = await browser.get(`/sign-in?${'a[b]'.repeat(500)}=1`)
  assert.equal(deep.status, 200)
})

test('plat.debug-endpoint', async () => {
  const stranger = site.browser()
  const nowhere = ['/debug', '/debug/pprof', '/_debug', '/admin', '/actuator', '/actuator/env', '/server-status', '/console', '/graphql', '/swagger', '/trace', '/env', '/status', '/health', '/health/detail', '/version', '/phpinfo.php', '/__inspect', '/json/list', '/dev', '/dev/people.json', '/dev/mail.json', '/dev/clock', '/dev/sign-in'] // prettier-ignore
  for (const path of nowhere) {
    assert.equal((await stranger.get(path)).status, 404, path)
    assert.equal((await stranger.send(path, '{}', { 'content-type': 'application/json' })).status, 404, path)
  }
  for (const method of ['TRACE', 'TRACK', 'CONNECT', 'DEBUG', 'PUT', 'DELETE', 'PATCH'])
    assert.ok(
      statusesIn(await onTheWire(site.port, smuggled.replace('GET /health/live', `${method} /sign-in`))).every(
        status => status >= 400,
      ),
      method,
    )
  assert.equal((await stranger.get('/metrics', { 'x-forwarded-for': '192.0.2.1' })).status, 404, 'through a proxy')
  for (const path of ['/health/live', '/health/ready'])
    assert.match((await stranger.get(path)).body, /^(live|ready)\n$/)
  for (const header of ['server', 'x-powered-by', 'via', 'x-debug'])
    assert.equal((await stranger.get('/sign-in')).headers[header], undefined, header)
})

test('plat.debug-endpoint: a fault says its number and nothing else', async () => {
  const fail = (): never => {
    throw new Error('a secret detail')
  }
  const broken = await website(world.system, {
    extraRoutes: [{ method: 'GET', path: '/broken', who: 'anyone', handle: fail }],
  })
  try {
    const page = await broken.browser().get('/broken')
    assert.equal(page.status, 500)
    assert.doesNotMatch(page.body, /secret detail|Error:|\.ts\b|node_modules/)
  } finally {
    await broken.end()
  }
})
