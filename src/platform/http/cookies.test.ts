import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieName, readCookies, setCookie } from './cookies.ts'

const set: readonly (readonly [string, Parameters<typeof setCookie>, string])[] = [
  ['over https: the prefix and Secure', [{ name: 'session', value: 'x' }, true], '__Host-session=x; Path=/; HttpOnly; SameSite=Lax; Secure'],
  ['on the demo’s plain http: neither', [{ name: 'session', value: 'x' }, false], 'session=x; Path=/; HttpOnly; SameSite=Lax'],
  ['kept for a while', [{ name: 'lang', value: 'ja', maxAgeSeconds: 60 }, false], 'lang=ja; Path=/; HttpOnly; SameSite=Lax; Max-Age=60'],
  ['taken back', [{ name: 'session', value: null }, true], '__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0'],
  ['a value cannot end the cookie', [{ name: 'notice', value: 'a; Domain=evil.example\r\nX: y' }, false], 'notice=a%3B%20Domain%3Devil.example%0D%0AX%3A%20y; Path=/; HttpOnly; SameSite=Lax'],
] // prettier-ignore

test('a cookie of ours is written so that nobody else can set or read it', () => {
  for (const [what, [cookie, https], line] of set) assert.equal(setCookie(cookie, https), line, what)
  assert.equal(cookieName('session', true), '__Host-session')
})

const read: readonly (readonly [string, string | undefined, boolean, Readonly<Record<string, string>>])[] = [
  ['none', undefined, true, {}],
  ['ours', '__Host-session=x; __Host-lang=ja', true, { session: 'x', lang: 'ja' }],
  ['only names with the prefix count', 'session=x; __Secure-session=y; __host-session=z', true, {}],
  ['without https the bare name', 'session=x', false, { session: 'x' }],
  ['of two with one name neither', '__Host-session=x; __Host-session=y', true, {}],
  ['of three neither', '__Host-session=x; __Host-session=y; __Host-session=z', true, {}],
  ['a broken escape is left out', '__Host-session=%zz; __Host-lang=ja', true, { lang: 'ja' }],
  ['no name, no equals sign, a strange name', '=x; alone; a b=c; "q"=r', false, {}],
  ['blanks around', '  __Host-session =  x  ', true, { session: 'x' }],
  ['an equals sign in the value', '__Host-session=a=b==', true, { session: 'a=b==' }],
  ['members of the language’s own objects are names like any other', '__proto__=x; constructor=y', false, JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>],
] // prettier-ignore

test('a Cookie header is read for what is ours', () => {
  for (const [what, header, https, cookies] of read) assert.deepEqual(readCookies(header, https), cookies, what)
  assert.equal(Object.getPrototypeOf(readCookies('__proto__=x', false)), Object.prototype)
})

test('what lies beyond the first 8192 characters does not count', () => {
  assert.deepEqual(readCookies(`a=${'x'.repeat(9000)}; session=y`, false)['session'], undefined)
})

test('what was written is read back', () => {
  for (const value of ['', 'ja', 'a b', 'é日本', 'a;b=c', '%', '"', '\\'])
    assert.equal(readCookies(setCookie({ name: 'x', value }, true).split('; ')[0], true)['x'], value)
})
