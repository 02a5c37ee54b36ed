/**
 * Seals audit entries soon after they were written: no act waits for another, one sealer binds them in batches.
 *
 * Each batch gets a hash tree; its root is chained to the seal before, signed, stored, and appended to files outside the
 * database. Only one worker seals at a time; every worker brings its own machine's file up to date.
 */
import type { JobHandler } from '../job.ts'
import { isSignedBy, readPublicKey, signerFor } from '../signer.ts'
import type { System } from '../system.ts'
import { appendRoots, lastRoot, lineOf, rootsFileIn } from './roots-file.ts'
import { insertSeal, lastSeal, sealsAfter, takeSealing, unsealedEntries, type StoredSeal } from './store.ts'
import { chainOf, leafHash, noPrevious, packLeaves, rootOf } from './tree.ts'

const entriesPerSeal = 5000
const sealsPerRead = 100

/** Seals everything that is not sealed yet, unless another worker is at it. Says how many entries it sealed. */
export const sealAudit = async (system: System): Promise<number> => {
  let sealed = 0
  for (;;) {
    const count = await sealOneBatch(system)
    sealed += count
    if (count < entriesPerSeal) break
  }
  await bringUpToDate(system, rootsFileIn(system.dataDir))
  return sealed
}

const sealOneBatch = ({ database, vault, clock }: System): Promise<number> =>
  database.transact(async tx => {
    const now = clock.now()
    const signer = await signerFor(tx, vault, 'audit', now)
    if ((await takeSealing(tx)) === null) return 0
    const entries = await unsealedEntries(tx, entriesPerSeal)
    if (entries.length === 0) return 0
    const before = await lastSeal(tx)
    const leaves = entries.map(leafHash)
    const seal = {
      number: (before?.number ?? 0) + 1,
      seqs: entries.map(({ seq }) => seq),
      root: rootOf(leaves),
      previous: before?.chain ?? noPrevious,
    }
    const chain = chainOf(seal)
    const signature = signer.sign(chain)
    await insertSeal(tx, { ...seal, leaves: packLeaves(leaves), chain, keyId: signer.keyId, signature, sealedAt: now })
    return entries.length
  })

/**
 * Appends seals that this file does not have yet.
 *
 * What does not continue the file under its own key is not taken over: `audit verify` will name it.
 */
export const bringUpToDate = async ({ database, log }: System, file: string): Promise<void> => {
  let last = lastRoot(file)
  for (;;) {
    const seals = await sealsAfter(database.read, last?.number ?? 0, sealsPerRead)
    const [first] = seals
    if (first === undefined) return
    if (last !== null && !continues(last, seals)) {
      log.error({ seal: first.number }, 'the audit log in the database does not continue the roots file')
      return
    }
    appendRoots(file, seals.map(lineOf))
    last = lastRoot(file)
  }
}

const continues = (
  last: { readonly chain: Buffer; readonly publicKey: Buffer },
  seals: readonly StoredSeal[],
): boolean => {
  const key = readPublicKey(last.publicKey)
  return seals.every((seal, place) => {
    const before = seals[place - 1]?.chain ?? last.chain
    return (
      seal.previous.equals(before) && chainOf(seal).equals(seal.chain) && isSignedBy(key, seal.chain, seal.signature)
    )
  })
}

/** Entries wait for their seal some seconds at most. */
export const sealJob: JobHandler = {
  kind: 'platform.seal-audit',
  standing: { channel: 'sekimori_seal', everyMs: 5000 },
  run: async system => {
    await sealAudit(system)
  },
}
