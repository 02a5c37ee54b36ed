/** What the platform hands to every use case, page and job: made once at the start, never reached for. */
import type { Clock } from './clock.ts'
import type { Database, Db, Tx } from './database.ts'
import type { ProposalKind } from './dual-control/told.ts'
import type { AnySetting } from './settings.ts'
import type { Log } from './telemetry/log.ts'
import type { Vault } from './vault.ts'

export type System = {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly log: Log
  /** Origin of every link we write: `https://id.example.ac.jp`, without a slash at its end. */
  readonly baseUrl: string
  readonly dataDir: string
  /** True in the demo alone: sample people, /dev, plain http on loopback. */
  readonly demo: boolean
  readonly house: House
}

/** What only the app can tell the platform, for it alone knows every module: handed in, never called down for. */
export type House = {
  /** Every setting of every module. */
  readonly settings: readonly AnySetting[]
  /** Every act that takes two persons. */
  readonly proposals: readonly ProposalKind[]
  /** Whether anybody holds a role that gives roles. Until somebody does, the operator may act alone. */
  readonly hasOfficers: (db: Db | Tx, now: Date) => Promise<boolean>
}
