import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrationsStayHome } from './boundaries/migrations.ts'
import { oversized } from './boundaries/sizes.ts'
import { checkBoundaries } from './check-boundaries.ts'
import { parse } from './source.ts'

/** What the checks say of a handful of files, `line says` each. */
const found = (files: Readonly<Record<string, string>>): readonly string[] =>
  checkBoundaries(Object.entries(files).map(([path, text]) => parse(path, text))).map(
    ({ line, says }) => `${String(line)} ${says}`,
  )

type Row = readonly [rule: string, path: string, text: string, says: RegExp]

const offences: readonly Row[] = [
  [
    '1 downwards',
    'src/registry/match.ts',
    `import type { A } from '../accounts/index.ts'`,
    /registry may not know accounts/,
  ],
  ['1 beside', 'src/cards/store.ts', `import { a } from '../accounts/index.ts'`, /cards may not know accounts/],
  ['1 past the door', 'src/accounts/store.ts', `import { a } from '../registry/store.ts'`, /one door/],
  ['1 passed on', 'src/accounts/index.ts', `export { a } from '../registry/person.ts'`, /one door/],
  ['1 dynamic', 'src/accounts/store.ts', `const a = await import('../registry/store.ts')`, /one door/],
  [
    '1 kernel',
    'src/kernel/day.ts',
    `import type { Db } from '../platform/database.ts'`,
    /kernel may not know platform/,
  ],
  ['1 a test in the program', 'src/app/cli.ts', `import { w } from '../../test/support/world.ts'`, /not part of/],
  ['1 the demo in production', 'src/app/cli.ts', `import { seed } from '../../demo/seed.ts'`, /may not know demo/],
  ['1 no rank', 'src/library/book.ts', `export const a = 1`, /no rank/],
  ['3 dry: a log', 'src/registry/match.ts', `import pino from 'pino'`, /dry file does not use pino/],
  ['3 dry: files', 'src/registry/match.ts', `import { readFileSync } from 'node:fs'`, /dry file does not use node:fs/],
  [
    '3 dry: values of others',
    'src/accounts/plan.ts',
    `import { a } from '../registry/index.ts'`,
    /types only from registry/,
  ],
  ['3 dry: its store', 'src/accounts/plan.ts', `import { a } from './store.ts'`, /store.ts, which is wet/],
  ['3 dry: the wet platform', 'src/accounts/plan.ts', `import { a } from '../platform/job.ts'`, /job.ts, which is wet/],
  ['3 dry: a timer', 'src/accounts/plan.ts', `setTimeout(() => 1, 2)`, /setTimeout belongs in wet files/],
  ['3 dry: how long', 'src/accounts/plan.ts', `const t = performance.now()`, /performance.now belongs in wet files/],
  ['now', 'src/accounts/store.ts', `const now = new Date()`, /new Date\(\) belongs in src\/platform\/clock.ts/],
  ['Date.now', 'demo/run.ts', `const now = Date.now()`, /Date.now belongs/],
  ['Date.now handed on', 'demo/run.ts', `const clock = { now: Date.now }`, /Date.now belongs/],
  ['chance', 'src/accounts/store.ts', `const a = Math.random()`, /Math.random belongs/],
  ['chance of crypto', 'src/accounts/store.ts', `const a = randomBytes(16)`, /randomBytes belongs/],
  ['environment', 'src/app/server.ts', `const a = process.env.PORT`, /process.env belongs/],
  ['environment by name', 'src/app/server.ts', `import { env } from 'node:process'`, /process.env belongs/],
  ['network', 'src/sso/index.ts', `await fetch('https://sp.example')`, /fetch belongs/],
  ['network by the globe', 'src/sso/index.ts', `await globalThis.fetch('https://sp.example')`, /fetch belongs/],
  ['4 SQL in a page', 'src/accounts/pages/a.ts', 'const q = sql`select 1`', /SQL belongs in store.ts/],
  ['4 SQL in a string', 'src/accounts/use-cases.ts', `db.query('delete from accounts.account ')`, /SQL belongs/],
  ['4 SQL put together', 'src/accounts/store.ts', 'db.query(`select * from ${table}`)', /never put together/],
  [
    '4 insert',
    'src/accounts/store.ts',
    'sql`insert into registry.person (id) values (1)`',
    /may not write registry.person/,
  ],
  ['4 update', 'src/accounts/store.ts', 'sql`update registry.person p set a = 1`', /may not write registry.person/],
  [
    '4 delete',
    'src/accounts/store/a.ts',
    'sql`with x as (delete from registry.person) select 1`',
    /may not write registry/,
  ],
  ['4 no schema', 'src/accounts/store.ts', 'sql`insert into account values (1)`', /does not name its schema/],
  ['4 read past a view', 'src/accounts/store.ts', 'sql`select 1 from registry.person`', /may not read registry.person/],
  [
    '4 join downwards',
    'src/registry/store.ts',
    'sql`select 1 from registry.person join accounts.published_account`',
    /may not read accounts/,
  ],
  ['5 a transaction', 'src/accounts/use-cases.ts', `await database.transact(tx => tx)`, /opened by perform/],
  ['6 the database', 'src/accounts/store.ts', `import pg from 'pg'`, /through platform\/database.ts/],
  ['6 mail', 'src/accounts/jobs.ts', `import { createTransport } from 'nodemailer'`, /mail is a job/],
  ['6 the network', 'src/accounts/use-cases.ts', `import { request } from 'node:https'`, /in a job/],
  ['6 a process', 'src/accounts/use-cases.ts', `import { spawn } from 'node:child_process'`, /the platform’s/],
  ['6 the server', 'src/accounts/pages/a.ts', `import fastify from 'fastify'`, /are data/],
  ['class', 'src/accounts/account.ts', `class Account {}`, /no class/],
  ['class as a value', 'src/accounts/account.ts', `export const a = class {}`, /no class/],
  ['function', 'src/accounts/account.ts', `export function f() {}`, /const f = \(\) =>/],
  ['enum', 'src/accounts/account.ts', `enum State { active }`, /no enum/],
  ['namespace', 'src/accounts/account.ts', `namespace Account { export const a = 1 }`, /no namespace/],
  ['default export', 'bench/a.ts', `export default 1`, /no default export/],
  ['any', 'test/support/a.ts', `export const a: any = 1`, /no any/],
  ['any in a list', 'test/support/a.ts', `export type A = readonly any[]`, /no any/],
  ['silence', 'src/accounts/account.ts', `// @ts-ignore\nexport const a = 1`, /no @ts-ignore/],
  ['expected silence', 'src/accounts/account.ts', `// @ts-expect-error\nexport const a = 1`, /for tests/],
  ['later', 'src/accounts/account.ts', `// TODO: think\nexport const a = 1`, /no TODO/],
  ['not null', 'src/accounts/account.ts', `export const a = b!.c`, /no ! outside/],
  ['an empty name', 'src/accounts/helpers.ts', `export const a = 1`, /"helpers" is no name/],
  ['an empty folder name', 'test/utils/a.ts', `export const a = 1`, /"utils" is no name/],
]

for (const [rule, path, text, says] of offences)
  test(`objects: ${rule}`, () => {
    const problems = found({ [path]: text })
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.match(problems[0] ?? '', says)
  })

type Innocent = readonly [what: string, path: string, text: string]

const innocents: readonly Innocent[] = [
  ['upwards through the door', 'src/accounts/store.ts', `import { a } from '../registry/index.ts'`],
  ['types from above in a dry file', 'src/accounts/plan.ts', `import type { A } from '../registry/index.ts'`],
  ['inline types', 'src/accounts/plan.ts', `import { type A } from '../registry/index.ts'`],
  ['the kernel and the dry platform', 'src/accounts/plan.ts', `import { day } from '../kernel/day.ts'`],
  ['a hash in a dry file', 'src/accounts/plan.ts', `import { createHash } from 'node:crypto'`],
  [
    'an instant that was handed in',
    'src/accounts/plan.ts',
    `export const f = (now: Date) => new Date(now.getTime() + 1)`,
  ],
  [
    'a wet file of no wet name says so',
    'src/doors/controller.ts',
    `/** ● Tells doors. */\nimport { readFile } from 'node:fs'`,
  ],
  ['a dry file of a wet module says so', 'src/platform/diff.ts', `/** ○ Compares. */\nexport const a = 1`],
  ['a generator', 'src/accounts/plan.ts', `export function* f() { yield 1 }`],
  ['the clock', 'src/platform/clock.ts', `export const now = () => new Date()`],
  ['a method named fetch', 'src/sso/index.ts', `await outbound.fetch('https://sp.example')`],
  [
    'its own schema',
    'src/accounts/store.ts',
    'sql`insert into accounts.account as a values (1) on conflict do update set a = 1`',
  ],
  ['locking', 'src/accounts/store.ts', 'sql`select 1 from accounts.account for update of account`'],
  [
    'a published view',
    'src/accounts/store.ts',
    'sql`select 1 from registry.published_person p where p.at is distinct from p.b`',
  ],
  ['a list handed in', 'src/accounts/store.ts', 'sql`select 1 from unnest(${ids}::uuid[]) as t(id)`'],
  ['a transaction of a job', 'src/registry/jobs/apply.ts', `await system.database.transact(tx => tx)`],
  ['a class that the driver demands', 'src/platform/use-case.ts', `class Undone extends Error {}`],
  ['a transaction of the platform', 'src/platform/job.ts', `await database.transact(tx => tx)`],
  ['the gate agent’s schema', 'src/doors/store.ts', 'sql`update doors.zone set name = ${name}`'],
  ['words that look like SQL', 'src/accounts/text.ts', `export const a = 'Select a date from the list'`],
  ['the front door loads the demo', 'src/main.ts', `const demo = await import('../demo/run.ts')`],
  ['a test', 'src/accounts/plan.test.ts', `import { readFileSync } from 'node:fs'\nconst now = new Date()`],
]

for (const [what, path, text] of innocents)
  test(`lets be: ${what}`, () => {
    assert.deepEqual(found({ [path]: text }), [])
  })

test('objects: a circle inside a module, once', () => {
  const problems = found({
    'src/accounts/a.ts': `import { b } from './b.ts'\nexport const a = b`,
    'src/accounts/b.ts': `import { c } from './c.ts'\nexport const b = c`,
    'src/accounts/c.ts': `import { a } from './a.ts'\nimport type { B } from './b.ts'\nexport const c = a`,
  })
  assert.deepEqual(problems, [
    '1 a circle: src/accounts/a.ts → src/accounts/b.ts → src/accounts/c.ts → src/accounts/a.ts',
  ])
})

test('objects: a circle that is entered from several files, once, from its first', () => {
  const problems = found({
    'src/accounts/z.ts': `import { b } from './b.ts'\nexport const z = b`,
    'src/accounts/c.ts': `import { b } from './b.ts'\nexport const c = b`,
    'src/accounts/b.ts': `import { c } from './c.ts'\nexport const b = c`,
  })
  assert.deepEqual(problems, ['1 a circle: src/accounts/b.ts → src/accounts/c.ts → src/accounts/b.ts'])
})

test('objects: a dry file that is marked so and is not', () => {
  const problems = found({ 'src/platform/diff.ts': `/** ○ Compares. */\nimport { readFileSync } from 'node:fs'` })
  assert.deepEqual(problems, ['2 a dry file does not use node:fs'])
})

test('objects: a dry file that uses a neighbour which calls itself wet', () => {
  const problems = found({
    'src/doors/controller.ts': `/** ● Tells doors. */\nexport const tell = 1`,
    'src/doors/zone.ts': `import { tell } from './controller.ts'`,
  })
  assert.deepEqual(problems, ['1 a dry file imports types only from src/doors/controller.ts, which is wet'])
})

const migrations: readonly (readonly [what: string, path: string, text: string, says: string | null])[] = [
  [
    'its own',
    'migrations/0002_accounts_account.sql',
    'create table accounts.account (p uuid references registry.person)',
    null,
  ],
  ['a comment', 'migrations/0002_accounts_account.sql', '-- alter table registry.person', null],
  [
    'another’s',
    'migrations/0002_accounts_account.sql',
    'alter table registry.person add a int',
    'may not change schema registry',
  ],
  [
    'down',
    'migrations/0001_registry.sql',
    'create table registry.p (a uuid references accounts.account)',
    'may not point at accounts',
  ],
  ['nobody’s', 'migrations/0001_things.sql', '', 'is named'],
]

for (const [what, path, text, says] of migrations)
  test(`a migration of ${what}`, () => {
    const problems = migrationsStayHome(path, text)
    assert.equal(problems.length, says === null ? 0 : 1)
    if (says !== null) assert.ok(problems[0]?.says.includes(says))
  })

test('counts what is too large, the worst first', () => {
  const long = parse('src/accounts/a.ts', `export const a = 1${'\n'.repeat(331)}export const z = 1`)
  const deep = parse('src/accounts/b.ts', `export const f = () => {\n${'  f()\n'.repeat(60)}}`)
  const greedy = parse('src/accounts/c.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]')
  const crowd = Array.from({ length: 21 }, (_, index) => parse(`src/cards/f${String(index)}.ts`, 'export const a = 1'))
  assert.deepEqual(
    oversized([long, deep, greedy, ...crowd]).map(({ path, size }) => [path, size]),
    [
      ['src/accounts/b.ts', 62],
      ['src/accounts/c.ts', 4],
      ['src/accounts/a.ts', 332],
      ['src/cards', 21],
    ],
  )
})
