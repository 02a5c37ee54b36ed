/**
 * The hash tree over one batch of audit entries (RFC 6962 §2.1): a leaf is SHA-256(0x00 ‖ entry), a node is
 * SHA-256(0x01 ‖ left ‖ right), so that a node can never pass for an entry.
 */
import { createHash } from 'node:crypto'

export const hashLength = 32

/** What an entry says, as it lies in the database: text in every field, so that no driver stands between. */
export type StoredEntry = {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly channel: string
  readonly act: string
  readonly outcome: string
  readonly persons: string
  readonly detail: string
}

/**
 * Each field with its length before it: no two different entries have the same octets. Where the entry stands (its seq)
 * is bound by the seal, so that one that was moved is told from one that was changed.
 */
export const leafHash = (entry: StoredEntry): Buffer => {
  const { at, actor, channel, act, outcome, persons, detail } = entry
  const hash = createHash('sha256').update(Buffer.of(0))
  for (const field of [at, actor, channel, act, outcome, persons, detail]) {
    const octets = Buffer.from(field, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(octets.length)
    hash.update(length).update(octets)
  }
  return hash.digest()
}

const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()

/** Root of the tree over leaf hashes; the left part of a split is the largest power of two below the count. */
export const rootOf = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves
  if (only === undefined) return createHash('sha256').digest()
  if (leaves.length === 1) return only
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return nodeHash(rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)))
}

export type Seal = {
  readonly number: number
  readonly seqs: readonly number[]
  readonly root: Buffer
  /** Chain value of the seal before; zeros before the first. */
  readonly previous: Buffer
}

export const noPrevious: Buffer = Buffer.alloc(hashLength)

/** What is signed: it covers this seal and, through the chain, every seal before. */
export const chainOf = ({ number, seqs, root, previous }: Seal): Buffer => {
  const numbers = Buffer.alloc(8 * (seqs.length + 2))
  for (const [place, value] of [number, seqs.length, ...seqs].entries())
    numbers.writeBigUInt64BE(BigInt(value), place * 8)
  return createHash('sha256').update('sekimori audit seal\0').update(root).update(previous).update(numbers).digest()
}

/** Leaf hashes laid side by side, and back. */
export const packLeaves = (leaves: readonly Buffer[]): Buffer => Buffer.concat(leaves)

export const unpackLeaves = (packed: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.floor(packed.length / hashLength) }, (_, place) =>
    packed.subarray(place * hashLength, (place + 1) * hashLength),
  )
