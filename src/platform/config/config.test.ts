import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { readConfig, type Config, type ConfigRefusal, type Environment, type Mode } from './config.ts'

const production = {
  BASE_URL: 'https://id.example.ac.jp',
  MASTER_KEY_FILE: '/etc/sekimori/master.key',
  MAIL_URL: 'smtp://mail.example.ac.jp:587',
}

type Accepting = readonly [name: string, mode: Mode, env: Environment, expected: Partial<Config>]

const accepting: readonly Accepting[] = [
  [
    'the demo needs nothing',
    'demo',
    {},
    { host: '127.0.0.1', port: 8080, tlsPort: 8443, baseUrl: 'http://localhost:8080', secure: false },
  ],
  ['the demo uses the embedded database', 'demo', {}, { databaseUrl: null, mailUrl: null, dataDir: resolve('data') }],
  [
    'the demo makes its key in the data folder',
    'demo',
    { DATA_DIR: '/var/lib/x' },
    { masterKey: { file: '/var/lib/x/master.key', made: 'by us if absent' } },
  ],
  [
    'a key file that was named is the operator’s',
    'demo',
    { MASTER_KEY_FILE: '/k' },
    { masterKey: { file: '/k', made: 'by the operator' } },
  ],
  ['the base address follows the port', 'demo', { PORT: '9000' }, { baseUrl: 'http://localhost:9000' }],
  ['a command needs nothing', 'command', {}, { baseUrl: 'http://localhost:8080' }],
  ['production with its three', 'production', production, { baseUrl: 'https://id.example.ac.jp', secure: true }],
  [
    'a slash at the end goes',
    'production',
    { ...production, BASE_URL: 'https://ID.example.ac.jp/' },
    { baseUrl: 'https://id.example.ac.jp' },
  ],
  [
    'production on this machine itself may be plain',
    'production',
    { ...production, BASE_URL: 'http://localhost:8080' },
    { secure: false },
  ],
  ['empty is absent', 'demo', { PORT: '', MAIL_URL: ' ' }, { port: 8080, mailUrl: null }],
  [
    'proxies',
    'demo',
    { TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,fd00::/8' },
    { trustedProxies: ['10.0.0.5', '10.1.0.0/16', 'fd00::/8'] },
  ],
  [
    'a socket’s folder may be the database’s host',
    'demo',
    { DATABASE_URL: 'postgresql://u:p@%2Frun%2Fpg/db' },
    { databaseUrl: 'postgresql://u:p@%2Frun%2Fpg/db' },
  ],
]

for (const [name, mode, env, expected] of accepting)
  test(`settings: ${name}`, () => {
    const read = readConfig(env, mode)
    assert.ok(read.ok, read.ok ? '' : read.refusal.sentence.en)
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(read.value[key as keyof Config], value)
    assert.ok(Object.isFrozen(read.value))
  })

type Refusing = readonly [name: string, mode: Mode, env: Environment, code: ConfigRefusal['code'], setting: string]

const refusing: readonly Refusing[] = [
  ['production without an address', 'production', { ...production, BASE_URL: undefined }, 'config.missing', 'BASE_URL'],
  [
    'production without a key',
    'production',
    { ...production, MASTER_KEY_FILE: '' },
    'config.missing',
    'MASTER_KEY_FILE',
  ],
  ['production without mail', 'production', { ...production, MAIL_URL: undefined }, 'config.missing', 'MAIL_URL'],
  [
    'production in the clear',
    'production',
    { ...production, BASE_URL: 'http://id.example.ac.jp' },
    'config.wrong',
    'BASE_URL',
  ],
  ['an address with a path', 'demo', { BASE_URL: 'https://example.ac.jp/idp' }, 'config.wrong', 'BASE_URL'],
  ['an address with a name in it', 'demo', { BASE_URL: 'https://a:b@example.ac.jp' }, 'config.wrong', 'BASE_URL'],
  ['an address that is none', 'demo', { BASE_URL: 'example.ac.jp' }, 'config.wrong', 'BASE_URL'],
  ['a port that is a word', 'demo', { PORT: 'http' }, 'config.wrong', 'PORT'],
  ['a port out of range', 'demo', { TLS_PORT: '65536' }, 'config.wrong', 'TLS_PORT'],
  ['a port 0', 'demo', { PORT: '0' }, 'config.wrong', 'PORT'],
  ['one port twice', 'demo', { PORT: '8443' }, 'config.wrong', 'TLS_PORT'],
  ['another database', 'demo', { DATABASE_URL: 'mysql://u:secret@h/db' }, 'config.wrong', 'DATABASE_URL'],
  ['mail by the web', 'demo', { MAIL_URL: 'https://u:secret@mail' }, 'config.wrong', 'MAIL_URL'],
  ['a proxy by name', 'demo', { TRUSTED_PROXIES: '10.0.0.1,proxy.example' }, 'config.wrong', 'TRUSTED_PROXIES'],
  ['a network too long', 'demo', { TRUSTED_PROXIES: '10.0.0.0/33' }, 'config.wrong', 'TRUSTED_PROXIES'],
  ['the whole internet as a proxy', 'demo', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'config.wrong', 'TRUSTED_PROXIES'],
  ['a short token', 'demo', { METRICS_TOKEN: 'secret' }, 'config.wrong', 'METRICS_TOKEN'],
]

for (const [name, mode, env, code, setting] of refusing)
  test(`settings refuse ${name}, and name it without giving a secret away`, () => {
    const read = readConfig(env, mode)
    assert.ok(!read.ok)
    assert.deepEqual([read.refusal.code, read.refusal.name], [code, setting])
    for (const sentence of Object.values(read.refusal.sentence)) {
      assert.ok(sentence.includes(setting))
      assert.doesNotMatch(sentence, /secret|\{[a-zA-Z]+\}/)
    }
  })
