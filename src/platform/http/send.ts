/** Writes a reply: status, cookies, headers, body. */
import type { FastifyReply } from 'fastify'
import type { Assets } from '../web/assets.ts'
import { setCookie } from './cookies.ts'
import { securityHeaders } from './headers.ts'
import type { Cookie, Reply, Request } from './route.ts'
import { isHttps, type Problem, type Site, type Visitor } from './site.ts'

/** Holds the code of the sentence to be shown once, on the page after an act. */
export const noticeCookie = 'notice'

export const send = (
  site: Site,
  assets: Assets,
  request: Request,
  visitor: Visitor,
  reply: FastifyReply,
  answer: Reply,
  cookies: readonly Cookie[],
): FastifyReply => {
  const https = isHttps(site)
  const all = [...cookies, ...(answer.cookies ?? [])]
  if (answer.kind === 'redirect' && answer.notice !== undefined)
    all.push({ name: noticeCookie, value: answer.notice, maxAgeSeconds: 60 })
  const last = new Map(all.map(cookie => [cookie.name, cookie]))
  reply.headers(securityHeaders({ https, formTargets: answer.formTargets ?? [] }))
  if (answer.headers !== undefined) reply.headers({ ...answer.headers })
  if (last.size > 0)
    reply.header(
      'set-cookie',
      [...last.values()].map(cookie => setCookie(cookie, https)),
    )
  const notice = request.cookies[noticeCookie] ?? null
  switch (answer.kind) {
    case 'page':
      return reply
        .code(answer.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(site.frame(answer, request, visitor, notice, assets))
    case 'redirect':
      return reply
        .code(answer.status ?? 303)
        .header('location', answer.to)
        .send()
    case 'file':
      return reply
        .code(answer.status ?? 200)
        .type(answer.mediaType)
        .header(
          'content-disposition',
          `${answer.inline === true ? 'inline' : 'attachment'}; filename="${answer.name.replace(/[^\w.-]/g, '_')}"`,
        )
        .send(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body))
    case 'json':
      return reply
        .code(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.body))
    case 'text':
      return reply
        .code(answer.status ?? 200)
        .type(answer.mediaType ?? 'text/plain; charset=utf-8')
        .send(answer.body)
    case 'not-found':
      return reply
        .code(404)
        .type('text/html; charset=utf-8')
        .send(site.frame(site.problem({ kind: 'not-found' }, request), request, visitor, null, assets))
    case 'refused': {
      const { code, ...values } = answer.refusal
      const problem: Problem =
        code === 'not_found' ? { kind: 'not-found' } : { kind: 'refused', code, values, back: answer.back ?? null }
      return reply
        .code(answer.status ?? (code === 'not_found' ? 404 : 409))
        .type('text/html; charset=utf-8')
        .send(site.frame(site.problem(problem, request), request, visitor, null, assets))
    }
  }
}
