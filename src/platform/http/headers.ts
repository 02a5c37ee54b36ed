/** The response headers of every answer: what a browser may do with it. */

export type HeaderOptions = {
  readonly https: boolean
  /** Origins beside our own that forms on this page may end at, through redirects. */
  readonly formTargets: readonly string[]
}

/**
 * Content Security Policy without inline code, framing or foreign origins; nothing is cached unless a reply says so.
 *
 * The referrer stays within our origin: with `no-referrer` browsers would send `Origin: null` on our own forms.
 */
export const securityHeaders = ({ https, formTargets }: HeaderOptions): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets.filter(isOrigin)].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
})

/** Only a bare origin may enter the policy; anything else could end the directive. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/.test(text)
