/** Structured log lines that hide people: only codes, counts and ids of things are logged, never a person's data. */
import { pino, type DestinationStream } from 'pino'

export type Log = {
  readonly info: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void
}

export const makeLog = (destination?: DestinationStream): Log => {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: 'info' }
  return destination === undefined ? pino(options) : pino(options, destination)
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
