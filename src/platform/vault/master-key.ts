/** The master key: 32 octets in a file that only its owner may read. It wraps the vault's keys and nothing else. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { randomOctets } from '../random.ts'
import { keyOf, type Key } from './envelope.ts'

const length = 32

/** Where the next master key waits while the vault is wrapped anew. */
export const nextFileOf = (file: string): string => `${file}.next`

/** Where a master key goes when another has taken its place. */
export const keptFileOf = (file: string, { id }: Key): string => `${file}.${id}`

/**
 * Makes a new master key in a file of its own with mode 0600; never overwrites one.
 * @throws when the file exists: losing a master key loses every secret under it
 */
export const createMasterKey = (file: string): void => {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, randomOctets(length))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Reads the master key.
 * @throws with one sentence that names the file and what to do, when it is missing, open to others or of a wrong length
 */
export const readMasterKey = (file: string): Key => {
  const descriptor = openMasterKey(file)
  try {
    const { mode, size } = fstatSync(descriptor)
    if ((mode & 0o077) !== 0) throw new Error(`MASTER_KEY_FILE ${file} may be read by others: chmod 600 ${file}`)
    if (size !== length)
      throw new Error(`MASTER_KEY_FILE ${file} has ${size} octets, not ${length}: restore the right file`)
    const octets = readFileSync(descriptor)
    return keyOf(masterIdOf(octets), octets)
  } finally {
    closeSync(descriptor)
  }
}

/** A public name of a master key: tells two of them apart and nothing more. */
const masterIdOf = (octets: Buffer): string =>
  createHash('sha256').update('sekimori master key\0').update(octets).digest('hex').slice(0, 16)

const openMasterKey = (file: string): number => {
  try {
    return openSync(file, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`MASTER_KEY_FILE ${file} cannot be read (${code}): name the file that holds the master key`, {
      cause: error,
    })
  }
}
