/** Structured log lines that hide people: only codes, counts and ids of things are logged, never a person's data. */
import { pino, type DestinationStream } from 'pino'

export type Log = {
  readonly info: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void
}

/** Fields that may hold something of a person or a secret: their values never reach a log line, however deep. */
const hiddenField =
  /(?:name|kana|kanji|roman|mail|address|birth|phone|postal|subject|body|token|secret|password|cookie|code_?verifier|authorization|key$|^ip$)/i

/** Names of things of ours that look like the above. */
const shownFields: ReadonlySet<string> = new Set(['key'])

/** Codes, counts and ids stay; hidden fields, controls and marks that turn the reading direction do not. */
export const withoutPeople = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string')
    return value.replace(
      /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
      sign => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toISOString()
  if (depth > 4) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 50).map(item => withoutPeople(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      hiddenField.test(name) && !shownFields.has(name) ? '[hidden]' : withoutPeople(inner, depth + 1),
    ]),
  )
}

export const makeLog = (destination?: DestinationStream): Log => {
  const formatters = { log: (fields: object) => withoutPeople(fields) as Record<string, unknown> }
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info', formatters }
  return destination === undefined ? pino(options) : pino(options, destination)
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
