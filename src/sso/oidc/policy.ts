/** ● What keeps the engine from answering at once: its own reasons, but how sure a client wants to be is judged by us. */
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { classOf, isAtLeast } from '../../authentication/index.ts'
import type { System } from '../../platform/system.ts'
import { minimumOf } from '../store/parties.ts'
import { presence } from './adapter.ts'
import { acrFor, acrWishOf, isMet } from './demand.ts'

const { Check, base } = interactionPolicy

/** The engine's prompts; in the place of its two checks of `acr` stands one of ours. */
export const policyOf = (system: System): interactionPolicy.DefaultPolicy => {
  const policy = base()
  const login = policy.get('login')
  if (login === undefined) throw new Error('the engine has no prompt for signing in')
  login.checks.remove('essential_acrs')
  login.checks.remove('essential_acr')
  login.checks.add(
    new Check(
      'acr',
      'the demanded acr has not been reached',
      'unmet_authentication_requirements',
      ctx => !isSureEnough(ctx, system.clock.now()),
    ),
  )
  login.checks.add(
    new Check('service_minimum', 'the service needs a stronger sign-in', 'unmet_authentication_requirements', ctx =>
      isBelowMinimum(system, ctx),
    ),
  )
  return policy
}

/** Whether the university demands more for this service than the session has (decision 0078). */
const isBelowMinimum = async ({ database, clock }: System, { oidc }: KoaContextWithOIDC): Promise<boolean> => {
  const present = presence.getStore()
  if (present === undefined || present === null || oidc.client === undefined) return false
  const minimum = await minimumOf(database.read, oidc.client.clientId)
  return minimum !== null && !isAtLeast(classOf(present.proofs, clock.now()), minimum)
}

/**
 * Whether the session is called what the client wished; if so it is told by that very name. A mere wish is tried once, and never
 * where nobody may be asked.
 */
const isSureEnough = ({ oidc }: KoaContextWithOIDC, now: Date): boolean => {
  const present = presence.getStore()
  const wish = acrWishOf(oidc.params ?? {})
  if (wish === null || present === undefined || present === null || oidc.session === undefined) return true
  const reached = classOf(present.proofs, now)
  const acr = acrFor(wish, reached)
  if (acr !== undefined) oidc.session.acr = acr
  if (isMet(wish, reached)) return true
  return !wish.essential && (oidc.prompts.has('none') || oidc.result?.login !== undefined)
}
