import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { acceptBodies, readPosted, type Posted } from './body.ts'

let server: FastifyInstance
before(async () => {
  server = Fastify({ bodyLimit: 100_000 })
  await acceptBodies(server)
  server.post('/', request => readPosted(request).then(shown))
  server.post('/large', { bodyLimit: 3_000_000 }, request => readPosted(request).then(shown))
})
after(() => server.close())

type Sent = Omit<Posted, 'files'> & { readonly files: Readonly<Record<string, readonly [string, number]>> }

/** Files by their names and lengths. */
const shown = ({ files, ...rest }: Posted): Sent => ({
  ...rest,
  files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, [file.fileName, file.bytes.length]])),
})

const nothing: Sent = { form: {}, many: {}, files: {} }

const send = async (
  payload: string,
  type: string,
  url = '/',
): Promise<{ readonly status: number; readonly sent: Sent }> => {
  const answer = await server.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
  return { status: answer.statusCode, sent: answer.statusCode === 200 ? answer.json<Sent>() : nothing }
}
const form = 'application/x-www-form-urlencoded'

test('a form: the first of several values, and all of them', async () => {
  const { sent } = await send('a=1&b=%E6%97%A5&a=2&c=', form)
  assert.deepEqual(sent, { form: { a: '1', b: '日', c: '' }, many: { a: ['1', '2'], b: ['日'], c: [''] }, files: {} })
})

test('names of the language’s own objects are fields like any other', async () => {
  const { sent } = await send('__proto__=x&constructor=y&toString=z', form)
  assert.deepEqual(Object.keys(sent.form).sort(), ['__proto__', 'constructor', 'toString'].sort())
  assert.equal(({} as Record<string, unknown>)['x'], undefined)
})

test('no more than 500 fields are looked at', async () => {
  const { sent } = await send(Array.from({ length: 2000 }, (_, at) => `f${at}=`).join('&'), form)
  assert.equal(Object.keys(sent.form).length, 500)
})

test('a body over the limit, or of another kind, is refused', async () => {
  assert.equal((await send('x'.repeat(100_001), form)).status, 413)
  for (const type of ['application/xml', 'application/octet-stream', 'multipart/mixed; boundary=x', ''])
    assert.equal((await send('a=1', type)).status, 415, type)
})

const part = (head: string, body: string): string => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
const multipart = 'multipart/form-data; boundary=x'

test('a file comes whole, with the name it had', async () => {
  const { sent } = await send(
    `${part('name="a"', '1')}${part('name="f"; filename="x.csv"', 'a,b')}--x--\r\n`,
    multipart,
  )
  assert.deepEqual(sent, { form: { a: '1' }, many: { a: ['1'] }, files: { f: ['x.csv', 3] } })
})

test('a path in a file’s name does not stay one', async () => {
  const { sent } = await send(`${part('name="f"; filename="../../etc/passwd"', 'x')}--x--\r\n`, multipart)
  assert.equal(sent.files['f']?.[0].includes('..'), false, sent.files['f']?.[0])
})

test('a route may take more, and says so itself', async () => {
  const { status, sent } = await send(
    `${part('name="f"; filename="x"', 'x'.repeat(2_000_000))}--x--\r\n`,
    multipart,
    '/large',
  )
  assert.deepEqual([status, sent.files], [200, { f: ['x', 2_000_000] }])
})

test('too many files or a body cut off are refused, and nothing hangs', async () => {
  const files = Array.from({ length: 4 }, (_, at) => part(`name="f${at}"; filename="x"`, 'x')).join('')
  assert.equal((await send(`${files}--x--\r\n`, multipart)).status, 413)
  assert.ok((await send(part('name="a"', '1').slice(0, -4), multipart)).status >= 400)
  assert.ok((await send('', 'multipart/form-data')).status >= 400)
})
