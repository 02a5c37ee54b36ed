import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import type { Route } from '../../src/platform/http/route.ts'
import type { AnyUseCase } from '../../src/platform/use-case.ts'
import { permissionTable, routeTable, transitionTables } from './tables.ts'

const useCase = (name: string, permit: AnyUseCase['permit']): AnyUseCase => ({
  name,
  title: { ja: '試験', en: 'Test' },
  input: z.object({}),
  permit,
})

const route = (method: Route['method'], path: string, who: Route['who']): Route => ({
  method,
  path,
  who,
  handle: () => Promise.resolve({ kind: 'not-found' }),
})

test('permissions: a cross where a role may, a row for each use case, in order of name', () => {
  const table = permissionTable([
    { name: 'b', useCases: [useCase('b.see', { anyone: true })] },
    { name: 'a', useCases: [useCase('a.stop', { roles: ['counter'], owner: () => true })] },
  ]).split('\n')
  const columns = (table[0] ?? '').split(/ {2,}/)
  const crossed = (line: string | undefined): readonly (string | undefined)[] =>
    (line ?? '').split(/ {2,}/).flatMap((cell, index) => (cell === 'x' ? [columns[index]] : []))
  assert.equal(columns[0], 'use case')
  assert.match(table[1] ?? '', /^a\.stop /)
  assert.deepEqual(crossed(table[1]), ['owner', 'counter'])
  assert.deepEqual(crossed(table[2]), ['anyone'])
})

test('routes: by path, then method', () => {
  const endpoint: Route = { ...route('POST', '/scim', 'anyone'), endpoint: true }
  const table = routeTable([
    { name: 'sso', routes: [endpoint] },
    {
      name: 'registry',
      routes: [route('POST', '/people', ['registrar', 'auditor']), route('GET', '/people', 'signed-in')],
    },
  ])
  assert.deepEqual(
    table.split('\n').map(line => line.split(/ {2,}/)),
    [
      ['path', 'method', 'who', 'for', 'module'],
      ['/people', 'GET', 'signed-in', 'page', 'registry'],
      ['/people', 'POST', 'auditor registrar', 'page', 'registry'],
      ['/scim', 'POST', 'anyone', 'endpoint', 'sso'],
      [''],
    ],
  )
})

test('transitions: every way, and the states that nothing leaves', () => {
  const machines = { account: { active: { close: 'closed' }, closed: {} } }
  assert.equal(
    transitionTables([{ name: 'accounts', machines }]),
    [
      '# Transitions',
      '',
      '## accounts: account',
      '',
      '| state | action | next |',
      '|---|---|---|',
      '| active | close | closed |',
      '| closed | (final) | |',
      '',
    ].join('\n'),
  )
})
