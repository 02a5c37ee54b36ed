/** What is installed is what was looked at; what crafted addresses and members do to our readers: nothing. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { test } from 'node:test'
import { parseAddress } from '../../src/platform/mail/address.ts'
import { isTest, readSources } from '../../tools/source.ts'

type Installed = {
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}
type Manifest = Readonly<
  Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>>>>
> & {
  readonly name: string
  readonly private: boolean
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const manifest = read('package.json') as Manifest
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Installed>> }
const declared = { ...manifest.dependencies, ...manifest.optionalDependencies }

test('plat.dependency-confusion', () => {
  const installed = Object.entries(packages).filter(([path]) => path !== '')
  assert.ok(installed.length > 100)
  assert.deepEqual(
    installed.filter(([, one]) => !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? '')).map(([path]) => path),
    [],
    'each is held to its content',
  )
  assert.deepEqual(
    installed
      .filter(([, one]) => one.link === true || /^(git|http:|file:)/.test(one.resolved ?? ''))
      .map(([path]) => path),
    [],
  )
  assert.deepEqual(
    installed.filter(([path]) => path.includes('/@sekimori/') || path.endsWith('/sekimori')).map(([path]) => path),
    [],
    'no name of ours comes from elsewhere',
  )
  assert.ok(manifest.name.startsWith('@sekimori/') && manifest.private)
  const ranges = Object.entries({ ...declared, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  assert.deepEqual(ranges, [], 'each is wanted in one version')
})

test('plat.dependency-confusion: the program imports what it declares', () => {
  const builtin = new Set(builtinModules)
  const foreign = readSources('src/**/*.ts')
    .filter(({ path }) => !isTest(path))
    .flatMap(({ imports }) => imports.filter(({ typesOnly }) => !typesOnly).map(({ from }) => from))
    .filter(from => !from.endsWith('.ts') && !from.startsWith('node:') && !builtin.has(from))
    .map(from =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    )
  assert.deepEqual(
    [...new Set(foreign)].filter(name => !(name in declared)),
    [],
  )
})

test('plat.expression-preview-runs-code', () => {
  const runs = readSources('{src,demo,bin}/**/*.ts').filter(({ text, imports }) => {
    const fromElsewhere = imports.some(({ from }) => /^(node:)?(vm|repl|inspector)$/.test(from))
    return fromElsewhere || /\beval\(|new Function\(|\bsetTimeout\(\s*['"`]|runInNewContext/.test(text)
  })
  assert.deepEqual(
    runs.map(({ path }) => path),
    [],
    'no text of anybody’s is ever run',
  )
})

test('plat.mail-parser-dos', () => {
  const crafted = [
    'a@'.repeat(500_000),
    `${'('.repeat(500_000)}a@b.example`,
    `${'a.'.repeat(500_000)}@b.example`,
    `a@${'b.'.repeat(500_000)}example`,
    `${'"'.repeat(500_000)}@b.example`,
    `${'a@b.example,'.repeat(100_000)}a@b.example`,
    `${'g:'.repeat(500_000)};`,
    `a@${'é'.repeat(500_000)}.example`,
    `${'<'.repeat(500_000)}a@b.example`,
  ]
  const began = process.cpuUsage()
  for (const text of crafted) assert.equal(parseAddress(text).ok, false)
  const { user, system } = process.cpuUsage(began)
  assert.ok(user + system < 200_000, 'refused by their length before anything is read')
})
