/** Writes a reply: status, cookies, headers, body. */
import type { FastifyReply } from 'fastify'
import type { Assets } from '../web/assets.ts'
import { setCookie } from './cookies.ts'
import { securityHeaders } from './headers.ts'
import type { Cookie, PageContent, Reply, Request } from './route.ts'
import { isHttps, type Problem, type Site, type Visitor } from './site.ts'

/** Holds the code of the sentence to be shown once, on the page after an act. */
export const noticeCookie = 'notice'

/** One request on its way out: who asked, and the open reply. */
export type Exchange = {
  readonly site: Site
  readonly assets: Assets
  readonly request: Request
  readonly visitor: Visitor
  readonly reply: FastifyReply
  /** What the answer must set, whatever the handler says. */
  readonly cookies: readonly Cookie[]
}

export const send = async (exchange: Exchange, answer: Reply): Promise<FastifyReply> => {
  const { site, request, reply } = exchange
  const https = isHttps(site)
  reply.headers({ ...securityHeaders({ https, formTargets: answer.formTargets ?? [] }), ...answer.headers })
  const cookies = lastOfEach([...exchange.cookies, ...(answer.cookies ?? []), ...noticeOf(answer)])
  if (cookies.length > 0)
    reply.header(
      'set-cookie',
      cookies.map(cookie => setCookie(cookie, https)),
    )
  const as = (mediaType: string): FastifyReply => reply.code(answer.status ?? 200).type(mediaType)
  switch (answer.kind) {
    case 'page':
      return sendPage(exchange, answer.status ?? 200, answer, request.cookies[noticeCookie] ?? null)
    case 'redirect':
      return reply
        .code(answer.status ?? 303)
        .header('location', answer.to)
        .send()
    case 'file':
      return as(answer.mediaType)
        .header('content-disposition', disposition(answer))
        .send(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body))
    case 'json':
      return as('application/json; charset=utf-8').send(JSON.stringify(answer.body))
    case 'text':
      return as(answer.mediaType ?? 'text/plain; charset=utf-8').send(answer.body)
    case 'not-found':
      return sendProblem(exchange, 404, { kind: 'not-found' })
    case 'refused':
      return sendRefusal(exchange, answer)
  }
}

/** The standard page for what cannot be done. */
export const sendProblem = (exchange: Exchange, status: number, problem: Problem): Promise<FastifyReply> => {
  exchange.reply.headers(securityHeaders({ https: isHttps(exchange.site), formTargets: [] }))
  return sendPage(exchange, status, exchange.site.problem(problem, exchange.request), null)
}

const sendPage = async (
  { site, request, visitor, reply, assets }: Exchange,
  status: number,
  content: PageContent,
  notice: string | null,
): Promise<FastifyReply> => {
  const document = await site.frame(content, request, visitor, { notice, assets })
  return reply.code(status).type('text/html; charset=utf-8').send(document)
}

const sendRefusal = (
  exchange: Exchange,
  answer: Extract<Reply, { readonly kind: 'refused' }>,
): Promise<FastifyReply> => {
  const { code, ...values } = answer.refusal
  if (code === 'not_found') return sendProblem(exchange, answer.status ?? 404, { kind: 'not-found' })
  return sendProblem(exchange, answer.status ?? 409, { kind: 'refused', code, values, back: answer.back ?? null })
}

const noticeOf = (answer: Reply): readonly Cookie[] =>
  answer.kind === 'redirect' && answer.notice !== undefined
    ? [{ name: noticeCookie, value: answer.notice, maxAgeSeconds: 60 }]
    : []

const lastOfEach = (cookies: readonly Cookie[]): readonly Cookie[] => [
  ...new Map(cookies.map(cookie => [cookie.name, cookie])).values(),
]

const disposition = ({ name, inline }: Extract<Reply, { readonly kind: 'file' }>): string =>
  `${inline === true ? 'inline' : 'attachment'}; filename="${name.replace(/[^\w.-]/g, '_')}"`
