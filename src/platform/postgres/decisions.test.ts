import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionOf, urlOf } from './address.ts'
import { homeIn } from './home.ts'
import { parsePidFile } from './postmaster.ts'
import { waysToRun } from './privilege.ts'
import { choosePrograms, type Programs } from './programs.ts'
import { explainFailure, isTaken } from './refusal.ts'

const failures: readonly (readonly [output: string, code: string])[] = [
  ['FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device', 'database.disk_full'],
  [
    'FATAL:  could not extend file "base/1/2691"\nHINT:  Check free disk space.\nPANIC:  cannot abort',
    'database.disk_full',
  ],
  ['initdb: error: could not create directory "x": Disk quota exceeded', 'database.disk_full'],
  ['FATAL:  could not open file "postmaster.pid": Permission denied', 'database.folder_not_writable'],
  [
    'initdb: error: could not change permissions of directory "x": Read-only file system',
    'database.folder_not_writable',
  ],
  ['FATAL:  data directory "x" has wrong ownership', 'database.not_ours'],
  ['FATAL:  data directory "x" has invalid permissions', 'database.not_ours'],
  ['postgres: error while loading shared libraries: libicui18n.so.60', 'database.start_failed'],
  ['', 'database.start_failed'],
]

for (const [output, code] of failures)
  test(`what the programs say is understood: ${output.split('\n')[0]} → ${code}`, () => {
    const refusal = explainFailure(output, '/data/postgres')
    assert.equal(refusal.code, code)
  })

test('a failure we do not know is told in the first words that name it', () => {
  const refusal = explainFailure('LOG:  starting\nFATAL:  could not map memory\nLOG:  shut down', '/d')
  assert.deepEqual(refusal, { code: 'database.start_failed', folder: '/d', reason: 'could not map memory' })
})

test('another postmaster that was quicker is no failure', () => {
  assert.ok(isTaken('FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster running?'))
  assert.ok(!isTaken('FATAL:  lock file "postmaster.pid" could not be written: No space left on device'))
})

const lines = (state: string): string => ['812', '/d', '1700000000', '5432', '/d/run', '', '1 2', state, ''].join('\n')
const pidFiles: readonly (readonly [name: string, text: string, expected: ReturnType<typeof parsePidFile>])[] = [
  ['ready', lines('ready   '), { pid: 812, ready: true }],
  ['starting', lines('starting'), { pid: 812, ready: false }],
  ['stopping', lines('stopping'), { pid: 812, ready: false }],
  ['only begun', '812\n/d\n', { pid: 812, ready: false }],
  ['empty', '', null],
  ['of a single-user run, whose number is negative', '-812\n', null],
]
for (const [name, text, expected] of pidFiles)
  test(`postmaster.pid: ${name}`, () => assert.deepEqual(parsePidFile(text), expected))

test('root runs it in a namespace, else as nobody; anyone else as themselves', () => {
  assert.deepEqual(
    waysToRun({ root: true, namespaces: 'allowed' }).map(({ owner }) => owner),
    [0, 65_534, 65_534],
  )
  assert.deepEqual(
    waysToRun({ root: true, namespaces: 'forbidden' }).map(({ owner }) => owner),
    [65_534, 65_534],
  )
  assert.deepEqual(
    waysToRun({ root: false, namespaces: 'allowed' }).map(({ owner }) => owner),
    [null, null, null],
  )
})

const programs = (major: number, from: Programs['from']): Programs => ({ from, bin: `/${major}`, major, native: null })
const found = [programs(18, 'package'), programs(17, 'installed'), programs(15, 'installed')]
const choices: readonly (readonly [name: string, made: number | null, major: number | undefined])[] = [
  ['a new folder gets the npm package', null, 18],
  ['a folder of 15 gets the installed 15', 15, 15],
  ['a folder of 16 finds none', 16, undefined],
]
for (const [name, made, major] of choices)
  test(`the program: ${name}`, () => assert.equal(choosePrograms(found, made)?.major, major))

test('an address survives being written and read, whatever its password and folder', () => {
  const connection = { host: '/tmp/a b/é#?', port: 5432, user: 'sekimori', password: 'p@:/?#%', database: 'test_1' }
  assert.deepEqual(connectionOf(urlOf(connection)), connection)
})

test('the socket’s path always fits', () => {
  for (let length = 1; length < 200; length += 1)
    assert.ok(Buffer.byteLength(`${homeIn(`/tmp/${'x'.repeat(length)}`).socketFolder}/.s.PGSQL.5432`) <= 107)
})
