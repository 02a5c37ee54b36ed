/** ○ What a sign-in page knows of the browser, and the cookies it leaves. */
import type { Cookie, Request } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import type { Begun } from '../use-cases/begin.ts'

/** Remembers that this browser has signed in before; worth nothing without the password. */
const browserCookie = 'browser'
const browserSeconds = 400 * 86_400

/** The secret by which this browser is known from former sign-ins. */
export const browserSecretOf = ({ cookies }: Request): string | null => cookies[browserCookie] ?? null

export const originOf = (
  request: Request,
): { readonly userAgent: string; readonly browserSecret: string | null; readonly oldSession: string | null } => ({
  userAgent: request.userAgent,
  browserSecret: browserSecretOf(request),
  oldSession: request.actor.kind === 'person' ? request.actor.sessionId : null,
})

export const cookiesOf = (begun: Begun): readonly Cookie[] => [
  { name: sessionCookie, value: begun.sessionSecret },
  { name: browserCookie, value: begun.browserSecret, maxAgeSeconds: browserSeconds },
  { name: 'visit', value: null },
]

/** Where to go after signing in: a path of ours, never another origin. */
export const safeNext = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,1500}$/.test(next) && !/[\\]/.test(next) ? next : '/'
