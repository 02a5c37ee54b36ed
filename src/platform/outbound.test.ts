import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { after, before, test } from 'node:test'
import { ask, isInside, type Outbound } from './outbound.ts'

const wish: Outbound = { method: 'GET', maxOctets: 1000, timeoutMs: 300, inside: true }
const web = createHttpServer((request, response) => {
  if (request.url === '/elsewhere') response.writeHead(302, { location: 'http://169.254.169.254/' })
  response.end(request.url === '/much' ? 'x'.repeat(100_000) : 'hello')
})
const silent = createServer()
let [address, nobody] = ['', '']

before(async () => {
  await new Promise<void>(done => web.listen(0, '127.0.0.1', () => done()))
  await new Promise<void>(done => silent.listen(0, '127.0.0.1', () => done()))
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  nobody = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
})

after(() => {
  web.close()
  silent.close()
})

const fate = async (to: string, changes: Partial<Outbound> = {}): Promise<string | number> => {
  const answered = await ask(to, { ...wish, ...changes })
  return answered.ok ? answered.value.status : answered.refusal.because
}

test('what is asked is answered, and a redirect is an answer like any other', async () => {
  assert.equal(await fate(`${address}/`), 200)
  assert.equal(await fate(`${address}/elsewhere`), 302)
})

test('oidc.ssrf-by-url: addresses inside are refused, in whatever way they are written', async () => {
  for (const to of [
    address,
    'http://localhost:1/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest',
  ])
    assert.equal(await fate(to, { inside: false }), 'inside', to)
  for (const to of ['file:///etc/passwd', 'ftp://example.org/', 'gopher://x', 'https://user:pass@example.org/', 'x'])
    assert.equal(await fate(to), 'address', to)
})

test('addresses inside', () => {
  for (const inside of [
    '10.1.2.3',
    '127.9.9.9',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    'nonsense',
  ])
    assert.ok(isInside(inside), inside)
  for (const outside of ['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888']) assert.ok(!isInside(outside), outside)
})

test('an answer ends at its limits', async () => {
  assert.equal(await fate(`${address}/much`), 'too-large')
  assert.equal(await fate(nobody), 'too-late')
})
