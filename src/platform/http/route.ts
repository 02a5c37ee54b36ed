/** Pages and endpoints as data: method, path, who may, and a function from a request to a reply. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Bilingual, Language } from '../../kernel/bilingual.ts'
import type { Refusal, Result } from '../../kernel/result.ts'
import type { z } from 'zod'
import type { Actor, StaffRole } from '../actor.ts'
import type { Db } from '../database.ts'
import type { System } from '../system.ts'
import type { Context, InputRefusal, NotFound, UseCase } from '../use-case.ts'
import type { Html } from '../web/html.ts'
import type { Frame, Page } from '../web/layout.ts'

/** Who may come: anyone, anyone signed in, or staff of these roles. Others get the sign-in page, or "not found". */
export type Who = 'anyone' | 'signed-in' | readonly StaffRole[]

/** Names of codes that another module owns; the app knows whom to ask. A code without a name stands for itself. */
export type NameOf = (list: 'status', code: string) => Bilingual

export type Upload = { readonly fileName: string; readonly bytes: Uint8Array }

export type Request = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  /** Query values; a repeated name keeps its first. */
  readonly query: Readonly<Record<string, string>>
  /** Form fields, without the CSRF token. A repeated name is in `many`. */
  readonly form: Readonly<Record<string, string>>
  readonly many: Readonly<Record<string, readonly string[]>>
  readonly files: Readonly<Record<string, Upload>>
  readonly language: Language
  readonly actor: Actor
  readonly now: Date
  /** The caller's network address, after listed proxies. */
  readonly address: string
  readonly userAgent: string
  readonly cookies: Readonly<Record<string, string>>
  /** The hidden field every form carries: html to put inside <form>. */
  readonly csrf: Html
  /** The secret of this browser that its forms are bound to: of its session, or of its visit. Never shown. */
  readonly binding: string
  readonly system: System
  readonly db: Db
  readonly context: Context
  /** What a code of a module below is called: "ug" of the list "status" is an undergraduate student. */
  readonly nameOf: NameOf
  /** The bare exchange, for protocol engines that read their own cookies; pages have no use for it. */
  readonly exchange: { readonly request: IncomingMessage; readonly response: ServerResponse }
  readonly perform: <Input extends z.ZodType, P, L, D, Output, R extends Refusal>(
    useCase: UseCase<Input, P, L, D, Output, R>,
    input: unknown,
  ) => Promise<Result<Output, R | InputRefusal | NotFound>>
}

export type Cookie = {
  readonly name: string
  /** Null removes it. */
  readonly value: string | null
  readonly maxAgeSeconds?: number
}

/** The browser's session. Its value is a secret; the database keeps a hash. */
export const sessionCookie = 'session'

type Common = {
  readonly status?: number
  readonly cookies?: readonly Cookie[]
  readonly headers?: Readonly<Record<string, string>>
  /** Other origins that a form on this page may lead to by redirects (CSP form-action): a relying party's. */
  readonly formTargets?: readonly string[]
}

/** What a handler says of its page; the app puts the frame around it. */
export type PageContent = Omit<Page, keyof Frame>

export type Reply = Common &
  (
    | ({ readonly kind: 'page' } & PageContent)
    /** `notice`: code of the sentence shown once on the next page. */
    | { readonly kind: 'redirect'; readonly to: string; readonly notice?: string }
    | {
        readonly kind: 'file'
        readonly name: string
        readonly mediaType: string
        readonly body: Uint8Array | string
        readonly inline?: true
      }
    | { readonly kind: 'json'; readonly body: unknown }
    | { readonly kind: 'text'; readonly body: string; readonly mediaType?: string }
    | { readonly kind: 'not-found' }
    /** The standard page for a refusal, in its own words, with a way back. */
    | { readonly kind: 'refused'; readonly refusal: Refusal; readonly back?: string }
  )

export type Route = {
  readonly method: 'GET' | 'POST'
  /** Fastify's syntax: `/people/:personId`. */
  readonly path: string
  readonly who: Who
  readonly handle: (request: Request) => Promise<Reply>
  /** Machines call it: no CSRF token, no page frame; it authenticates by itself. */
  readonly endpoint?: true
  /** Largest body in octets, when other than 100 kB. */
  readonly bodyLimit?: number
}
