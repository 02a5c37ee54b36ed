/** ● Our headers on whatever the engine answers: no framing, no foreign script, forms that end where they were meant to. */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { securityHeaders } from '../../platform/http/headers.ts'
import type { System } from '../../platform/system.ts'

/** For the engine's chain. Its one page with a script (`form_post`) adds that script's hash to the policy it finds. */
export const pageHeaders =
  (system: System) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    const https = system.baseUrl.startsWith('https://')
    const { 'cache-control': _ofTheEngine, ...headers } = securityHeaders({ https, formTargets: [] })
    ctx.set(headers)
    await next()
    const target = isAnswered(ctx) ? formTarget(ctx) : null
    const policy = ctx.response.get('content-security-policy')
    if (target !== null) ctx.set('content-security-policy', policy.replace("form-action 'self'", `$& ${target}`))
  }

/** At an address that the engine does not have, it never got to know what is asked. */
const isAnswered = (ctx: Partial<KoaContextWithOIDC>): boolean => ctx.oidc !== undefined

/**
 * The registered address that a form of the engine's leads to, at once (`form_post`) or through a redirect (signing out); never
 * one that only the request names.
 */
const formTarget = ({ oidc }: KoaContextWithOIDC): string | null => {
  const { client, params } = oidc
  const [back, bye] = [params?.['redirect_uri'], params?.['post_logout_redirect_uri']]
  if (params?.['response_mode'] === 'form_post' && typeof back === 'string')
    return client?.redirectUriAllowed(back) === true ? sourceOf(back) : null
  return typeof bye === 'string' && client?.postLogoutRedirectUriAllowed(bye) === true ? sourceOf(bye) : null
}

/** As Content Security Policy names it: an origin, or the scheme of a native application. */
const sourceOf = (address: string): string => {
  const { origin, protocol } = new URL(address)
  return origin === 'null' ? protocol : origin
}
