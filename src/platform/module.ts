/** What a module hands to the app: data, so that the app is a list of modules and nothing clever. */
import type { FastifyInstance } from 'fastify'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Machine } from '../kernel/machine.ts'
import type { Command } from './command.ts'
import type { Tx } from './database.ts'
import type { Route } from './http/route.ts'
import type { JobHandler, Scheduled } from './job.ts'
import type { ProposalKind } from './dual-control/told.ts'
import type { Reconciler } from './reconciler.ts'
import type { AnySetting } from './settings.ts'
import type { System } from './system.ts'
import type { AnyUseCase } from './use-case.ts'

export type Restored = (tx: Tx, now: Date) => Promise<Readonly<Record<string, number>>>

export type Module = {
  readonly name: string
  readonly useCases: readonly AnyUseCase[]
  readonly routes: readonly Route[]
  readonly jobs: readonly JobHandler[]
  readonly schedule: readonly Scheduled[]
  /** Protocol engines that bring their own addresses. */
  readonly mounts?: readonly ((system: System) => (server: FastifyInstance) => Promise<void>)[]
  readonly reconciler: Reconciler | null
  /** What a university sets about it; shown at `/settings`. */
  readonly settings?: readonly AnySetting[]
  /** Its acts that take two persons, as the page `/approvals` tells them: one for each. */
  readonly proposals?: readonly ProposalKind[]
  /**
   * Ends what works once and may have been used after the backup that was just put back: sessions, keys, codes. Says how many
   * of each, for the audit log. Called in the transaction of the restore.
   */
  readonly restored?: Restored
  /** What operators need beside the use cases, as `sekimori <module> <verb>`. */
  readonly commands?: readonly Command[]
  /** Words for every refusal code of its use cases. */
  readonly refusals: Readonly<Record<string, Bilingual>>
  /** Words for "done" messages after a redirect, by code. */
  readonly notices: Readonly<Record<string, Bilingual>>
  /** Its state tables, by name: source of diagrams and of the golden table. */
  readonly machines: Readonly<Record<string, Machine<string>>>
}
