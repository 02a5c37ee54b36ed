/**
 * Every page and endpoint approached by everyone: as a stranger, as a member and in each staff role, with an id that is
 * nobody's, by GET, HEAD and POST. What they are answered is a table that is reviewed: test/tables/gates.txt. A route
 * without a row fails. After a change that is meant: SEKIMORI_WRITE_TABLES=yes node --test test/gates/routes.test.ts
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { frame, problemPage } from '../../src/app/frame.ts'
import { routes } from '../../src/app/routes.ts'
import { hasRole, staffRoles, stranger } from '../../src/platform/actor.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { asSessionId } from '../../src/kernel/ids.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import type { Visitor } from '../../src/platform/http/site.ts'
import { randomId } from '../../src/platform/random.ts'
import { admit } from '../support/eligibility-people.ts'
import { officer, testSystem, type TestSystem } from '../support/platform.ts'

const table = fileURLToPath(new URL('../tables/gates.txt', import.meta.url))
const visitors = ['stranger', 'member', ...staffRoles] as const
type Who = (typeof visitors)[number]

let world: TestSystem
let server: FastifyInstance
const known = new Map<string, Visitor>()

before(async () => {
  world = await testSystem()
  const persons = await admit(
    world.connection,
    visitors.map(() => ({ is: [{ status: 'staff', from: '2020-04-01' }] })),
    'gates',
  )
  for (const [at, who] of visitors.entries()) {
    const roles = staffRoles.filter(role => role === who)
    known.set(who, {
      actor: { ...officer(roles, persons[at] ?? ''), sessionId: asSessionId(randomId()) },
      name: { ja: '若葉 守', en: 'Mamoru Wakaba' },
    })
  }
  server = await buildServer({
    system: world.system,
    routes,
    visitor: async cookie => known.get(cookie ?? '') ?? { actor: stranger, name: null },
    frame,
    problem: problemPage,
    mounts: [],
    trustedProxies: [],
  })
})
after(async () => {
  await server.close()
  await world.end()
})

const nobody = '00000000-0000-4000-8000-0000000000ff'
const addressOf = (path: string): string => path.replace(/:(\w+)/g, (_, name) => (name === 'version' ? '999' : nobody))

type Answer = { readonly status: number; readonly location: string | null; readonly body: string }

const cookieOf = (who: Who): string => (who === 'stranger' ? 'visit=gates' : `session=${who}`)

const ask = async (method: 'GET' | 'HEAD' | 'POST', path: string, who: Who, form?: string): Promise<Answer> => {
  const answer = await server.inject({
    method,
    url: path,
    headers: {
      host: 'localhost:8080',
      cookie: cookieOf(who),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { payload: form }),
  })
  return { status: answer.statusCode, location: answer.headers.location?.toString() ?? null, body: answer.body }
}

const csrfOf = async (who: Who): Promise<string> => {
  const page = await ask('GET', '/sign-out', who)
  return /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
}

/** `sign-in`: shown the way in; else the status. */
const inWord = ({ status, location }: Answer): string =>
  status === 303 && location?.startsWith('/sign-in') === true ? 'sign-in' : String(status)

const approach = async (route: Route, who: Who): Promise<Answer> =>
  route.method === 'GET'
    ? ask('GET', addressOf(route.path), who)
    : ask('POST', addressOf(route.path), who, `csrf=${await csrfOf(who)}`)

const isWelcome = ({ who }: Route, visitor: Who): boolean => {
  if (who === 'anyone') return true
  if (visitor === 'stranger') return false
  return who === 'signed-in' || hasRole(known.get(visitor)?.actor ?? stranger, who)
}

const line = (cells: readonly string[]): string => cells.join('  ')

test('everyone is answered at every route as the table says, and nowhere with a fault of ours', async () => {
  const lines = [line(['method', 'path', ...visitors])]
  const faults: string[] = []
  for (const route of routes) {
    const answers: Answer[] = []
    for (const who of visitors) answers.push(await approach(route, who))
    if (answers.some(({ status }) => status >= 500)) faults.push(`${route.method} ${route.path}`)
    lines.push(line([route.method, route.path, ...answers.map(inWord)]))
  }
  assert.deepEqual(faults, [])
  const wanted = `${lines.join('\n')}\n`
  if (process.env['SEKIMORI_WRITE_TABLES'] === 'yes') writeFileSync(table, wanted)
  assert.deepEqual(readFileSync(table, 'utf8').split('\n'), wanted.split('\n'))
})

/** The page without the menu, which marks the room that an officer's own menu has for this address. */
const comparable = ({ status, body }: Answer) => ({
  status,
  title: /<title>.*<\/title>/.exec(body)?.[0],
  main: /<main.*<\/main>/s.exec(body)?.[0],
})

test('who may not come learns nothing: the page is that of an address that does not exist', async () => {
  for (const route of routes)
    for (const who of visitors.filter(each => each !== 'stranger' && !isWelcome(route, each))) {
      const path = addressOf(route.path)
      const form = route.method === 'POST' ? `csrf=${await csrfOf(who)}` : undefined
      const [here, nowhere] = [
        await ask(route.method, path, who, form),
        await ask(route.method, '/no-such-page', who, form),
      ]
      assert.deepEqual(comparable(here), comparable(nowhere), `${route.method} ${path} ${who}`)
    }
})

test('HEAD answers as GET does, without a body', async () => {
  for (const route of routes.filter(({ method }) => method === 'GET'))
    for (const who of visitors) {
      const [get, head] = [await ask('GET', addressOf(route.path), who), await ask('HEAD', addressOf(route.path), who)]
      assert.equal(head.status, get.status, `${route.path} ${who}`)
      assert.equal(head.body, '')
    }
})

test('a form without our token, or with another browser’s, changes nothing', async () => {
  for (const route of routes.filter(({ method, endpoint }) => method === 'POST' && endpoint !== true))
    for (const who of visitors.filter(each => isWelcome(route, each))) {
      const path = addressOf(route.path)
      const foreign = await csrfOf(who === 'member' ? 'auditor' : 'member')
      for (const form of ['', 'csrf=', `csrf=${foreign}`])
        assert.equal((await ask('POST', path, who, form)).status, 403, `${path} ${who} ${form}`)
    }
})
