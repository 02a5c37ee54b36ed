import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeServer } from '../../src/app/server.ts'
import { row, rows, sql } from '../../src/platform/database.ts'
import { drainJobs } from '../../src/platform/jobs/drain.ts'
import { perform } from '../../src/platform/use-case.ts'
import { officer, testSystem, type TestSystem } from '../support/platform.ts'
import { admissionsModule } from '../../src/admissions/index.ts'
import { hashOfSecret } from '../../src/admissions/secret.ts'
import { bySecret } from '../../src/admissions/store/applications.ts'
import { admit } from '../../src/admissions/use-cases/admit.ts'
import { voidApplication } from '../../src/admissions/use-cases/ending.ts'
import { recordEvidence } from '../../src/admissions/use-cases/evidence.ts'

let world: TestSystem
let server: FastifyInstance

before(async () => {
  world = await testSystem()
  server = await makeServer({ system: world.system, config: { trustedProxies: [], metricsToken: null } })
})
after(async () => {
  await server.close()
  await world.end()
})

/** A browser of one's own: cookies, and the token of the form last seen. */
const browser = () => {
  const jar = new Map<string, string>()
  let csrf = ''
  const keep = (response: Awaited<ReturnType<FastifyInstance['inject']>>) => {
    for (const { name, value } of response.cookies) jar.set(name, value)
    csrf = /name="csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? csrf
    return response
  }
  const cookies = () => Object.fromEntries(jar)
  return {
    jar,
    get: async (url: string) =>
      keep(await server.inject({ url, cookies: cookies(), headers: { host: 'localhost:8080' } })),
    post: async (url: string, form: Record<string, string> = {}) =>
      keep(
        await server.inject({
          method: 'POST',
          url,
          cookies: cookies(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin: world.system.baseUrl,
            host: 'localhost:8080',
          },
          payload: new URLSearchParams({ ...form, csrf }).toString(),
        }),
      ),
  }
}

const answers = {
  status: { status: 'pt-lecturer' },
  name: { familyRoman: 'Hanazono', givenRoman: 'Midori', familyKanji: '花園', givenKanji: '緑' },
  birth: { birthDate: '1985年4月1日' },
  place: { unitName: '理学研究科', from: '2027/4/1', lastDay: '2028-03-31' },
  contact: { mail: 'midori@example.com' },
  proof: { proof: 'appointment-letter' },
}

const apply = async (given: Record<string, Record<string, string>> = answers) => {
  const visitor = browser()
  await visitor.get('/apply')
  const begun = await visitor.post('/apply')
  assert.equal(begun.statusCode, 303, begun.body.slice(0, 400))
  const at = String(begun.headers.location)
  for (const [step, form] of Object.entries(given)) {
    await visitor.get(at)
    const saved = await visitor.post(`${at}/${step}`, form)
    assert.equal(
      saved.statusCode,
      303,
      `${step} ${saved.body.slice(saved.body.indexOf('<main'), saved.body.indexOf('<main') + 900)}`,
    )
  }
  return { visitor, at, number: at.split('/').at(-1) ?? '' }
}

const codeMailed = async (): Promise<string> => {
  const mail = await row<{ body: string }>(world.system.database.read, sql`select body from platform.mail where purpose = 'admissions.code' order by created_at desc, id desc limit 1`) // prettier-ignore
  return /^ {2}(\d{6})$/m.exec(mail?.body ?? '')?.[1] ?? ''
}

test('a part-time lecturer applies, shows the letter, and is in the registry', async () => {
  const { visitor, at, number } = await apply()
  assert.equal((await visitor.post(`${at}/submit`)).statusCode, 409, 'an address that never answered is not handed in')
  assert.equal((await visitor.post(`${at}/send-code`)).statusCode, 303)
  const code = await codeMailed()
  assert.equal((await visitor.post(`${at}/verify`, { code: code === '000000' ? '111111' : '000000' })).statusCode, 422)
  assert.equal((await visitor.post(`${at}/verify`, { code })).statusCode, 303)
  assert.equal((await visitor.post(`${at}/submit`)).statusCode, 303)

  const counter = world.contextOf(officer(['counter']))
  const seen = { number, method: 'in-person', document: 'appointment-letter', last4: '', counter: 'main' }
  assert.deepEqual(await perform(recordEvidence, { ...seen, counter: 'agent' }, counter), {
    ok: false,
    refusal: { code: 'admissions.agent_only_forwards' },
  })
  assert.deepEqual(await perform(recordEvidence, seen, counter), {
    ok: true,
    value: { state: 'checked', second: false },
  })
  assert.deepEqual(await perform(admit, { number }, counter), { ok: true, value: { state: 'admitted' } })
  await drainJobs(world.system, admissionsModule.jobs, world.clock.now())
  const held = await rows(
    world.system.database.read,
    sql`select status, from_on, until_on, state, provisional from registry.affiliation where source_key = ${number}`,
  )
  assert.deepEqual(held, [
    { status: 'pt-lecturer', from_on: '2027-04-01', until_on: '2028-04-01', state: 'active', provisional: false },
  ])
  assert.equal((await visitor.get(at)).statusCode, 200)

  const registrar = world.contextOf(officer(['registrar']))
  assert.equal((await perform(voidApplication, { number, note: 'もう一人の申請でした' }, registrar)).ok, true)
  await drainJobs(world.system, admissionsModule.jobs, world.clock.now())
  const after = await row<{ state: string }>(
    world.system.database.read,
    sql`select state from registry.affiliation where source_key = ${number}`,
  )
  assert.equal(after?.state, 'void')
})

test('nothing typed is lost: a wrong answer comes back with its words, and is kept', async () => {
  const { visitor, at } = await apply({ status: answers.status, name: answers.name })
  const wrong = await visitor.post(`${at}/birth`, { birthDate: '1985-02-30' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /1985-02-30/)
  assert.match((await visitor.get(`${at}?step=birth`)).body, /1985-02-30/)
})

test('adm.idor: another browser sees nothing of an application by its number', async () => {
  const { at } = await apply({ status: answers.status })
  const stranger = browser()
  await stranger.get('/apply')
  const found = await stranger.get(at)
  const made = await stranger.get('/apply/A27-2222222')
  assert.equal(found.statusCode, 404)
  assert.equal(found.body.replaceAll(at, ''), made.body.replaceAll('/apply/A27-2222222', ''))
  await stranger.post('/apply')
  assert.equal((await stranger.post(`${at}/withdraw`)).statusCode, 404)
})

test('the mailed link opens the application and leaves the address at once', async () => {
  const { visitor, at } = await apply({ status: answers.status })
  const secret = visitor.jar.get('application') ?? ''
  const opened = await browser().get(`/apply/open/${secret}`)
  assert.equal(opened.statusCode, 303)
  assert.equal(opened.headers.location, at)
  assert.equal(opened.headers['referrer-policy'], 'no-referrer')
  const kept = await bySecret(world.system.database.read, world.system.vault, hashOfSecret(secret))
  assert.equal(kept?.number, at.split('/').at(-1))
  const noted = await rows<{ all: string }>(
    world.system.database.read,
    sql`select row_to_json(e)::text as all from platform.audit_entry e`,
  )
  assert.ok(noted.every(({ all }) => !all.includes(secret) && !all.includes('Hanazono')))
})

test('plat.html-in-names: markup in a name is text on every page that shows it', async () => {
  const { visitor, at } = await apply({
    ...answers,
    name: { familyRoman: 'Hanazono', familyKanji: '<script>alert(1)</script>' },
  })
  const page = await visitor.get(at)
  assert.ok(!page.body.includes('<script>alert'))
  assert.ok(page.body.includes('&lt;script&gt;'))
})

test('a code is not guessed: after five wrong tries the right one no longer counts', async () => {
  const { visitor, at } = await apply()
  await visitor.post(`${at}/send-code`)
  const code = await codeMailed()
  for (let tried = 0; tried < 5; tried += 1)
    await visitor.post(`${at}/verify`, { code: code === '000000' ? '111111' : '000000' })
  assert.equal((await visitor.post(`${at}/verify`, { code })).statusCode, 422)
})
