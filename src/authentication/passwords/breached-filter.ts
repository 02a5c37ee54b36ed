/**
 * ● A local filter made from the published files of breached passwords (SHA-1 in hex, one a line, `HASH:count`): a Bloom
 * filter of 14.4 bits a password and 10 probes; no false negatives, one false positive in a thousand. Nothing is asked online.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const magic = 'SEKIMORI-BREACHED-1\n'
const probes = 10
const bitsPerPassword = 14.4
const headerOctets = 32

export type Filter = { readonly bits: Buffer; readonly count: number }

const emptyFilter = (expected: number): Filter => ({
  bits: Buffer.alloc(Math.max(8, Math.ceil((expected * bitsPerPassword) / 8))),
  count: 0,
})

/** The places of one hash, by double hashing over its first sixteen octets. */
const placesOf = (sha1: Buffer, size: number): readonly number[] => {
  const first = sha1.readBigUInt64BE(0) % BigInt(size)
  const step = (sha1.readBigUInt64BE(8) | 1n) % BigInt(size)
  return Array.from({ length: probes }, (_, index) => Number((first + step * BigInt(index)) % BigInt(size)))
}

const put = ({ bits }: Filter, sha1: Buffer): void => {
  for (const place of placesOf(sha1, bits.length * 8)) bits[place >>> 3] = (bits[place >>> 3] ?? 0) | (1 << (place & 7))
}

const holds = ({ bits }: Filter, sha1: Buffer): boolean =>
  placesOf(sha1, bits.length * 8).every(place => ((bits[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0)

export type BuildResult = { readonly passwords: number; readonly skipped: number }

/**
 * Builds the filter file from a published file, streaming, and puts it in place whole.
 *
 * @param expected how many lines the file has, at least; the filter is sized by it
 */
export const buildFilter = async (source: string, target: string, expected: number): Promise<BuildResult> => {
  const filter = emptyFilter(expected)
  let [passwords, skipped] = [0, 0]
  for await (const line of createInterface({ input: createReadStream(source, 'latin1'), crlfDelay: Infinity })) {
    const hex = /^([0-9a-f]{40})(?::\d+)?\s*$/i.exec(line)?.[1]
    if (hex === undefined) {
      skipped += 1
      continue
    }
    put(filter, Buffer.from(hex, 'hex'))
    passwords += 1
  }
  const header = Buffer.alloc(headerOctets)
  header.write(magic, 'latin1')
  header.writeUInt32BE(passwords >>> 0, 24)
  await writeFile(`${target}.new`, Buffer.concat([header, filter.bits]), { mode: 0o600 })
  await rename(`${target}.new`, target)
  return { passwords, skipped }
}

/** The filter of a file as a question; where there is no file, nothing is known to be breached. */
export const openFilter = (file: string): ((password: string) => boolean) => {
  if (!existsSync(file)) return () => false
  const octets = readFileSync(file)
  if (octets.subarray(0, magic.length).toString('latin1') !== magic)
    throw new Error(`${file} is not a filter of breached passwords: build it again`)
  const filter: Filter = { bits: octets.subarray(headerOctets), count: octets.readUInt32BE(24) }
  return password => holds(filter, createHash('sha1').update(password, 'utf8').digest())
}
