/**
 * Every pattern of ours against texts made to keep it busy: its own letters over and over, and an end that does not fit.
 * What is asserted is growth, in this process's own time: texts twice as long may not take four times as long.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTest, readSources, visit } from '../../tools/source.ts'

type Pattern = { readonly where: string; readonly source: string; readonly flags: string }

const sources = readSources('{src,demo}/**/*.ts').filter(({ path }) => !isTest(path))

/** Every regular expression written in the source. */
const patterns: readonly Pattern[] = sources.flatMap(source => {
  const found: Pattern[] = []
  visit(source, {
    Literal: node => {
      if ('regex' in node) found.push({ where: source.path, source: node.regex.pattern, flags: node.regex.flags })
    },
  })
  return found
})

/** Pieces that the pattern's own text suggests, and those that patterns in general stumble over. */
const piecesFor = ({ source }: Pattern): readonly string[] => {
  const letters = [...new Set(source.replace(/\\[dwsSDWbB]/g, ''))].filter(letter => !'()[]{}|^$*+?\\'.includes(letter))
  const words = source.match(/[a-zA-Z0-9<>"'=&;:/ -]{2,12}/g) ?? []
  return [
    ...new Set([
      'a',
      '0',
      ' ',
      '\t',
      '\n',
      'あ',
      '"',
      "'",
      '<',
      '-',
      '.',
      ',',
      '%',
      'a0',
      'a ',
      'a.',
      '.a',
      '""',
      '\\"',
      '<a',
      ...letters,
      ...words,
    ]),
  ]
}

const endings = ['', '\u0000', '!', '\n!']

/** Milliseconds of this process's own work; the least of several, since others share the machine. */
const costOf = (pattern: RegExp, text: string): number =>
  Math.min(
    ...Array.from({ length: 2 }, () => {
      const began = process.cpuUsage()
      pattern.lastIndex = 0
      text.replace(pattern, '')
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }),
  )

const longest = 12_800
const mostMs = 40

/** The shortest text that keeps a pattern busy for longer than it may be; null: none was found. */
const tooBusy = (pattern: Pattern): string | null => {
  const compiled = new RegExp(pattern.source, pattern.flags)
  for (const piece of piecesFor(pattern))
    for (const ending of endings)
      for (let length = 25; length <= longest; length *= 2) {
        const text = piece.repeat(Math.ceil(length / piece.length)) + ending
        if (costOf(compiled, text) > mostMs)
          return `${pattern.where}: /${pattern.source}/${pattern.flags} on ${length} of ${JSON.stringify(piece)}`
      }
  return null
}

test('plat.redos', () => {
  assert.ok(patterns.length > 100, `${patterns.length} patterns`)
  assert.deepEqual(
    patterns.map(tooBusy).filter(found => found !== null),
    [],
  )
})

test('plat.redos: nobody’s text becomes a pattern', () => {
  const made = sources.filter(({ text }) => text.includes('new RegExp(')).map(({ path }) => path)
  assert.deepEqual(
    made,
    ['src/accounts/username.ts', 'src/platform/settings/shape.ts', 'src/platform/web/html.ts'],
    'made of settings, and of our own',
  )
})

test('the measure sees what is slow', () => {
  for (const source of ['^(a+)+$', '\\s+$'])
    assert.notEqual(tooBusy({ where: 'here', source, flags: '' }), null, source)
})
