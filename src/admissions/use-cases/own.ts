/** Whose application it is: of whoever holds its secret, or of the signed-in person who made it. Nobody learns more. */
import { z } from 'zod'
import { actingPerson, type Actor } from '../../platform/actor.ts'
import type { Db, Tx } from '../../platform/database.ts'
import type { System } from '../../platform/system.ts'
import type { Context } from '../../platform/use-case.ts'
import type { Vault } from '../../platform/vault.ts'
import type { Application } from '../application.ts'
import { hashOfSecret } from '../secret.ts'
import * as store from '../store/applications.ts'

export const secretInput = z
  .string()
  .regex(/^[\w-]{43}$/)
  .nullable()
  .default(null)
export const numberInput = z.string().regex(/^A[0-9]{2}-[0-9A-Z]{7}$/)
export const mine = { number: numberInput, secret: secretInput }

export type Mine = { readonly number: string; readonly secret: string | null }

/** The application of whoever holds its secret, or of the signed-in person who made it. */
export const loadMine = (tx: Tx, { number, secret }: Mine, { actor, system }: Context): Promise<Application | null> =>
  store.ownForUpdate(tx, system.vault, {
    number,
    hash: secret === null ? null : hashOfSecret(secret),
    personId: actingPerson(actor),
  })

/** Reading one's own application, for its page. */
export const mineOf = (
  db: Db,
  vault: Vault,
  { number, secret, actor }: Mine & { readonly actor: Actor },
): Promise<Application | null> =>
  store.own(db, vault, {
    number,
    hash: secret === null ? null : hashOfSecret(secret),
    personId: actingPerson(actor),
  })

/** The way back into one's application; without a secret, the page that asks for a sign-in. */
export const linkOf = ({ baseUrl }: System, secret: string | null): string =>
  secret === null ? `${baseUrl}/apply` : `${baseUrl}/apply/open/${secret}`

export type Flood = { readonly code: 'admissions.too_many' }
export const flood: Flood = { code: 'admissions.too_many' }

export type Closed = { readonly code: 'admissions.closed' }
