import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { asBase32, codeAt, driftOf, matchingStep, provisioningUri, stepAt } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

test('RFC 4226 appendix D', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
  assert.deepEqual(
    codes.map((_code, counter) => codeAt(secret, counter)),
    codes,
  )
})

test('RFC 6238 appendix B, the last six digits', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const)
    assert.equal(codeAt(secret, stepAt(new Date(seconds * 1000))), code)
})

const oathtool = existsSync('/usr/bin/oathtool') ? false : 'no oathtool on this machine'

test('oathtool gives the same codes', { skip: oathtool }, () => {
  for (let at = 0; at < 20; at += 1) {
    const [key, seconds] = [randomBytes(20), 1_700_000_000 + at * 12_345]
    const theirs = execFileSync('oathtool', ['--totp', '--base32', asBase32(key), '--now', `@${seconds}`], {
      encoding: 'utf8',
    })
    assert.equal(codeAt(key, stepAt(new Date(seconds * 1000))), theirs.trim())
  }
})

const now = new Date(1_700_000_010_000)
const present = stepAt(now)

test('mfa.totp-clock-skew: one step either way, never two, never a step that is past', () => {
  for (const [distance, accepted] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    const step = matchingStep(secret, codeAt(secret, present + distance), { now, lastStep: null })
    assert.equal(step === null, !accepted, `${distance}`)
    if (step !== null) assert.equal(driftOf(step, now), distance)
  }
  const code = codeAt(secret, present)
  assert.equal(matchingStep(secret, code, { now, lastStep: present }), null, 'accepted once')
  assert.equal(
    matchingStep(secret, codeAt(secret, present - 1), { now, lastStep: present }),
    null,
    'the clock set back',
  )
})

test('what people type', () => {
  const code = codeAt(secret, present)
  assert.equal(matchingStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, { now, lastStep: null }), present)
  const wide = code.replace(/\d/g, digit => String.fromCharCode(0xff10 + Number(digit)))
  assert.equal(matchingStep(secret, wide, { now, lastStep: null }), present)
  for (const odd of ['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥'])
    assert.equal(matchingStep(secret, odd, { now, lastStep: null }), null)
})

test('the address in the QR code', () => {
  assert.equal(
    provisioningUri(secret, '若葉大学', 'a0123456'),
    'otpauth://totp/%E8%8B%A5%E8%91%89%E5%A4%A7%E5%AD%A6:a0123456?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E8%8B%A5%E8%91%89%E5%A4%A7%E5%AD%A6&algorithm=SHA1&digits=6&period=30',
  )
})
