/** What an operator reads at the terminal when a file holds rows that cannot be read, or cannot be read at all. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addOffice, fileOf, students } from '../../test/support/office.ts'
import { registryWorld } from '../../test/support/registry-world.ts'
import { say, type Language } from '../kernel/bilingual.ts'
import type { Terminal } from '../platform/command.ts'
import { commandNamed } from './cli.ts'
import { wordsOf } from './words.ts'

const { system } = await registryWorld()
await addOffice(system)
const command = commandNamed(['registry', 'import'])
assert.ok(command !== null && command.alone !== true && command.alone !== 'with settings')

const importing = async (file: Uint8Array, language: Language) => {
  const path = join(system.dataDir, 'office.csv')
  writeFileSync(path, file)
  const told: string[] = []
  const terminal: Terminal = {
    operator: 'root',
    language,
    say: line => void told.push(typeof line === 'string' ? line : say(line, language)),
  }
  return { result: await command.run(system, { source: 'office', file: path }, terminal), told }
}

const [good, ...others] = students(4)
const bad = others.map((row, at) => ({
  ...row,
  ...[{ born: '2001-02-30' }, { status: 'magic' }, { unit: '=1+1' }][at],
}))
const mixed = fileOf([{ number: 'S1', ...good }, ...bad])

test('rows that were set aside are named by line, column and reason, in the language of the terminal', async () => {
  const english = await importing(mixed, 'en')
  assert.deepEqual(
    english.told.filter(line => line.startsWith('Line ')),
    [
      'Line 3, column born: There is no such date.',
      'Line 4, column status: This word for a status is not in the table of the source.',
      'Line 5, column unit: It begins like a formula (= + - @), which a spreadsheet would compute.',
    ],
  )
  assert.ok(english.result.ok)
  assert.deepEqual((english.result.value as { readonly quarantined: unknown }).quarantined, [
    { line: 3, column: 'born', reason: 'no_such_day' },
    { line: 4, column: 'status', reason: 'unknown_status' },
    { line: 5, column: 'unit', reason: 'formula' },
  ])
  const japanese = await importing(mixed, 'ja')
  assert.ok(japanese.told.includes('3行目「born」：存在しない日付です。'), japanese.told.join('\n'))
})

test('of many such rows the first are told, and how many more there are', async () => {
  const many = students(30, 100).map(row => ({ ...row, born: '2001-02-30' }))
  const { told } = await importing(fileOf([{ number: 'S1', ...good }, ...many]), 'en')
  assert.equal(told.filter(line => line.startsWith('Line ')).length, 20)
  assert.ok(told.includes('10 more rows could not be read.'))
})

test('a file that cannot be read is refused in words that name the line and the column', async () => {
  const { result } = await importing(Buffer.concat([mixed, Buffer.from([0x8d, 0xb2, 0x0a])]), 'en')
  assert.ok(!result.ok)
  assert.deepEqual(wordsOf(result.refusal), {
    ja: '6行目・1列目：文字コードが取込元の設定と違います。',
    en: 'Line 6, column 1: the encoding is not the one set for this source.',
  })
})
