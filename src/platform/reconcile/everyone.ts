/** The nightly run: everyone is marked, and recomputed by the same path as a single change. */
import type { PersonId } from '../../kernel/ids.ts'
import type { Db } from '../database.ts'
import type { JobHandler, Scheduled } from '../job.ts'
import { dirtyChannel, markDirty, type Reconciler } from '../reconciler.ts'
import type { System } from '../system.ts'
import { reconcileDirty, type Reconciled, type ReconcileOptions } from './run.ts'

/** The next persons after this one, in order of id: the registry's, handed in by the app. */
export type ListPersons = (db: Db, after: PersonId | null, limit: number) => Promise<readonly PersonId[]>

const marksPerTransaction = 5000

export const reconcileEveryone = async (
  system: System,
  flow: readonly Reconciler[],
  { listPersons, ...options }: ReconcileOptions & { readonly listPersons: ListPersons },
): Promise<Reconciled> => {
  await markEveryone(system, listPersons)
  return reconcileDirty(system, flow, options)
}

const markEveryone = async ({ database, clock }: System, listPersons: ListPersons): Promise<void> => {
  let after: PersonId | null = null
  for (;;) {
    const persons: readonly PersonId[] = await listPersons(database.read, after, marksPerTransaction)
    const last = persons.at(-1)
    if (last === undefined) return
    await database.transact(tx => markDirty(tx, persons, clock.now()))
    after = last
  }
}

/** The two jobs of the flow: at once for whoever is marked, and each night for everyone. */
export const reconcileJobs = (
  flow: readonly Reconciler[],
  listPersons: ListPersons,
): { readonly jobs: readonly JobHandler[]; readonly schedule: readonly Scheduled[] } => ({
  jobs: [
    {
      kind: 'platform.reconcile',
      standing: { channel: dirtyChannel, everyMs: 5000 },
      run: async system => {
        await reconcileDirty(system, flow)
      },
    },
    {
      kind: 'platform.reconcile-everyone',
      run: async system => {
        await reconcileEveryone(system, flow, { listPersons })
      },
    },
  ],
  schedule: [{ kind: 'platform.reconcile-everyone', at: '02:30' }],
})
