/** ● Answers a CAS service: back to its address with a ticket, or without one. */
import type { Reply, Request } from '../../platform/http/route.ts'
import { randomText } from '../../platform/random.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { noteSignIn } from '../store/parties.ts'
import { insertTicket } from '../store/cas.ts'
import { insertParticipation } from '../store/participation.ts'
import type { Asked } from '../sign-on/asked.ts'
import type { Answering, Protocol } from '../sign-on/interaction.ts'
import { words } from '../text.ts'
import { ticketSeconds, withTicket } from './service.ts'

type CasAsked = Extract<Asked, { readonly protocol: 'cas' }>

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const answer = async (request: Request, { asked, held }: Answering<CasAsked>): Promise<Reply> => {
  const ticket = `ST-${randomText(43, letters)}`
  const { now } = request
  const about = { partyId: asked.partyId, sessionId: held.session.id, accountId: held.account.id }
  await request.system.database.transact(async tx => {
    const until = new Date(now.getTime() + ticketSeconds * 1000)
    await insertTicket(tx, ticket, { ...about, service: asked.service, isFresh: asked.fresh }, { now, until })
    await insertParticipation(
      tx,
      {
        ...about,
        assertionId: ticket,
        personId: held.session.personId,
        sessionIndex: ticket,
        nameId: null,
        address: asked.service,
      },
      { now, until: new Date(now.getTime() + 90 * 86_400_000) },
    )
    await noteSignIn(tx, asked.partyId, now)
  })
  return back(request, asked, ticket)
}

/** To the service: by its address, or as a form where it asked for that (CAS Protocol 3.0 §2.1.1, method). */
const back = (request: Request, asked: CasAsked, ticket: string): Reply => {
  if (asked.method === 'GET') return onward(request, withTicket(asked.service, ticket))
  return {
    kind: 'page',
    title: words.onward.title,
    lead: words.onward.lead,
    shape: 'narrow',
    formTargets: [new URL(asked.service).origin],
    body: html`<form method="post" action="${asked.service}" data-onward>
      <input type="hidden" name="ticket" value="${ticket}" />
      <p><button class="primary">${words.onward.go}</button></p>
    </form>`,
  }
}

/** A browser that has just posted a form of ours is led elsewhere by a page of its own (decision 0008). */
const onward = (request: Request, to: string): Reply =>
  request.query['from'] === 'form'
    ? {
        kind: 'page',
        title: words.onward.title,
        lead: words.onward.lead,
        shape: 'narrow',
        headers: { refresh: `0; url=${to}` },
        body: html`<p>${linkButton({ href: to, label: words.onward.go, tone: 'primary' })}</p>`,
      }
    : { kind: 'redirect', to, status: 302 }

export const casProtocol: Protocol<CasAsked> = {
  answer,
  /** `gateway`: back without a ticket; refused: likewise, for CAS has no word for it. */
  refuse: async (request, asked) => onward(request, asked.service),
}
