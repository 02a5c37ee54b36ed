/** What the app hands to the server: whose session a cookie is, and how a page is framed. */
import type { FastifyInstance } from 'fastify'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Actor, StaffRole } from '../actor.ts'
import type { System } from '../system.ts'
import type { Assets } from '../web/assets.ts'
import type { NameOf, PageContent, Request, Route } from './route.ts'

export type Visitor = {
  readonly actor: Actor
  /** How the header names whoever is signed in; null for a stranger. */
  readonly name: Bilingual | null
  /** Roles that wait for a stronger proof in this session, and the page where it is given on the way to an address. */
  readonly withheld?: { readonly roles: ReadonlySet<StaffRole>; readonly raiseAt: (next: string) => string }
}

/** What the app hands in: whose session a cookie is, and how a page is framed. */
export type Site = {
  readonly system: System
  readonly routes: readonly Route[]
  readonly visitor: (session: string | null, now: Date) => Promise<Visitor>
  readonly frame: (
    content: PageContent,
    request: Request,
    visitor: Visitor,
    extra: { readonly notice: string | null; readonly assets: Assets },
  ) => Promise<string>
  /** The pages for "not found", a refusal without a page of its own, and a fault of ours. */
  readonly problem: (problem: Problem, request: Request) => PageContent
  /** What a code is called by the module that owns it; absent: the code itself. */
  readonly nameOf?: NameOf
  /** Protocol engines that bring their own routes. */
  readonly mounts: readonly ((server: FastifyInstance) => Promise<void>)[]
  /** Addresses of reverse proxies whose X-Forwarded-* headers count; none by default. */
  readonly trustedProxies: readonly string[]
  /** How long a client may take over its request; the usual limits where nothing is said. */
  readonly patience?: Patience
  /** Whoever counts and times requests. */
  readonly observe?: (route: string, status: number, milliseconds: number) => void
}

/** In milliseconds: for the head of a request, for all of it, and how often it is looked whether somebody is over time. */
export type Patience = { readonly headMs: number; readonly wholeMs: number; readonly lookEveryMs: number }

export const usualPatience: Patience = { headMs: 20_000, wholeMs: 120_000, lookEveryMs: 10_000 }

export type Problem =
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly values: Readonly<Record<string, unknown>>
      readonly back: string | null
    }
  | { readonly kind: 'stale-form' }
  | { readonly kind: 'too-large' }
  /** The database does not answer: nobody knows who asks. */
  | { readonly kind: 'away' }
  | { readonly kind: 'fault'; readonly requestId: string }

export const isHttps = (site: Site): boolean => site.system.baseUrl.startsWith('https://')
