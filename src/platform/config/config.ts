/**
 * The settings of this process: read from the environment once, checked, frozen. Nothing else reads the environment.
 *
 * A missing or wrong value ends the start with one sentence that names it and says what to do.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { words } from './text.ts'
import { errorCode } from '../postgres/refusal.ts'

/** demo: everything has a default. production: what must be decided is demanded. command: beside either of them. */
export type Mode = 'demo' | 'production' | 'command'

export type Config = {
  readonly mode: Mode
  readonly host: string // the address to listen on
  readonly port: number
  readonly tlsPort: number // for client certificates and doors
  readonly baseUrl: string // what browsers see, without a slash at the end; the issuer of tokens
  readonly secure: boolean // whether browsers reach us by https
  readonly dataDir: string // absolute
  readonly databaseUrl: string | null // null: the embedded database in dataDir
  readonly mailUrl: string | null // null: mail is kept for /dev/mail
  readonly masterKey: { readonly file: string; readonly made: 'by the operator' | 'by us if absent' }
  readonly trustedProxies: readonly string[] // addresses and networks whose X-Forwarded-For we believe
  readonly metricsToken: string | null // null: only loopback may read /metrics
}

export type ConfigRefusal = {
  readonly code: 'config.missing' | 'config.wrong'
  readonly name: string
  readonly sentence: Bilingual
}

export type Environment = Readonly<Record<string, string | undefined>>
type Read<Value> = Result<Value, ConfigRefusal>

/** The names we read, for the handbook and for the check that nothing else reads the environment. */
export const settingNames = [
  'PORT',
  'TLS_PORT',
  'HOST',
  'BASE_URL',
  'DATA_DIR',
  'DATABASE_URL',
  'MAIL_URL',
  'MASTER_KEY_FILE',
  'TRUSTED_PROXIES',
  'METRICS_TOKEN',
] as const
export type SettingName = (typeof settingNames)[number]

/** The environment of this process and, for what it leaves open, the file `.env` of the working folder. */
export const environment = (): Environment => ({ ...readDotenv(), ...process.env })

/** An absent `.env` is none; one that we may not read is a mistake to hear of, and throws. */
const readDotenv = (): Environment => {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {}
    throw error
  }
}

/** Reads and checks every setting. An empty value counts as absent. Pure but for the meaning of a relative path. */
export const readConfig = (env: Environment, mode: Mode): Result<Config, ConfigRefusal> => {
  const value = (name: SettingName): string | null => env[name]?.trim() || null
  const absent = mode === 'production' ? demanded(value) : null
  if (absent !== null) return refuse(absent)
  const port = readPort('PORT', value('PORT'), 8080)
  if (!port.ok) return port
  const tlsPort = readPort('TLS_PORT', value('TLS_PORT'), 8443)
  if (!tlsPort.ok) return tlsPort
  if (port.value === tlsPort.value) return wrong('TLS_PORT', value('TLS_PORT'), 'samePort')
  const baseUrl = readBaseUrl(value('BASE_URL') ?? `http://localhost:${port.value}`, mode)
  if (!baseUrl.ok) return baseUrl
  const databaseUrl = readUrl('DATABASE_URL', value('DATABASE_URL'), ['postgres:', 'postgresql:'])
  if (!databaseUrl.ok) return databaseUrl
  const mailUrl = readUrl('MAIL_URL', value('MAIL_URL'), ['smtp:', 'smtps:'])
  if (!mailUrl.ok) return mailUrl
  const trustedProxies = readNetworks(value('TRUSTED_PROXIES'))
  if (!trustedProxies.ok) return trustedProxies
  const metricsToken = readToken(value('METRICS_TOKEN'))
  if (!metricsToken.ok) return metricsToken
  const dataDir = resolve(value('DATA_DIR') ?? 'data')
  const keyFile = value('MASTER_KEY_FILE')
  return accept(
    Object.freeze({
      mode,
      host: value('HOST') ?? '127.0.0.1',
      port: port.value,
      tlsPort: tlsPort.value,
      baseUrl: baseUrl.value,
      secure: baseUrl.value.startsWith('https:'),
      dataDir,
      databaseUrl: databaseUrl.value,
      mailUrl: mailUrl.value,
      masterKey:
        keyFile === null
          ? ({ file: join(dataDir, 'master.key'), made: 'by us if absent' } as const)
          : ({ file: resolve(keyFile), made: 'by the operator' } as const),
      trustedProxies: trustedProxies.value,
      metricsToken: metricsToken.value,
    }),
  )
}

const wrong = (name: SettingName, value: string | null, why: keyof typeof words.wrong): Read<never> =>
  refuse({ code: 'config.wrong', name, sentence: fill(words.wrong[why], { name, value: value ?? '' }) })

const demandedInProduction = ['BASE_URL', 'MASTER_KEY_FILE', 'MAIL_URL'] as const

const demanded = (value: (name: SettingName) => string | null): ConfigRefusal | null => {
  const name = demandedInProduction.find(one => value(one) === null)
  return name === undefined ? null : { code: 'config.missing', name, sentence: words.missing[name] }
}

const readPort = (name: 'PORT' | 'TLS_PORT', value: string | null, standard: number): Read<number> => {
  if (value === null) return accept(standard)
  const port = Number(value)
  return /^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535 ? accept(port) : wrong(name, value, 'port')
}

/** An origin; production may use http only on this machine itself. */
const readBaseUrl = (value: string, mode: Mode): Read<string> => {
  const url = URL.parse(value)
  const isOrigin = url !== null && `${url.origin}/` === url.href && ['http:', 'https:'].includes(url.protocol)
  if (!isOrigin) return wrong('BASE_URL', value, 'origin')
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (mode === 'production' && url.protocol === 'http:' && !loopback) return wrong('BASE_URL', value, 'insecure')
  return accept(url.origin)
}

/** The value itself stays out of the sentence: it may hold a password. */
const readUrl = (
  name: 'DATABASE_URL' | 'MAIL_URL',
  value: string | null,
  schemes: readonly string[],
): Read<string | null> => {
  if (value === null) return accept(null)
  const scheme = /^([a-z]+:)\/\/./.exec(value)?.[1]
  const parses = name === 'DATABASE_URL' || URL.canParse(value)
  return scheme !== undefined && schemes.includes(scheme) && parses
    ? accept(value)
    : wrong(name, null, name === 'DATABASE_URL' ? 'databaseUrl' : 'mailUrl')
}

const readNetworks = (value: string | null): Read<readonly string[]> => {
  const networks = (value ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  const odd = networks.find(one => !isNetwork(one))
  return odd === undefined ? accept(Object.freeze(networks)) : wrong('TRUSTED_PROXIES', odd, 'networks')
}

const isNetwork = (text: string): boolean => {
  const [address = '', length, ...rest] = text.split('/')
  const bits = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : 0
  if (bits === 0 || rest.length > 0) return false
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= bits)
}

const readToken = (value: string | null): Read<string | null> =>
  value === null || /^[\x21-\x7e]{20,}$/.test(value) ? accept(value) : wrong('METRICS_TOKEN', null, 'token')
