/**
 * ○ Ids made from what they stand for, so that a plan can name persons and records that do not exist yet, and doing
 * the same thing twice gives the same rows.
 */
import { hash } from 'node:crypto'

const uuidFrom = (kind: string, text: string): string => {
  const digest = hash('sha256', `sekimori:${kind}\u0000${text}`, 'hex')
  // RFC 9562 §5.8: a uuid of our own making, version 8, variant 10.
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
}

/** A record is its source and key, for ever. */
export const recordIdOf = (source: string, key: string): string => uuidFrom('record', `${source}\u0000${key}`)

/** The person that a row of an import brings, should it be someone new. */
export const plannedPersonId = (importId: string, seq: number): string => uuidFrom('person', `${importId}:${seq}`)

/** The match case of a row. */
export const plannedCaseId = (importId: string, seq: number): string => uuidFrom('case', `${importId}:${seq}`)

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An opaque number for forms and talk: 12 characters without look-alikes, in three groups (60 bits). */
export const personNumberOf = (personId: string): string => {
  const digest = hash('sha256', `sekimori:number\u0000${personId}`, 'buffer')
  const letters = Array.from({ length: 12 }, (_, at) => digits[(digest[at] ?? 0) & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
