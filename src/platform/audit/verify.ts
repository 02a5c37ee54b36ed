/**
 * Verifies the audit log against its seals, and the seals against the roots kept outside the database. Names what was
 * changed, removed, moved or inserted, a tail that was cut off and a chain that was rewritten. Memory stays flat: one
 * seal's entries at a time.
 */
import { existsSync } from 'node:fs'
import type { Db } from '../database.ts'
import { isSignedBy, readPublicKey, signingKeyId } from '../signer.ts'
import { rootsIn, type NumberedRoot, type Root } from './roots-file.ts'
import { countUnsealed, entriesUnder, sealsAfter, type StoredSeal } from './store.ts'
import { chainOf, leafHash, noPrevious, rootOf, unpackLeaves } from './tree.ts'

export type Finding =
  | {
      readonly code: 'audit.changed' | 'audit.removed' | 'audit.moved' | 'audit.inserted'
      readonly seq: number
      readonly seal: number
    }
  /** The seal itself is not what was signed: its leaves, order, chain or signature. */
  | { readonly code: 'audit.seal_broken' | 'audit.seal_missing'; readonly seal: number }
  /** The database holds another seal under this number than the outside remembers; it covers these entries. */
  | { readonly code: 'audit.rewritten'; readonly seal: number; readonly firstSeq: number; readonly lastSeq: number }
  /** The outside remembers seals up to `remembered`; the database ends at `seal`. */
  | { readonly code: 'audit.cut_off'; readonly seal: number; readonly remembered: number; readonly lastSeq: number }
  | { readonly code: 'audit.roots_missing'; readonly file: string }
  | { readonly code: 'audit.roots_unreadable'; readonly file: string; readonly line: number }

export type Verified = {
  readonly seals: number
  readonly entries: number
  /** Written and not sealed yet: what cannot be verified. */
  readonly unsealed: number
  /** Seals that the outside does not know yet. */
  readonly notOutside: number
  /** The first hundred of them. */
  readonly findings: readonly Finding[]
  readonly found: number
}

const mostFindings = 100

type Report = { readonly findings: Finding[]; found: number }

export const verifyAudit = async (
  db: Db,
  rootsFile: string,
  onProgress: (entries: number) => void = () => {},
): Promise<Verified> => {
  const report: Report = { findings: [], found: 0 }
  const witness = existsSync(rootsFile) ? await openWitness(rootsFile, report) : null
  let [last, entries, notOutside] = [start, 0, 0]
  for await (const seal of everySeal(db)) {
    checkSeal(seal, last, witness?.publicKey ?? null, report)
    entries += await checkEntries(db, seal, report)
    const root = (await witness?.rootFor(seal.number)) ?? null
    if (root === null) notOutside += 1
    else if (!root.chain.equals(seal.chain))
      note(report, { code: 'audit.rewritten', seal: seal.number, ...rangeOf(seal) })
    last = { number: seal.number, chain: seal.chain }
    onProgress(entries)
  }
  if (witness === null && last.number > 0) note(report, { code: 'audit.roots_missing', file: rootsFile })
  const beyond = (await witness?.lastBeyond(last.number)) ?? null
  if (beyond !== null)
    note(report, { code: 'audit.cut_off', seal: last.number, remembered: beyond.number, lastSeq: beyond.lastSeq })
  return { seals: last.number, entries, unsealed: await countUnsealed(db), notOutside, ...report }
}

const start = { number: 0, chain: noPrevious }

const note = (report: Report, finding: Finding): void => {
  report.found += 1
  if (report.findings.length < mostFindings) report.findings.push(finding)
}

const rangeOf = ({ seqs }: StoredSeal): { readonly firstSeq: number; readonly lastSeq: number } => ({
  firstSeq: seqs[0] ?? 0,
  lastSeq: seqs.at(-1) ?? 0,
})

async function* everySeal(db: Db): AsyncGenerator<StoredSeal> {
  let number = 0
  for (;;) {
    const seals = await sealsAfter(db, number, 10)
    if (seals.length === 0) return
    yield* seals
    number = seals.at(-1)?.number ?? number
  }
}

/** The seal against itself, the one before and the key that the outside knows. */
const checkSeal = (
  seal: StoredSeal,
  last: { readonly number: number; readonly chain: Buffer },
  outsideKey: Buffer | null,
  report: Report,
): void => {
  for (let missing = last.number + 1; missing < seal.number; missing += 1)
    note(report, { code: 'audit.seal_missing', seal: missing })
  const key = outsideKey ?? seal.publicKey
  const isWhole =
    rootOf(unpackLeaves(seal.leaves)).equals(seal.root) &&
    (seal.number !== last.number + 1 || seal.previous.equals(last.chain)) &&
    chainOf(seal).equals(seal.chain) &&
    signingKeyId(key) === seal.keyId &&
    isSignedBy(readPublicKey(key), seal.chain, seal.signature)
  if (!isWhole) note(report, { code: 'audit.seal_broken', seal: seal.number })
}

/** Each entry against the leaf that was sealed at its place. */
const checkEntries = async (db: Db, seal: StoredSeal, report: Report): Promise<number> => {
  const leaves = unpackLeaves(seal.leaves)
  const sealedAt = new Map(seal.seqs.map((seq, place) => [seq, leaves[place]]))
  const known = new Set(leaves.map(leaf => leaf.toString('base64')))
  const entries = await entriesUnder(db, seal)
  const present = new Set(entries.map(({ seq }) => seq))
  for (const entry of entries) {
    const expected = sealedAt.get(entry.seq)
    const actual = leafHash(entry)
    const place = { seq: entry.seq, seal: seal.number }
    if (expected === undefined) note(report, { code: 'audit.inserted', ...place })
    else if (!actual.equals(expected))
      note(report, { code: known.has(actual.toString('base64')) ? 'audit.moved' : 'audit.changed', ...place })
    else if (entry.seal !== seal.number) note(report, { code: 'audit.changed', ...place })
  }
  for (const seq of seal.seqs) if (!present.has(seq)) note(report, { code: 'audit.removed', seq, seal: seal.number })
  return seal.seqs.length
}

type Witness = {
  /** The key that the first line names. */
  readonly publicKey: Buffer | null
  readonly rootFor: (number: number) => Promise<Root | null>
  readonly lastBeyond: (number: number) => Promise<Root | null>
}

/** Reads the roots file along with the seals, so that neither is ever held whole. */
const openWitness = async (file: string, report: Report): Promise<Witness> => {
  const lines = rootsIn(file)
  const advance = async (): Promise<Root | null> => {
    for (;;) {
      const step: IteratorResult<NumberedRoot, unknown> = await lines.next()
      if (step.done === true) return null
      if (step.value.root !== null) return step.value.root
      note(report, { code: 'audit.roots_unreadable', file, line: step.value.line })
    }
  }
  let ahead = await advance()
  return {
    publicKey: ahead?.publicKey ?? null,
    rootFor: async number => {
      while (ahead !== null && ahead.number < number) ahead = await advance()
      return ahead?.number === number ? ahead : null
    },
    lastBeyond: async number => {
      let beyond: Root | null = null
      for (; ahead !== null; ahead = await advance()) if (ahead.number > number) beyond = ahead
      return beyond
    },
  }
}
