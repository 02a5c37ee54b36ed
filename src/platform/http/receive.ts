/** Turns what arrived into a request that a page can read: who it is, in which language, with which form. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage, preferredLanguage, type Language } from '../../kernel/bilingual.ts'
import { randomToken } from '../random.ts'
import { perform, type Context } from '../use-case.ts'
import { html } from '../web/html.ts'
import type { Posted } from './body.ts'
import { readCookies } from './cookies.ts'
import { csrfField, csrfToken, isCsrfToken, isOurOrigin, visitCookie } from './csrf.ts'
import { sessionCookie, type Cookie, type Request } from './route.ts'
import { withKept } from './search.ts'
import { noticeCookie } from './send.ts'
import { isHttps, type Site, type Visitor } from './site.ts'

const languageCookie = 'lang'
const yearSeconds = 365 * 86_400

/** `cookies`: what the answer must set, whatever the handler says. */
export type Received = { readonly request: Request; readonly visitor: Visitor; readonly cookies: readonly Cookie[] }

export const receive = async (
  site: Site,
  { incoming, reply }: { readonly incoming: FastifyRequest; readonly reply: FastifyReply },
  posted: Posted,
): Promise<Received> => {
  const { system } = site
  const cookies = readCookies(incoming.headers.cookie, isHttps(site))
  const now = system.clock.now()
  const session = cookies[sessionCookie] ?? null
  const visitor = await site.visitor(session, now)
  const query = withKept(system.vault, firstValues(incoming.query))
  const language = languageOf(query['lang'], cookies[languageCookie], incoming.headers['accept-language'])
  const given: Cookie[] = []
  if (isLanguage(query['lang']) && query['lang'] !== cookies[languageCookie])
    given.push({ name: languageCookie, value: query['lang'], maxAgeSeconds: yearSeconds })
  const binding = session ?? cookies[visitCookie] ?? randomToken()
  if (session === null && cookies[visitCookie] === undefined) given.push({ name: visitCookie, value: binding })
  if (cookies[noticeCookie] !== undefined) given.push({ name: noticeCookie, value: null })
  const context: Context = {
    actor: visitor.actor,
    now,
    channel: 'page',
    language,
    address: incoming.ip,
    requestId: incoming.id,
    system,
  }
  const { [csrfField]: _token, ...form } = posted.form
  const request: Request = {
    method: incoming.method === 'POST' ? 'POST' : 'GET',
    path: incoming.url,
    params: firstValues(incoming.params),
    query,
    form,
    many: posted.many,
    files: posted.files,
    language,
    actor: visitor.actor,
    now,
    address: incoming.ip,
    userAgent: (incoming.headers['user-agent'] ?? '').slice(0, 300),
    cookies,
    csrf: html`<input type="hidden" name="${csrfField}" value="${csrfToken(system.vault, binding)}" />`,
    system,
    db: system.database.read,
    context,
    exchange: { request: incoming.raw, response: reply.raw },
    nameOf: site.nameOf ?? ((_list, code) => ({ ja: code, en: code })),
    perform: (useCase, input) => perform(useCase, input, context),
  }
  return { request, visitor, cookies: given }
}

const languageOf = (asked: string | undefined, kept: string | undefined, header: string | undefined): Language =>
  isLanguage(asked) ? asked : isLanguage(kept) ? kept : preferredLanguage(header)

const firstValues = (values: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((values ?? {}) as Record<string, unknown>).map(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value
      return [name, typeof first === 'string' ? first : '']
    }),
  )

/** Whether a form was made by us for this very browser. */
export const isOwnForm = (site: Site, incoming: FastifyRequest, posted: Posted): boolean => {
  const fetchSite = incoming.headers['sec-fetch-site']
  const ours = [new URL(site.system.baseUrl).origin, ...(site.system.demo ? [`http://${incoming.headers.host}`] : [])]
  if (
    !isOurOrigin(
      { origin: incoming.headers.origin, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined },
      ours,
    )
  )
    return false
  const cookies = readCookies(incoming.headers.cookie, isHttps(site))
  const binding = cookies[sessionCookie] ?? cookies[visitCookie]
  return binding !== undefined && isCsrfToken(site.system.vault, binding, posted.form[csrfField])
}
