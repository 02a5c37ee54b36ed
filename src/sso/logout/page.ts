/** ● After signing out: which services still know the session, and how to sign out there too. Honest about those that do not answer. */
import { leftSession } from '../../authentication/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { line, lines } from '../../platform/web/navigation.ts'
import { badge, type Tone } from '../../platform/web/state.ts'
import { askToLeave, canBeAsked } from '../saml/single-logout.ts'
import { relyingPartyById, type RelyingParty } from '../store/parties.ts'
import { participationOf, participationsIn, type Participation } from '../store/participation.ts'
import { words } from '../text.ts'

const said = words.signedOut

/** What is known of a service's own session. */
export type Standing = 'over' | 'asked' | 'refused' | 'can-be-asked' | 'will-be-told' | 'cannot-be-asked'

/** How a service can hear of it: through the browser, from us within a minute, or not at all. */
export type Hearing = 'browser' | 'server' | 'never'

/** ○ What may be said of a service: never more than it said itself. */
export const standingOf = (
  { endedAt, askedAt, refusedAt }: Pick<Participation, 'endedAt' | 'askedAt' | 'refusedAt'>,
  hearing: Hearing,
): Standing => {
  if (endedAt !== null) return 'over'
  if (refusedAt !== null) return 'refused'
  if (askedAt !== null) return 'asked'
  return ({ browser: 'can-be-asked', server: 'will-be-told', never: 'cannot-be-asked' } as const)[hearing]
}

const tones = {
  over: 'done',
  asked: 'attention',
  refused: 'danger',
  'can-be-asked': 'attention',
  'will-be-told': 'attention',
  'cannot-be-asked': 'ended',
} as const satisfies Record<Standing, Tone>

type Listed = { readonly party: RelyingParty; readonly standing: Standing; readonly hearing: Hearing }

const hearingOf = (party: RelyingParty, part: Participation): Hearing => {
  if (party.protocol === 'cas') return part.address === null ? 'never' : 'server'
  return party.protocol === 'saml' && part.nameId !== null && canBeAsked(party.metadata) ? 'browser' : 'never'
}

const listed = async (request: Request): Promise<readonly Listed[]> => {
  const left = leftSession(request.system, request.cookies)
  if (left === null) return []
  const parts = await participationsIn(request.db, left)
  const found = await Promise.all(
    parts.map(async part => ({ part, party: await relyingPartyById(request.db, part.partyId) })),
  )
  return found.flatMap(({ part, party }) => {
    if (party === null) return []
    const hearing = hearingOf(party, part)
    return [{ party, hearing, standing: standingOf(part, hearing) }]
  })
}

const show = async (request: Request): Promise<Reply> => {
  const services = await listed(request)
  if (services.length === 0) return { kind: 'redirect', to: '/sign-in', notice: 'signed-out' }
  const isOverEverywhere = services.every(({ standing }) => standing === 'over')
  return {
    kind: 'page',
    title: said.title,
    lead: isOverEverywhere ? said.everywhere : said.lead,
    shape: 'narrow',
    body: html`
      ${lines(services.map(each => row(request, each)))}
      <p>${said.closeBrowser}</p>
      <p>${linkButton({ href: '/sign-in', label: said.signInAgain })}</p>
    `,
  }
}

const row = (request: Request, { party, standing, hearing }: Listed): Html =>
  line({
    name: party.name,
    state: badge(said.standing[standing], tones[standing]),
    action:
      hearing === 'browser' && standing !== 'over'
        ? form({
            action: '/signed-out',
            csrf: request.csrf,
            fields: [{ kind: 'hidden', name: 'service', value: party.id }],
            submit: { label: standing === 'can-be-asked' ? said.signOutThere : said.tryAgain },
          })
        : null,
  })

/** Goes to one service to sign out there. A browser is led from a form to another site only by a page (decision 0008). */
const ask = async (request: Request): Promise<Reply> => {
  const left = leftSession(request.system, request.cookies)
  const part = left === null ? null : await participationOf(request.db, left, request.form['service'] ?? '')
  const reply = part === null || part.endedAt !== null ? null : await askToLeave(request, part)
  if (reply === null) return { kind: 'redirect', to: '/signed-out' }
  if (reply.kind !== 'redirect') return reply
  return {
    kind: 'page',
    title: words.onward.title,
    lead: words.onward.lead,
    shape: 'narrow',
    headers: { refresh: `0; url=${reply.to}` },
    body: html`<p>${linkButton({ href: reply.to, label: words.onward.go, tone: 'primary' })}</p>`,
  }
}

export const signedOutRoutes: readonly Route[] = [
  { method: 'GET', path: '/signed-out', who: 'anyone', handle: show },
  { method: 'POST', path: '/signed-out', who: 'anyone', handle: ask },
]
