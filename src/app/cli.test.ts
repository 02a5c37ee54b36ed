/** The command line as an operator meets it: the program itself, on a database of its own that it starts and stops. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { openPostgres } from '../platform/embedded-postgres.ts'
import { inputSchema } from './api.ts'
import { catalogue } from './catalogue.ts'
import { runCommand, understand } from './cli.ts'
import { commands } from './commands.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'sekimori-cli-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))

const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')

type Ended = { readonly status: number | null; readonly out: string; readonly err: string }

const sekimori = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise(resolve => {
    const { DATABASE_URL: _elsewhere, ...inherited } = process.env
    const child = spawn(process.execPath, ['src/main.ts', ...words], {
      env: { ...inherited, LANG: 'C', DATA_DIR: dataDir, BASE_URL: 'http://localhost:9699', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', piece => (out += String(piece)))
    child.stderr.on('data', piece => (err += String(piece)))
    child.on('close', status => resolve({ status, out, err }))
  })

const lastLine = (text: string): unknown => JSON.parse(text.trim().split('\n').at(-1) ?? '')

test('nothing known: the whole usage, status 2, and nothing was opened', async () => {
  for (const words of [['accounts'], ['no', 'such'], ['accounts', 'no-such-thing', '--json']]) {
    const { status, out, err } = await sekimori(words)
    assert.deepEqual([status, out], [2, ''], words.join(' '))
    assert.match(err, /^sekimori <module> <verb>/)
  }
  const help = await sekimori(['help'])
  assert.deepEqual([help.status, help.err], [0, ''])
  assert.equal(existsSync(join(dataDir, 'postgres')), false)
})

test('a flag that is not there, or has no value, is named in both languages, before anything is opened', async () => {
  const wrong = ['accounts', 'suspend', '--acount-id', 'x']
  assert.match(
    (await sekimori(wrong)).err,
    /^There is no flag --acount-id\.\nMore: sekimori accounts suspend --help\n$/,
  )
  assert.match((await sekimori(wrong, { LANG: 'ja_JP.UTF-8' })).err, /^--acount-id というフラグはありません。/)
  const json = await sekimori([...wrong, '--json'])
  assert.deepEqual([json.status, json.out], [2, ''])
  assert.equal((lastLine(json.err) as { readonly code: string }).code, 'usage')
  assert.equal(
    (await sekimori(['registry', 'import', '--source', 'students'])).err.split('\n')[0],
    '--file is missing.',
  )
  assert.equal(existsSync(join(dataDir, 'postgres')), false)
})

test('alone it starts the embedded database and stops it again: done 0, refused 1, wrong input 2', async () => {
  const done = await sekimori(['platform', 'list-machine-clients', '--json'])
  assert.deepEqual([done.status, done.out, done.err], [0, '[]\n', ''])
  assert.equal(existsSync(pidFile), false, 'stopped again')
  const unknown = ['sso', 'distrust-client', '--client-id', 'nobody', '--reason', 'a test']
  const refused = await sekimori([...unknown, '--json'])
  assert.deepEqual([refused.status, refused.out, refused.err], [1, '', '{"code":"not_found"}\n'])
  assert.match((await sekimori(unknown, { LANG: 'ja_JP.UTF-8' })).err, /^見つかりません。\n\{"code":"not_found"\}\n$/)
  const input = ['accounts', 'suspend', '--account-id', 'x', '--cause', 'other', '--reason', 'a test']
  const wrong = await sekimori([...input, '--json'])
  assert.equal(wrong.status, 2)
  assert.deepEqual(lastLine(wrong.err), { code: 'input.wrong', fields: { accountId: 'account.unknown' } })
  assert.match((await sekimori(input)).err, /^Check the value of --account-id \(/)
})

test('beside a running server it uses the database that runs, and leaves it running', async () => {
  const running = await openPostgres({ dataDir, databaseUrl: null, durable: true, onNotice: () => undefined })
  assert.ok(running.ok)
  try {
    const made = await sekimori([
      'platform',
      'register-machine-client',
      '--name',
      'a test',
      '--use-cases',
      'sso.list-clients',
      '--json',
    ])
    assert.equal(made.status, 0, made.err)
    const listed = await sekimori(['platform', 'list-machine-clients', '--json'])
    assert.equal((JSON.parse(listed.out) as readonly unknown[]).length, 1)
    assert.equal(existsSync(pidFile), true, 'still running')
    const audit = await sekimori(['audit', 'verify', '--json'])
    assert.equal(audit.status, 0, audit.err)
    const client = new pg.Client(running.value.connection)
    await client.connect()
    await client.query('alter table sso.relying_party rename to lost')
    const fault = await sekimori(['sso', 'list-clients', '--json'])
    await client.query('alter table sso.lost rename to relying_party')
    await client.end()
    assert.deepEqual([fault.status, fault.out], [3, ''], 'a fault of ours')
  } finally {
    await running.value.stop()
  }
})

test('what cannot be opened is one sentence and status 1', async () => {
  const nowhere = await sekimori(['sso', 'list-clients'], { DATABASE_URL: 'postgres://127.0.0.1:1/none' })
  assert.equal(nowhere.status, 1)
  assert.equal(nowhere.err.trim().split('\n').length, 1, nowhere.err)
  const environment = await sekimori(['sso', 'list-clients'], { BASE_URL: 'no address' })
  assert.equal(environment.status, 1)
  assert.match(environment.err, /BASE_URL/)
  const unreadable = await sekimori(['registry', 'import', '--source', 'students', '--file', '/no/such/file', '--json'])
  assert.deepEqual(
    [unreadable.status, (lastLine(unreadable.err) as { readonly code: string }).code],
    [1, 'file.unreadable'],
  )
})

const asked = (words: readonly string[], language: 'ja' | 'en' = 'en') => ({ words, json: false, language })

test('every use case and command says what it does and which flags it takes, in both languages', async () => {
  const all = [...catalogue.map(({ name, title }) => ({ name: name.replace('.', ' '), title })), ...commands]
  for (const { name, title } of all)
    for (const language of ['ja', 'en'] as const) {
      const words = name.split(' ')
      const { status, out } = await runCommand({ system: null, config: null }, asked([...words, '--help'], language))
      assert.equal(status, 0, name)
      assert.ok(out.startsWith(`sekimori ${name}\n  ${title[language]}\n`), out)
      const understood = understand(asked([...words, '--no-such-flag', 'x'], language))
      assert.equal(understood.ok ? 0 : understood.refusal.outcome.status, 2, name)
    }
})

test('every input of a use case can be given by flags that a shell takes', () => {
  for (const useCase of catalogue) {
    const properties = Object.keys(inputSchema(useCase)['properties'] ?? {})
    const flags = properties.map(name => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`))
    assert.equal(new Set(flags).size, properties.length, useCase.name)
    for (const flag of flags) assert.match(flag, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, `${useCase.name} --${flag}`)
    for (const reserved of ['json', 'help', 'second', 'approval'])
      assert.equal(flags.includes(reserved), false, useCase.name)
  }
})
