/** Registered programs that call use cases with a bearer token, each bound to those it was registered for. */
import { createHash } from 'node:crypto'
import type { Actor } from './actor.ts'
import { row, rows, run, sql, type Db, type Tx } from './database.ts'
import { isUuid } from '../kernel/ids.ts'

export type MachineClient = {
  readonly id: string
  readonly name: string
  readonly useCases: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

const columns = sql`id, name, use_cases as "useCases", created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"`

/** The token as the program sends it: the client's id, a dot, and 256 random bits as base64url. */
export const bearerOf = (id: string, secret: string): string => `${id}.${secret}`

export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/**
 * Who calls with this token, or null: unknown, wrong, revoked and expired are alike.
 *
 * The secret has 256 random bits and only its hash is stored and looked up: timing tells nothing about it.
 */
export const machineByToken = async (db: Db, bearer: string, now: Date): Promise<Actor | null> => {
  const [id = '', secret = ''] = bearer.split('.', 2)
  if (!isUuid(id) || secret.length < 40 || secret.length > 100) return null
  const found = await row<Pick<MachineClient, 'id' | 'name' | 'useCases'>>(
    db,
    sql`select id, name, use_cases as "useCases" from platform.machine_client
        where id = ${id} and secret_hash = ${hashOfSecret(secret)} and revoked_at is null and expires_at > ${now}`,
  )
  return found === null
    ? null
    : { kind: 'machine', clientId: found.id, name: found.name, useCases: new Set(found.useCases) }
}

export const machineClients = (db: Db | Tx): Promise<readonly MachineClient[]> =>
  rows(db, sql`select ${columns} from platform.machine_client order by created_at desc, id limit 500`)

export const machineClientForUpdate = (tx: Tx, id: string): Promise<MachineClient | null> =>
  row(tx, sql`select ${columns} from platform.machine_client where id = ${id} for update`)

export const insertMachineClient = async (
  tx: Tx,
  client: MachineClient,
  { secretHash, createdBy }: { readonly secretHash: Buffer; readonly createdBy: string },
): Promise<void> => {
  await run(
    tx,
    sql`insert into platform.machine_client (id, name, secret_hash, use_cases, created_at, created_by, expires_at)
        values (${client.id}, ${client.name}, ${secretHash}, ${client.useCases}::text[], ${client.createdAt},
                ${createdBy}, ${client.expiresAt})`,
  )
}

export const revokeClient = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await run(tx, sql`update platform.machine_client set revoked_at = ${now} where id = ${id} and revoked_at is null`)
}
