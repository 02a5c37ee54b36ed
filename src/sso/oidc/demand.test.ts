import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refedsMfa, refedsSfa, type LocalClass } from '../../authentication/index.ts'
import { acrFor, acrWishOf, isMet, minimumFor } from './demand.ts'

const claims = (acr: object): string => JSON.stringify({ id_token: { acr } })
const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'

test('what a request says of acr', () => {
  const rows: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{}, 'nothing'],
    [{ claims: '{}' }, 'nothing'],
    [{ claims: '{"id_token":null}' }, 'nothing'],
    [{ claims: '{"id_token":{"acr":null}}' }, 'nothing'],
    [{ acr_values: `${refedsMfa} ${refedsSfa}` }, `wish ${refedsMfa} ${refedsSfa}`],
    [{ claims: claims({ essential: true, value: refedsMfa }) }, `demand ${refedsMfa}`],
    [{ claims: claims({ essential: true, values: [refedsMfa, 7] }) }, `demand ${refedsMfa}`],
    [{ claims: claims({ essential: true, value: refedsMfa }), acr_values: refedsSfa }, `demand ${refedsMfa}`],
    [{ claims: claims({ essential: true }), acr_values: refedsSfa }, `demand ${refedsSfa}`],
    [{ claims: claims({ essential: 'true', value: refedsMfa }) }, `wish ${refedsMfa}`],
    [{ claims: claims({ value: refedsMfa }) }, `wish ${refedsMfa}`],
  ]
  for (const [parameters, expected] of rows) {
    const wish = acrWishOf(parameters)
    const said = wish === null ? 'nothing' : [wish.essential ? 'demand' : 'wish', ...wish.values].join(' ')
    assert.equal(said, expected, JSON.stringify(parameters))
  }
})

test('what would meet a wish, whether it is met, and what is said', () => {
  type Row = readonly [readonly string[], LocalClass | null, LocalClass | null, boolean, string | undefined]
  const rows: readonly Row[] = [
    [[refedsMfa], 'mfa', 'sfa', false, refedsSfa],
    [[refedsMfa], 'mfa', 'mfa-mail', false, refedsSfa],
    [[refedsMfa], 'mfa', 'mfa', true, refedsMfa],
    [[refedsMfa], 'mfa', 'mfa-pr', true, refedsMfa],
    [[refedsSfa], 'sfa', 'mfa', true, refedsSfa],
    [[refedsMfa, refedsSfa], 'sfa', 'sfa', true, refedsSfa],
    [[password], 'sfa', 'sfa', true, password],
    [['phrh'], null, 'mfa-pr', false, refedsMfa],
    [[], null, 'sfa', true, refedsSfa],
    [[refedsSfa], 'sfa', null, false, undefined],
  ]
  for (const [values, least, reached, met, said] of rows) {
    const wish = { essential: true, values }
    const label = `${values.join(' ')} by ${reached}`
    assert.equal(minimumFor(wish), least, label)
    assert.equal(isMet(wish, reached), met, label)
    assert.equal(acrFor(wish, reached), said, label)
  }
  assert.equal(isMet(null, null), true)
})
