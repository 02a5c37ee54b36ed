/** ○ What a protocol asked of a sign-in, checked on arrival and kept while the person signs in. */
import type { LocalClass } from '../../authentication/index.ts'
import type { AttributeName } from '../../release/index.ts'
import type { AuthnRequest } from '../saml/request.ts'

/** Of a SAML service: its request, or that it asked for none. */
export type SamlAsked = {
  readonly protocol: 'saml'
  readonly request: Omit<AuthnRequest, 'id'> & { readonly id: string | null }
  readonly relayState: string | null
}

export type CasAsked = {
  readonly protocol: 'cas'
  /** The address to go back to with a ticket, as it was sent. */
  readonly service: string
  readonly renew: boolean
  readonly method: 'GET' | 'POST'
}

export type Asked = (SamlAsked | CasAsked) & {
  /** The relying party, by its id. */
  readonly partyId: string
  readonly attributes: readonly AttributeName[]
  /** A new proof of presence: ForceAuthn, renew. */
  readonly fresh: boolean
  /** The class that the sign-in must reach; null: any. */
  readonly minimum: LocalClass | null
  /** Nobody may be asked anything: IsPassive, gateway. */
  readonly passive: boolean
}

/** A way of signing in to a service takes so long at most. */
export const signOnSeconds = 3600
