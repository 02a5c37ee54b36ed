/** The seals' chain values outside the database: one JSON line per seal, appended and forced to the disk. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { StoredSeal } from './store.ts'

/** Where the roots lie unless an operator names more places, best on another machine. */
export const rootsFileIn = (dataDir: string): string => join(dataDir, 'audit-roots.jsonl')

const octets = z.base64().transform(text => Buffer.from(text, 'base64'))

const lineSchema = z.object({
  number: z.int().positive(),
  firstSeq: z.int(),
  lastSeq: z.int(),
  count: z.int().positive(),
  chain: octets,
  publicKey: octets,
  signature: octets,
  sealedAt: z.iso.datetime(),
})

/** A seal as the outside remembers it. */
export type Root = z.output<typeof lineSchema>

export const lineOf = (seal: Omit<StoredSeal, 'leaves' | 'root' | 'previous' | 'keyId'>): string =>
  `${JSON.stringify({
    number: seal.number,
    firstSeq: seal.seqs[0],
    lastSeq: seal.seqs.at(-1),
    count: seal.seqs.length,
    chain: seal.chain.toString('base64'),
    publicKey: seal.publicKey.toString('base64'),
    signature: seal.signature.toString('base64'),
    sealedAt: seal.sealedAt.toISOString(),
  })}\n`

/** Appends lines and returns when they are on the disk. */
export const appendRoots = (file: string, lines: readonly string[]): void => {
  if (lines.length === 0) return
  mkdirSync(dirname(file), { recursive: true })
  const descriptor = openSync(file, 'a', 0o600)
  try {
    writeSync(descriptor, lines.join(''))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

export const readRoot = (line: string): Root | null => {
  try {
    return lineSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}

const longestLine = 2000

/** The last whole line, or null: there is no file, or nothing in it. A line that a kill cut short does not count. */
export const lastRoot = (file: string): Root | null => {
  if (!existsSync(file)) return null
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const tail = Buffer.alloc(Math.min(size, 2 * longestLine))
    readSync(descriptor, tail, 0, tail.length, size - tail.length)
    return (
      tail
        .toString('utf8')
        .split('\n')
        .map(readRoot)
        .findLast(root => root !== null) ?? null
    )
  } finally {
    closeSync(descriptor)
  }
}

export type NumberedRoot = { readonly line: number; readonly root: Root | null }

/** The lines from first to last, a few at a time. */
export async function* rootsIn(file: string): AsyncGenerator<NumberedRoot> {
  const handle = await open(file, 'r')
  try {
    let line = 0
    for await (const text of handle.readLines()) {
      line += 1
      if (text !== '') yield { line, root: readRoot(text) }
    }
  } finally {
    await handle.close()
  }
}

/** `ahead`: it remembers seals that the log no longer has. `differs`: it remembers another log. */
export type RootsSetAside = {
  readonly was: 'absent' | 'agrees' | 'ahead' | 'differs'
  /** Where the old file lies now; null when it stayed. */
  readonly movedTo: string | null
}

/**
 * Makes room for the seals of a log that was put back from a backup: a file that remembers more, or another log, is
 * moved aside with a note. It is never changed, so that `audit verify --roots` goes on to say what it remembers.
 */
export const setAsideRoots = async (
  file: string,
  last: { readonly seal: number; readonly chain: string } | null,
  now: Date,
): Promise<RootsSetAside> => {
  const remembered = lastRoot(file)
  if (remembered === null) return { was: 'absent', movedTo: null }
  const at = last === null ? null : await rootNumbered(file, Math.min(last.seal, remembered.number))
  const isSame = last === null || last.seal > remembered.number || at?.chain.toString('base64') === last.chain
  if (isSame && remembered.number <= (last?.seal ?? 0)) return { was: 'agrees', movedTo: null }
  const was = isSame ? 'ahead' : 'differs'
  const movedTo = `${file}.until-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`
  renameSync(file, movedTo)
  writeFileSync(`${movedTo}.txt`, noteOf(was, remembered.number, last?.seal ?? 0), { mode: 0o600 })
  return { was, movedTo }
}

const rootNumbered = async (file: string, number: number): Promise<Root | null> => {
  for await (const { root } of rootsIn(file)) if (root?.number === number) return root
  return null
}

const noteOf = (was: 'ahead' | 'differs', remembered: number, restored: number): string =>
  `A backup was put back. The file beside this one remembers the seals of the audit log before that, up to number ${remembered};
the log that was put back ends at number ${restored}${was === 'ahead' ? ', and agrees with it up to there' : ', and is not the one that this file remembers'}.
Keep it: it is the only witness of what was done after the backup and is lost. New seals are remembered in a new file.
`
