/** A university that takes applications: hosts and officers out of personnel's file, the real server, browsers of each. */
import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { fileOf } from '../../demo/office-files.ts'
import { admissionsModule } from '../../src/admissions/index.ts'
import { frame, problemPage } from '../../src/app/frame.ts'
import { routes } from '../../src/app/routes.ts'
import type { Day } from '../../src/kernel/day.ts'
import { asAccountId, asSessionId, type PersonId } from '../../src/kernel/ids.ts'
import { stranger, type Actor, type StaffRole } from '../../src/platform/actor.ts'
import { rows, sql } from '../../src/platform/database.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { drainJobs } from '../../src/platform/jobs/drain.ts'
import { randomId } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { importFile, personByKey, takeIdentifiers } from '../../src/registry/index.ts'
import { registryWorld, type World as RegistryWorld } from './registry-world.ts'

/** Somebody whom personnel employs: key, names, unit, and what they may do here. */
type Employee = {
  readonly key: string
  readonly kanji: string
  readonly roman: string
  readonly unit: readonly [code: string, name: string]
  readonly roles: readonly StaffRole[]
  readonly status?: string
}

const science = ['A30', '理学部'] as const
const law = ['A20', '法学部'] as const
const centre = ['C10', '情報環境支援センター'] as const

/** Everyone by the name a test calls them. */
export const employees = {
  host: { key: 'K0000001', kanji: '受川 入', roman: 'Ukegawa', unit: science, roles: [], status: '教員' },
  nextHost: { key: 'K0000002', kanji: '継山 次', roman: 'Tsugiyama', unit: science, roles: [], status: '教員' },
  department: { key: 'K0000003', kanji: '部坂 一', roman: 'Hesaka', unit: science, roles: ['department'] },
  otherDepartment: { key: 'K0000004', kanji: '部坂 二', roman: 'Besaka', unit: law, roles: ['department'] },
  counter: { key: 'K0000005', kanji: '窓岡 一', roman: 'Madooka', unit: centre, roles: ['counter'] },
  secondCounter: { key: 'K0000006', kanji: '窓岡 二', roman: 'Madoyama', unit: centre, roles: ['counter'] },
  registrar: { key: 'K0000007', kanji: '台場 一', roman: 'Daiba', unit: centre, roles: ['registrar'] },
  personnel: { key: 'K0000008', kanji: '台場 二', roman: 'Taiba', unit: centre, roles: ['registrar'] },
  member: { key: 'K0000009', kanji: '一般 員', roman: 'Ippan', unit: law, roles: [] },
} as const satisfies Readonly<Record<string, Employee>>
export type Name = keyof typeof employees

export type Answer = Awaited<ReturnType<FastifyInstance['inject']>>

/** A browser of one's own: cookies, and the token of the form last seen. */
export type Browser = {
  readonly jar: Map<string, string>
  readonly get: (url: string) => Promise<Answer>
  readonly post: (url: string, form?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly upload: (url: string, form: Readonly<Record<string, string>>, file: Uint8Array) => Promise<Answer>
}

export type AdmissionsWorld = RegistryWorld & {
  readonly person: (name: Name) => PersonId
  readonly actor: (name: Name) => Actor
  /** As somebody whom personnel employs, or as a stranger. */
  readonly browser: (name?: Name) => Browser
  /** Personnel's file anew: whoever is named ends on that day (the last one that counts). */
  readonly employ: (ends?: Readonly<Partial<Record<Name, Day>>>) => Promise<void>
  /** Runs what is due now, and the nightly look at everything. */
  readonly night: () => Promise<void>
  readonly settle: () => Promise<void>
  /** The mails of a purpose to an address (a part of it is enough), the newest first. */
  readonly mailTo: (address: string, purpose: string) => Promise<string>
  /** Purposes of mails in which a place was left open: a value that nobody gave. */
  readonly unfilledLetters: () => Promise<readonly string[]>
  readonly affiliation: (number: string) => Promise<Affiliation | null>
}

export type Affiliation = {
  readonly status: string
  readonly until: string | null
  readonly state: string
  readonly host: string | null
  readonly unit: string | null
  readonly provisional: boolean
}

export const mailOf = (name: Name): string => `${employees[name].roman.toLowerCase()}@wakaba.example.ac.jp`

export const admissionsWorld = async (at?: string): Promise<AdmissionsWorld> => {
  const world = await registryWorld(at)
  const { system, clock } = world
  const names = Object.keys(employees) as Name[]
  let turn = 0
  const employ: AdmissionsWorld['employ'] = async (ends = {}) => {
    turn += 1 // the same file twice would be refused as an old one
    const title = `主任${turn}`
    const file = fileOf('hr', names.map(name => ({ ...rowOf(employees[name], ends[name]), title }))) // prettier-ignore
    const taken = await importFile(system, { source: 'hr', file })
    if (!taken.ok || taken.value.state !== 'applied') throw new Error(`personnel's file: ${JSON.stringify(taken)}`)
  }
  await employ()
  const persons = new Map<Name, PersonId>()
  for (const name of names) {
    const found = await personByKey(system.database.read, 'hr', employees[name].key)
    if (found === null) throw new Error(`${name} is not in the registry`)
    persons.set(name, found)
  }
  const person = (name: Name): PersonId => persons.get(name) ?? ('' as PersonId)
  await system.database.transact(
    tx =>
    takeIdentifiers(tx, names.map(name => ({ namespace: 'mail', value: mailOf(name), personId: person(name) })), clock.now()), // prettier-ignore
  )
  const actors = new Map(names.map(name => [name, actorOf(employees[name], person(name))]))
  const server = await serverFor(system, actors)
  const settle = async (): Promise<void> => void (await drainJobs(system, admissionsModule.jobs, clock.now()))
  return {
    ...world,
    person,
    actor: name => actors.get(name) ?? stranger,
    browser: name => browserOf(server, system.baseUrl, name),
    employ,
    settle,
    night: async () => {
      await admissionsModule.jobs.find(job => job.kind === 'admissions.nightly')?.run(system, {})
      await settle()
    },
    mailTo: async (address, purpose) =>
      (
        await rows<{ body: string }>(
          system.database.read,
          sql`select body from platform.mail where address like ${`%${address}%`} and purpose = ${`admissions.${purpose}`}
              order by created_at desc, id desc`,
        )
      )
        .map(({ body }) => body)
        .join('\n'),
    unfilledLetters: async () =>
      (
        await rows<{ purpose: string }>(
          system.database.read,
          sql`select distinct purpose from platform.mail where body ~ '[{][A-Za-z]+[}]' or subject ~ '[{][A-Za-z]+[}]'`,
        )
      ).map(({ purpose }) => purpose),
    affiliation: async number =>
      (
        await rows<Affiliation>(
          system.database.read,
          sql`select status, until_on as until, state, host_person_id as host, unit_code as unit, provisional
              from registry.affiliation where source_key = ${number}`,
        )
      )[0] ?? null,
  }
}

/** The real server, to which a session's cookie is the name of whoever comes. */
const serverFor = async (system: System, actors: ReadonlyMap<string, Actor>): Promise<FastifyInstance> => {
  const server = await buildServer({
    system,
    routes,
    visitor: async cookie => {
      const actor = actors.get(cookie ?? '')
      return actor === undefined ? { actor: stranger, name: null } : { actor, name: { ja: '職員', en: 'Staff' } }
    },
    frame,
    problem: problemPage,
    mounts: [],
    trustedProxies: [],
  })
  after(() => server.close())
  return server
}

const rowOf = ({ key, kanji, roman, unit, status }: Employee, lastDay: Day | undefined) => ({
  key,
  familyKanji: kanji.split(' ')[0] ?? '',
  givenKanji: kanji.split(' ')[1] ?? '',
  familyRoman: roman.toUpperCase(),
  givenRoman: 'Kazu',
  birthDate: `1970/01/${key.slice(-2)}`,
  status: status ?? '常勤職員',
  unitCode: unit[0],
  unitName: unit[1],
  from: '2020/04/01',
  until: lastDay?.replaceAll('-', '/') ?? '',
  mail: `${roman.toLowerCase()}@post.example`,
})

const actorOf = ({ key, roles }: Employee, personId: PersonId): Actor => ({
  kind: 'person',
  personId,
  accountId: asAccountId(randomId()),
  username: key,
  sessionId: asSessionId(randomId()),
  roles: new Set(roles),
})

const browserOf = (server: FastifyInstance, baseUrl: string, name?: Name): Browser => {
  const jar = new Map<string, string>(name === undefined ? [] : [['session', name]])
  const { host } = new URL(baseUrl)
  let csrf = ''
  const keep = (response: Answer): Answer => {
    for (const cookie of response.cookies) jar.set(cookie.name, cookie.value)
    csrf = /name="csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? csrf
    return response
  }
  const send = async (url: string, payload: string | Buffer, type: string): Promise<Answer> =>
    keep(
      await server.inject({
        method: 'POST',
        url,
        cookies: Object.fromEntries(jar),
        headers: { 'content-type': type, origin: baseUrl, host },
        payload,
      }),
    )
  return {
    jar,
    get: async url => keep(await server.inject({ url, cookies: Object.fromEntries(jar), headers: { host } })),
    post: (url, form = {}) =>
      send(url, new URLSearchParams({ ...form, csrf }).toString(), 'application/x-www-form-urlencoded'),
    upload: (url, form, file) => {
      const parts = Object.entries({ ...form, csrf }).map(
        ([field, value]) => `--frontier\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
      )
      const head = `${parts.join('')}--frontier\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\ncontent-type: text/csv\r\n\r\n`
      const body = Buffer.concat([Buffer.from(head, 'utf8'), file, Buffer.from('\r\n--frontier--\r\n', 'utf8')])
      return send(url, body, 'multipart/form-data; boundary=frontier')
    },
  }
}

export type Given = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Answers question after question in a fresh browser, verifies the address and hands the application in. */
export const handIn = async (world: AdmissionsWorld, given: Given) => {
  const visitor = world.browser()
  await visitor.get('/apply')
  const at = String((await visitor.post('/apply')).headers.location)
  for (const [step, form] of Object.entries(given)) {
    await visitor.get(at)
    const saved = await visitor.post(`${at}/${step}`, form)
    if (saved.statusCode !== 303) throw new Error(`${step} was not taken: ${saved.statusCode}`)
  }
  await visitor.post(`${at}/send-code`)
  const code = /^ {2}(\d{6})$/m.exec(await world.mailTo(given['contact']?.['mail'] ?? '', 'code'))?.[1] ?? ''
  await visitor.post(`${at}/verify`, { code })
  const sent = await visitor.post(`${at}/submit`)
  if (sent.statusCode !== 303) throw new Error(`not handed in: ${sent.statusCode}`)
  return { visitor, at, number: at.split('/').at(-1) ?? '' }
}

/** Each with a name and a birthday of their own: people who share them become a match case. */
const birthDates: Readonly<Record<string, string>> = { Gakushin: '1996-04-30', Machiai: '1991-01-05', Denda: '1987-04-14', Kyakuno: '1977-06-17', Modori: '1982-10-08' } // prettier-ignore

export const fellow = (family: string, mail: string): Given => ({
  status: { status: 'jsps-fellow' },
  name: { familyRoman: family, givenRoman: `${family}ko` },
  birth: { birthDate: birthDates[family] ?? '' },
  place: { unitName: '理学部', hostMail: mailOf('host'), from: '2026-12-01', lastDay: '2028-03-31' },
  contact: { mail },
  proof: { proof: 'jsps-letter' },
})

/** The whole way of a fellow: handed in, the host's word, the proof, admitted, in the registry. */
export const admitFellow = async (world: AdmissionsWorld, family: string, mail: string) => {
  const applied = await handIn(world, fellow(family, mail))
  const host = world.browser('host')
  await host.get('/my/invitations')
  assert.equal((await host.post(`/my/invitations/${applied.number}/confirm`)).statusCode, 303)
  const counter = world.browser('counter')
  await counter.get(`/admissions/${applied.number}`)
  const seen = { document: 'jsps-letter', method: 'in-person', counter: 'main', last4: '' }
  assert.equal((await counter.post(`/admissions/${applied.number}/evidence`, seen)).statusCode, 303)
  assert.equal((await counter.post(`/admissions/${applied.number}/admit`, { unitCode: 'A30' })).statusCode, 303)
  await world.settle()
  return applied
}
