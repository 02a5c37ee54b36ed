/** Every use case through `/api/…` over real HTTP, rightly and wrongly: a documented answer, never a fault of ours. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPath, inputSchema } from '../../src/app/api.ts'
import { catalogue } from '../../src/app/catalogue.ts'
import { registerMachineClient } from '../../src/platform/use-cases/machine-clients.ts'
import { perform, type AnyUseCase } from '../../src/platform/use-case.ts'
import { machineOperator, testSystem, type TestSystem } from '../support/platform.ts'
import { sampleOf } from '../support/sample.ts'
import { website, type Browser, type Website } from '../support/web.ts'

let world: TestSystem
let site: Website
let browser: Browser
const tokens = new Map<string, string>()

before(async () => {
  world = await testSystem()
  site = await website(world.system)
  browser = site.browser()
  for (const { name } of catalogue) tokens.set(name, await registered(name))
})
after(async () => {
  await site.end()
  await world.end()
})

const registered = async (useCase: string): Promise<string> => {
  const made = await perform(
    registerMachineClient,
    { name: 'test', useCases: [useCase] },
    world.contextOf(machineOperator),
  )
  assert.ok(made.ok, useCase)
  return made.value.token
}

const otherThan = (name: string): string =>
  tokens.get(
    name === 'platform.list-machine-clients' ? 'platform.rotate-vault-key' : 'platform.list-machine-clients',
  ) ?? ''

type Answer = { readonly status: number; readonly code: string | null; readonly body: string }

const call = async (name: string, token: string | null, body: string, type = 'application/json'): Promise<Answer> => {
  const page = await browser.send(apiPath(name), body, {
    'content-type': type,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  })
  assert.equal(page.headers['cache-control'], 'no-store')
  const isProblem = String(page.headers['content-type']).startsWith('application/problem+json')
  assert.equal(isProblem, page.status >= 400, `${name} ${page.status} ${page.body}`)
  return {
    status: page.status,
    code: isProblem ? (JSON.parse(page.body) as { readonly code: string }).code : null,
    body: page.body,
  }
}

const each = async (check: (useCase: AnyUseCase) => Promise<void>): Promise<void> => {
  for (const useCase of catalogue) await check(useCase)
}
const sampleText = (useCase: AnyUseCase): string => JSON.stringify(sampleOf(inputSchema(useCase)))

test('without a token nothing is answered, and a session’s cookie is no token', () =>
  each(async useCase => {
    for (const token of [null, 'x', `${crypto.randomUUID()}.${'a'.repeat(43)}`])
      assert.deepEqual((await call(useCase.name, token, sampleText(useCase))).status, 401, useCase.name)
  }))

test('a token bound to another use case finds nothing', () =>
  each(async useCase => {
    const { status } = await call(useCase.name, otherThan(useCase.name), sampleText(useCase))
    assert.ok(status === 404 || status === 422, `${useCase.name} ${status}`)
  }))

const structures: readonly (readonly [body: string, status: number, code: string])[] = [
  ['{"__proto__":{"roles":["operator"]}}', 400, 'json.member_forbidden'],
  ['{"constructor":{"prototype":{"isAdmin":true}}}', 400, 'json.member_forbidden'],
  ['{"a":1,"a":2}', 400, 'json.member_twice'],
  ['[', 400, 'json.malformed'],
  ['{"a":'.repeat(10_000), 400, 'json.too_deep'],
  [`"${'a'.repeat(100_001)}"`, 413, 'body.too_large'],
]

test('plat.prototype-pollution: what JSON may not be', async () => {
  await each(async ({ name }) => {
    for (const [body, status, code] of structures) {
      const answer = await call(name, tokens.get(name) ?? '', body)
      assert.deepEqual([answer.status, answer.code], [status, code], `${name} ${body.slice(0, 20)}`)
    }
  })
  assert.equal(({} as Record<string, unknown>)['isAdmin'], undefined)
  assert.equal(({} as Record<string, unknown>)['roles'], undefined)
})

test('only JSON is taken', () =>
  each(async ({ name }) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
    ])
      assert.equal((await call(name, tokens.get(name) ?? '', 'a=1', type)).status, 415, `${name} ${type}`)
  }))

test('wrong types are refused in words, field by field', () =>
  each(async ({ name }) => {
    for (const body of ['[]', '7', 'null', '"x"']) {
      const { status } = await call(name, tokens.get(name) ?? '', body)
      assert.ok([404, 422].includes(status), `${name} ${body} ${status}`)
    }
  }))

test('every use case gives a documented answer to input that looks right', () =>
  each(async useCase => {
    const { status, body } = await call(useCase.name, tokens.get(useCase.name) ?? '', sampleText(useCase))
    assert.ok([200, 404, 409, 422].includes(status), `${useCase.name} ${status} ${body}`)
  }))

test('oidc.secret-in-api: what was registered is listed without its secrets', async () => {
  const listed = await call('platform.list-machine-clients', tokens.get('platform.list-machine-clients') ?? '', '{}')
  assert.equal(listed.status, 200)
  for (const token of tokens.values()) assert.equal(listed.body.includes(token.split('.')[1] ?? ''), false)
  assert.doesNotMatch(listed.body, /secret|hash|token/i)
  const clients = await call('sso.list-clients', tokens.get('sso.list-clients') ?? '', '{}')
  assert.doesNotMatch(clients.body, /client_secret|secret_hash|"secret"/i)
})

type OpenApiDocument = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, { readonly post: Readonly<Record<string, unknown>> }>>
  readonly components: unknown
}

test('the document lists every use case and stands on its own', async () => {
  const page = await browser.get('/api/openapi.json')
  const document = JSON.parse(page.body) as OpenApiDocument
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(Object.keys(document.paths).toSorted(), catalogue.map(({ name }) => apiPath(name)).toSorted())
  for (const path of Object.values<{ post: Record<string, unknown> }>(document.paths)) {
    assert.deepEqual(Object.keys(path), ['post'])
    for (const part of ['operationId', 'summary', 'requestBody', 'responses']) assert.ok(path.post[part], part)
  }
  const references = [...page.body.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, path]) => path ?? '')
  for (const reference of references)
    assert.ok(
      reference
        .split('/')
        .reduce<unknown>(
          (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
          document.components,
        ),
      reference,
    )
})
