import assert from 'node:assert/strict'
import { test } from 'node:test'
import { securityHeaders } from './headers.ts'

const policyFor = (...formTargets: readonly string[]): string =>
  securityHeaders({ https: true, formTargets })['content-security-policy'] ?? ''

test('nothing inline, nothing foreign, no frame, no cache', () => {
  const headers = securityHeaders({ https: true, formTargets: [] })
  const policy = headers['content-security-policy'] ?? ''
  assert.doesNotMatch(policy, /unsafe|\*|http:|nonce/)
  for (const directive of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "script-src 'self'",
    "form-action 'self'",
  ])
    assert.ok(policy.split('; ').includes(directive), directive)
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'same-origin')
  assert.match(headers['strict-transport-security'] ?? '', /^max-age=\d{8,}/)
})

test('plain http promises no https', () => {
  assert.equal(securityHeaders({ https: false, formTargets: [] })['strict-transport-security'], undefined)
})

test('a form may end at a bare origin, and nothing else enters the policy', () => {
  for (const origin of ['https://a.example', 'https://a.example:8443', 'http://localhost:3000', 'http://[::1]:80'])
    assert.ok(policyFor(origin).includes(`form-action 'self' ${origin};`), origin)
  const others = [
    'https://a.example/path',
    "https://a.example; script-src 'unsafe-inline'",
    'https://a.example https://b.example',
    'https://*.example',
    '*',
    'javascript:',
    "'unsafe-inline'",
    'https://a.example\r\nX: y',
    'https://A.example',
    '',
  ]
  for (const other of others) assert.equal(policyFor(other), policyFor(), other)
})
