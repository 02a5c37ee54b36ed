import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { officer, testSystem, type TestSystem } from '../../../test/support/platform.ts'
import { refuse } from '../../kernel/result.ts'
import { recordEntries } from '../audit.ts'
import type { AuditEntry } from './entry.ts'
import { stranger } from '../actor.ts'
import { row, sql } from '../database.ts'
import { randomId } from '../random.ts'
import { perform, useCase } from '../use-case.ts'
import { rootsFileIn } from './roots-file.ts'
import { sealAudit } from './seal.ts'
import { verifyAudit, type Finding } from './verify.ts'

let world: TestSystem
let file: string
before(async () => {
  world = await testSystem()
  file = rootsFileIn(world.system.dataDir)
})
after(() => world.end())

/** The log as an intruder with every right in the database would treat it. */
const tamper = (text: string): Promise<unknown> => world.system.database.transact(tx => tx.query({ text }))

beforeEach(async () => {
  await tamper('truncate platform.audit_entry, platform.audit_seal restart identity')
  rmSync(file, { force: true })
})

const entry = (n: number): AuditEntry => ({
  at: world.clock.now(),
  actor: { kind: 'system', name: 'test' },
  channel: 'job',
  act: 'test.act',
  outcome: 'done',
  persons: [randomId()],
  detail: { n },
})

const written = (count: number): Promise<void> =>
  world.system.database.transact(tx =>
    recordEntries(
      tx,
      Array.from({ length: count }, (_, n) => entry(n)),
    ),
  )

const verify = () => verifyAudit(world.system.database.read, file)
const found = async (): Promise<readonly Finding[]> => (await verify()).findings

/** Three seals of ten entries each. */
const threeSeals = async (): Promise<void> => {
  for (let seal = 0; seal < 3; seal += 1) {
    await written(10)
    await sealAudit(world.system)
  }
}

test('an untouched log is found whole, and what is not sealed yet is counted', async () => {
  await threeSeals()
  await written(4)
  assert.deepEqual(await verify(), { seals: 3, entries: 30, unsealed: 4, notOutside: 0, findings: [], found: 0 })
})

test('an empty log is whole', async () => {
  assert.deepEqual(await verify(), { seals: 0, entries: 0, unsealed: 0, notOutside: 0, findings: [], found: 0 })
})

test('an entry that was committed late is in a later seal, and nothing is missing', async () => {
  const { promise: sealedMeanwhile, resolve } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const late = world.system.database.transact(async tx => {
    await recordEntries(tx, [entry(0)])
    begin()
    await sealedMeanwhile
  })
  await begun
  await written(3)
  assert.equal(await sealAudit(world.system), 3)
  resolve()
  await late
  assert.equal(await sealAudit(world.system), 1)
  assert.deepEqual(await found(), [])
})

const attacks: readonly (readonly [string, string, readonly Finding[]])[] = [
  [
    'edited',
    `update platform.audit_entry set outcome = 'done?' where seq = 15`,
    [{ code: 'audit.changed', seq: 15, seal: 2 }],
  ],
  [
    'edited in its detail',
    `update platform.audit_entry set detail = '{"n": 999}' where seq = 15`,
    [{ code: 'audit.changed', seq: 15, seal: 2 }],
  ],
  [
    'taken from its seal',
    `update platform.audit_entry set seal = null where seq = 15`,
    [{ code: 'audit.changed', seq: 15, seal: 2 }],
  ],
  ['removed', `delete from platform.audit_entry where seq = 15`, [{ code: 'audit.removed', seq: 15, seal: 2 }]],
  [
    'two swapped',
    `update platform.audit_entry as one set detail = other.detail, persons = other.persons
     from platform.audit_entry as other where (one.seq, other.seq) in ((12, 17), (17, 12))`,
    [
      { code: 'audit.moved', seq: 12, seal: 2 },
      { code: 'audit.moved', seq: 17, seal: 2 },
    ],
  ],
  [
    'one slipped in',
    `insert into platform.audit_entry (at, actor, channel, act, outcome, seal) values (now(), 'person:x', 'page', 'a.b', 'done', 2)`,
    [{ code: 'audit.inserted', seq: 31, seal: 2 }],
  ],
  [
    'the tail cut off with its seal',
    `with gone as (delete from platform.audit_entry where seal = 3) delete from platform.audit_seal where number = 3`,
    [{ code: 'audit.cut_off', seal: 2, remembered: 3, lastSeq: 30 }],
  ],
  [
    'the whole log emptied',
    `truncate platform.audit_entry, platform.audit_seal`,
    [{ code: 'audit.cut_off', seal: 0, remembered: 3, lastSeq: 30 }],
  ],
  [
    'a seal removed from the middle',
    `delete from platform.audit_seal where number = 2`,
    [{ code: 'audit.seal_missing', seal: 2 }],
  ],
]

for (const [name, attack, findings] of attacks)
  test(`plat.audit-cut-or-reorder: ${name}`, async () => {
    await threeSeals()
    await tamper(attack)
    assert.deepEqual(await found(), findings)
  })

test('plat.audit-cut-or-reorder: the log written anew from the middle, seals and all', async () => {
  await threeSeals()
  const before = readFileSync(file)
  await tamper(`delete from platform.audit_seal where number >= 2`)
  await tamper(`update platform.audit_entry set seal = null, outcome = 'done!' where seq > 10`)
  rmSync(file)
  await sealAudit(world.system) // even by our own sealer, with our own key
  writeFileSync(file, before)
  const codes = (await found()).map(({ code }) => code)
  assert.ok(codes.includes('audit.rewritten'))
  assert.ok(codes.includes('audit.cut_off'))
})

test('plat.audit-cut-or-reorder: leaves, signature or key replaced', async () => {
  const cases = [
    `update platform.audit_seal set leaves = set_byte(leaves, 0, 255 - get_byte(leaves, 0)) where number = 2`,
    `update platform.audit_seal set signature = set_byte(signature, 0, 255 - get_byte(signature, 0)) where number = 2`,
    `update platform.audit_seal set seqs = seqs[2:10] || seqs[1] where number = 2`,
  ]
  for (const attack of cases) {
    await tamper('truncate platform.audit_entry, platform.audit_seal restart identity')
    rmSync(file, { force: true })
    await threeSeals()
    await tamper(attack)
    assert.ok(
      (await found()).some(finding => finding.code === 'audit.seal_broken' && finding.seal === 2),
      attack,
    )
  }
})

test('a lost or garbled roots file is named, and a later seal does not paper over a rewritten one', async () => {
  await threeSeals()
  const lines = readFileSync(file, 'utf8')
  rmSync(file)
  assert.deepEqual(
    (await found()).map(({ code }) => code),
    ['audit.roots_missing'],
  )
  writeFileSync(file, `${lines.slice(0, 40)}\n${lines}`)
  assert.deepEqual(await found(), [{ code: 'audit.roots_unreadable', file, line: 1 }])
  writeFileSync(file, lines)
  await tamper(
    `with gone as (delete from platform.audit_entry where seal = 3) delete from platform.audit_seal where number = 3`,
  )
  await written(5)
  await sealAudit(world.system)
  await written(5)
  await sealAudit(world.system)
  assert.equal(readFileSync(file, 'utf8'), lines)
  assert.ok((await found()).some(({ code }) => code === 'audit.rewritten'))
})

test('a file that lost its end in a crash is completed from the database', async () => {
  await threeSeals()
  const [first = ''] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, `${first}\n`)
  await sealAudit(world.system)
  assert.deepEqual(await verify(), { seals: 3, entries: 30, unsealed: 0, notOutside: 0, findings: [], found: 0 })
})

test('of many sealers at once one seals', async () => {
  await written(1)
  await sealAudit(world.system)
  await written(500)
  const sealed = await Promise.all(Array.from({ length: 6 }, () => sealAudit(world.system)))
  assert.equal(
    sealed.reduce((sum, count) => sum + count, 0),
    500,
  )
  assert.deepEqual((await verify()).findings, [])
})

const knocking = useCase({
  name: 'test.knock',
  title: { ja: '戸を叩く', en: 'Knock' },
  input: z.object({}),
  permit: { anyone: true },
  load: async () => ({}),
  decide: () => refuse({ code: 'knock.refused' }),
  write: async () => refuse({ code: 'knock.refused' }),
})

test('plat.audit-flood', async () => {
  const contexts = Array.from({ length: 2000 }, (_, n) => world.contextOf(n % 2 === 0 ? stranger : officer([])))
  await Promise.all(contexts.map(context => perform(knocking, {}, context)))
  const counted = await row<{ count: number }>(
    world.system.database.read,
    sql`select count(*) as count from platform.audit_entry where act = 'test.knock' and outcome = 'knock.refused'`,
  )
  assert.equal(counted?.count, 2000) // none dropped
  assert.equal(await sealAudit(world.system), 2000)
  assert.deepEqual(await found(), [])
})
