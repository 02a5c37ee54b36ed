/** Puts the frame around every page, and says the standard sentences when something cannot be done. */
import { fill, type Bilingual } from '../kernel/bilingual.ts'
import { instantInWords } from '../kernel/day.ts'
import { actorLabel, type Actor } from '../platform/actor.ts'
import { isDatabaseAway, type Db } from '../platform/database.ts'
import type { PageContent, Request } from '../platform/http/route.ts'
import type { Problem, Site } from '../platform/http/site.ts'
import { institutionSetting } from '../platform/settings/own.ts'
import { readSetting } from '../platform/settings.ts'
import { html, type Html } from '../platform/web/html.ts'
import { page } from '../platform/web/layout.ts'
import { countWaitingFor } from '../platform/dual-control/store.ts'
import { maySearchPeople, navigationFor } from './navigation.ts'
import { text } from './text.ts'
import { noticeWords, wordsOf } from './words.ts'

export const frame: Site['frame'] = async (content, request, visitor, { notice, assets }) => {
  const [path = '/'] = request.path.split('?', 1)
  const [institution, waiting] = await Promise.all([
    institutionOf(request.db),
    waitingFor(request.db, visitor.actor, request.now),
  ])
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
    navigation: navigationFor(visitor.actor, path, waiting),
    search:
      maySearchPeople(visitor.actor) && path !== '/people'
        ? { action: '/people', query: '', csrf: request.csrf }
        : null,
    flash: flashOf(notice),
    banner: movedClock(request),
  })
}

/** The university's name; while the database is away, the last one heard: the page that says so needs one too. */
const institutionOf = async (db: Db): Promise<Bilingual> => {
  try {
    lastHeard = await readSetting(db, institutionSetting)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
  }
  return lastHeard
}

let lastHeard: Bilingual = institutionSetting.default

/** How many proposals wait for this officer; nobody else has any. */
const waitingFor = (db: Db, actor: Actor, now: Date): Promise<number> | 0 =>
  actor.kind === 'person' && actor.roles.size > 0
    ? countWaitingFor(db, { roles: [...actor.roles], besides: actorLabel(actor) }, now)
    : 0

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
  <div class="actions">
    ${back !== null && html`<a class="button" href="${back}">${words.back}</a>`}
    <a class="${back === null ? 'button' : 'button quiet'}" href="/"
      >${request.actor.kind === 'person' ? text.navigation.home : words.home}</a
    >
    <a class="button quiet" href="/contact">${words.contact}</a>
  </div>
`
