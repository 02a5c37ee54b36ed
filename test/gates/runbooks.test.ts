/** The runbooks tell the truth: every command they name exists, with every flag they give it. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inputSchema } from '../../src/app/api.ts'
import { useCaseNamed } from '../../src/app/catalogue.ts'
import { commandNamed } from '../../src/app/cli.ts'
import { routes } from '../../src/app/routes.ts'

const pages = ['README.md', ...globSync('docs/operations/*.md')].map(path => ({
  path,
  text: readFileSync(path, 'utf8'),
}))

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

const everyCommand = new Set(['json', 'second', 'approval'])

/** The flags that a command line may bear; null when there is no such command. */
const flagsOf = (words: readonly string[]): ReadonlySet<string> | null => {
  const command = commandNamed(words)
  if (command !== null) return new Set(Object.keys(command.flags))
  const useCase = useCaseNamed(words.slice(0, 2).join('.'))
  return useCase === null ? null : new Set(Object.keys(inputSchema(useCase)['properties'] ?? {}).map(kebab))
}

for (const { path, text } of pages)
  test(`${path} names commands that exist`, () => {
    for (const [line, rest = ''] of text.matchAll(/(?:npx|bin\/)sekimori\s+([^\n`]+)|npx sekimori ([a-z][^\n`]*)/g)) {
      const said = (rest || /npx sekimori (.*)/.exec(line)?.[1]) ?? ''
      if (said.startsWith('<') || said.startsWith('help')) continue
      const words = said.replace(/"[^"]*"/g, 'TEXT').split(/[\s,;:)']+/)
      const flags = flagsOf(words)
      assert.ok(flags !== null, `no such command: ${said}`)
      for (const [, flag = ''] of said.matchAll(/--([a-z-]+)/g))
        assert.ok(flags.has(flag) || everyCommand.has(flag), `${said}: there is no --${flag}`)
    }
  })

test('the runbooks name pages that exist', () => {
  const known = new Set([...routes.map(({ path }) => path), '/health/live', '/health/ready', '/metrics', '/dev/clock'])
  const onDisk = /^\/(etc|var|opt|media)\//
  for (const { path, text } of pages.filter(each => each.path.startsWith('docs/operations/')))
    for (const [, place = ''] of text.matchAll(/`(?:(?:GET|POST) )?(\/[a-z-]+(?:\/[a-z-]+)*)`/g))
      assert.ok(known.has(place) || onDisk.test(place) || isLikeRoute(place), `${path}: there is no page ${place}`)
})

const isLikeRoute = (place: string): boolean =>
  routes.some(({ path }) => new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`).test(place))
