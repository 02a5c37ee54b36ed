/** Puts the frame around every page, and says the standard sentences when something cannot be done. */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { instantInWords } from '../kernel/day.ts'
import type { PageContent, Request } from '../platform/http/route.ts'
import type { Problem, Visitor } from '../platform/http/site.ts'
import type { Assets } from '../platform/web/assets.ts'
import { html, type Html } from '../platform/web/html.ts'
import { page } from '../platform/web/layout.ts'
import { maySearchPeople, navigationFor } from './navigation.ts'
import { text } from './text.ts'
import { noticeWords, wordsOf } from './words.ts'

export const frame =
  (institution: Bilingual) =>
  (content: PageContent, request: Request, visitor: Visitor, notice: string | null, assets: Assets): string => {
    const [path = '/'] = request.path.split('?', 1)
    return page({
      ...content,
      language: request.language,
      institution,
      address: request.path,
      assets: { style: assets.style.href, script: assets.script.href },
      who:
        visitor.name === null
          ? null
          : { name: visitor.name, role: null, signOut: { action: '/sign-out', csrf: request.csrf } },
      navigation: navigationFor(visitor.actor, path),
      search: maySearchPeople(visitor.actor)
        ? { action: '/people', query: path === '/people' ? (request.query['q'] ?? '') : '' }
        : null,
      flash: flashOf(notice),
      banner: movedClock(request),
    })
  }

const flashOf = (notice: string | null): { readonly tone: 'done'; readonly message: Bilingual } | null => {
  const message = notice === null ? null : noticeWords(notice)
  return message === null ? null : { tone: 'done', message }
}

const movedClock = ({ system }: Request): Html | null =>
  system.demo && Math.abs(system.clock.offsetMs()) > 60_000
    ? html`${fill(text.demo.moved, {})} <a href="/dev">${instantInWords(system.clock.now())}</a>`
    : null

const words = text.problems

/** The pages for what cannot be done: what happened, that nothing was lost, what to do next. */
export const problemPage = (problem: Problem, request: Request): PageContent => {
  switch (problem.kind) {
    case 'not-found':
      return { title: words.notFound.title, lead: words.notFound.lead, shape: 'narrow', body: ways(null, request) }
    case 'refused':
      return {
        title: words.refused.title,
        lead: wordsOf({ code: problem.code, ...problem.values }),
        shape: 'narrow',
        body: ways(problem.back, request),
      }
    case 'stale-form':
      return { title: words.staleForm.title, lead: words.staleForm.lead, shape: 'narrow', body: ways(null, request) }
    case 'too-large':
      return { title: words.tooLarge.title, lead: words.tooLarge.lead, shape: 'narrow', body: ways(null, request) }
    case 'away':
      return { title: words.away.title, lead: words.away.lead, shape: 'narrow', body: again(request) }
    case 'fault':
      return {
        title: words.fault.title,
        lead: words.fault.lead,
        shape: 'narrow',
        body: html`<p><code>${problem.requestId}</code></p>
          ${ways(null, request)}`,
      }
  }
}

/** The only way on is the same way again; a form that was sent is not sent twice. */
const again = ({ method, path }: Request): Html | null =>
  method === 'GET' ? html`<p><a class="button" href="${path}">${words.again}</a></p>` : null

const ways = (back: string | null, request: Request): Html => html`
  <p>
    ${back !== null && html`<a class="button" href="${back}">${words.back}</a>`}
    <a class="${back === null ? 'button' : 'button quiet'}" href="/"
      >${request.actor.kind === 'person' ? text.navigation.home : words.home}</a
    >
    <a class="button quiet" href="/contact">${words.contact}</a>
  </p>
`
