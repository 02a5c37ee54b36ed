import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skeletonOf } from '../../registry/index.ts'
import { masked, maySend, notificationAddress, readMailCode } from './mail-code.ts'

const own = ['kyoto-u.ac.jp', 'wakaba.example.ac.jp']
const codeOf = (typed: string): string => {
  const read = notificationAddress(typed, { own, skeletonOf })
  return read.ok ? read.value : read.refusal.code
}

test('mfa.own-domain-address', () => {
  for (const typed of [
    'a@kyoto-u.ac.jp',
    'a@st.kyoto-u.ac.jp',
    'a@ms.c.kyoto-u.ac.jp',
    'a@ST.KYOTO-U.AC.JP.',
    'a@kyoto-u.ac.jp..',
    ' a@Kyoto-U.ac.jp ',
    'a+tag@kyoto-u.ac.jp',
    'a+x@st.wakaba.example.ac.jp',
    'a@kуoto-u.ac.jp', // Cyrillic у
    'a@xn--koto-u-wrf.ac.jp',
    'a@kyot0-u.ac.jp',
    'a@ｋｙｏｔｏ-u.ac.jp',
    'a@kyoto-u。ac。jp',
    'a%kyoto-u.ac.jp@relay.example',
    'kyoto-u.ac.jp!a@relay.example',
  ])
    assert.equal(codeOf(typed), 'mail.own_domain', typed)
})

test('addresses elsewhere are taken, in their canonical form; what is no address is not', () => {
  assert.equal(codeOf('Hanako+uni@Post.Example'), 'Hanako+uni@post.example')
  assert.equal(codeOf('a@notkyoto-u.ac.jp'), 'a@notkyoto-u.ac.jp', 'another university’s')
  assert.equal(
    codeOf('a@kyoto-u.ac.jp.evil.example'),
    'a@kyoto-u.ac.jp.evil.example',
    'not ours, whatever it looks like',
  )
  for (const typed of ['', 'a', 'a@', 'a@b', 'a@b.c\r\nBcc: e@x.com', 'good@y.com<evil@x.com>', '"q"@y.com'])
    assert.equal(codeOf(typed), 'mail.address_wrong', JSON.stringify(typed))
})

test('mfa.mail-flood: three in ten minutes, ten a day', () => {
  const now = new Date('2026-04-01T12:00:00Z')
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
  assert.equal(maySend([], now), true)
  assert.equal(maySend([ago(1), ago(2)], now), true)
  assert.equal(maySend([ago(1), ago(2), ago(9)], now), false)
  assert.equal(maySend([ago(1), ago(2), ago(10)], now), true)
  assert.equal(
    maySend(
      Array.from({ length: 10 }, (_none, at) => ago(60 + at * 20)),
      now,
    ),
    false,
  )
  assert.equal(
    maySend(
      Array.from({ length: 10 }, (_none, at) => ago(24 * 60 + at)),
      now,
    ),
    true,
  )
})

test('what people type, and what others may see', () => {
  assert.equal(readMailCode(' 1234 5678 '), '12345678')
  assert.equal(readMailCode('１２３４-５６７８'), '12345678')
  for (const odd of ['', '1234567', '123456789', '1234567a', '٠١٢٣٤٥٦٧']) assert.equal(readMailCode(odd), null)
  assert.equal(masked('hanako@post.example'), 'h•••@post.example')
})
