/** ● The pieces of pages that ask a browser for a passkey. Each says in words what to do where a browser cannot. */
import { instantInWords } from '../../kernel/day.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Request } from '../../platform/http/route.ts'
import { fields, hidden, type Field } from '../../platform/web/field.ts'
import { linkButton, postButton } from '../../platform/web/form.ts'
import { attributes, html, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { emptyState } from '../../platform/web/table.ts'
import type { Authenticator } from '../authenticators/authenticator.ts'
import { creationOptions, relyingParty, requestOptions, type Passkey } from '../authenticators/passkey.ts'
import { newChallenge, sessionBinding, userHandleOf } from '../authenticators/passkey-seal.ts'
import { passkeyWords } from '../authenticators/passkey-text.ts'
import { sessionById } from '../store.ts'
import { passkeysOf } from '../store/passkeys.ts'

type Ceremony = {
  readonly action: string
  readonly options: object
  /** Whether the browser also offers it in the box for the user name, without a press of the button. */
  readonly inBox?: true
  readonly fields: readonly Field[]
  readonly submit: Bilingual
  readonly tone: 'primary' | 'quiet'
}

/** A form that the script fills with what the browser answers. The button appears where passkeys can be used at all. */
const ceremony = (request: Request, { action, options, inBox, ...ask }: Ceremony): Html => html`
  <form
    class="form passkey"
    method="post"
    action="${action}"
    ${attributes({ 'data-passkey': true, 'data-passkey-in-box': inBox === true })}
  >
    ${request.csrf} ${hidden('response', '')}
    <input type="hidden" data-passkey-question value="${JSON.stringify(options)}" />
    ${fields(ask.fields, { name: request.form['name'] })}
    <p class="hint" data-passkey-missing>${passkeyWords.missing}</p>
    <p class="error" role="alert" hidden data-passkey-cancelled>${passkeyWords.cancelled}</p>
    <p class="error" role="alert" hidden data-passkey-already>${passkeyWords.already}</p>
    <div class="actions" hidden data-passkey-go>
      <button class="${ask.tone}">${ask.submit}</button>
    </div>
  </form>
`

/** Signing in: whichever passkey the browser keeps for us. */
export const passkeySignIn = (request: Request, next: string): Html => {
  const { system, binding, now } = request
  const challenge = newChallenge(system, { purpose: 'sign-in', binding }, now)
  return ceremony(request, {
    action: '/sign-in/passkey',
    options: requestOptions(relyingParty(system.baseUrl), { challenge, allowed: [], verification: 'preferred' }),
    inBox: true,
    fields: [{ kind: 'hidden', name: 'next', value: next }],
    submit: passkeyWords.signIn.submit,
    tone: 'quiet',
  })
}

export const meWithSession = async (request: Request) => {
  if (request.actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  const session = await sessionById(request.db, request.actor.sessionId)
  return {
    ...request.actor,
    proofs: session?.proofs ?? [],
    passkeys: await passkeysOf(request.db, request.actor.personId),
  }
}

/** One more check: one of the person's own passkeys. Without a password in the session the device must check who it is. */
export const passkeyStepUp = async (
  request: Request,
  { to, next }: { readonly to: string; readonly next: string },
): Promise<Html> => {
  const { sessionId, proofs, passkeys } = await meWithSession(request)
  const { system, now } = request
  const challenge = newChallenge(system, { purpose: 'step-up', binding: sessionBinding(sessionId) }, now)
  const hasPassword = proofs.some(({ method }) => method === 'password')
  return ceremony(request, {
    action: '/step-up/passkey',
    options: requestOptions(relyingParty(system.baseUrl), {
      challenge,
      allowed: passkeys,
      verification: hasPassword ? 'preferred' : 'required',
    }),
    fields: [
      { kind: 'hidden', name: 'to', value: to },
      { kind: 'hidden', name: 'next', value: next },
    ],
    submit: passkeyWords.stepUp.submit,
    tone: 'primary',
  })
}

/** Making a new one; those that the person has already are not made twice on one device. */
export const passkeyToAdd = (request: Request, me: Awaited<ReturnType<typeof meWithSession>>, next: string): Html => {
  const { system, now } = request
  const challenge = newChallenge(system, { purpose: 'add', binding: sessionBinding(me.sessionId) }, now)
  const user = { handle: userHandleOf(system, me.accountId), username: me.username }
  const said = passkeyWords.add
  return ceremony(request, {
    action: '/my/second-factors/passkey',
    options: creationOptions(relyingParty(system.baseUrl), user, { challenge, owned: me.passkeys }),
    fields: [
      { kind: 'hidden', name: 'next', value: next },
      { kind: 'text', name: 'name', label: said.name, hint: said.nameHint, length: 'medium', maxLength: 60 },
    ],
    submit: said.submit,
    tone: 'primary',
  })
}

/** One's passkeys among one's other ways of signing in. */
export const passkeySection = async (request: Request, owned: readonly Authenticator[]): Promise<Html> => {
  const said = passkeyWords.mine
  const factors = owned.filter(({ kind }) => kind === 'passkey')
  const { passkeys, accountId } = await meWithSession(request)
  const kept = {
    rpId: relyingParty(request.system.baseUrl).id,
    userId: userHandleOf(request.system, accountId),
    allAcceptedCredentialIds: passkeys.filter(each => each.accountId === accountId).map(each => each.credentialId),
  }
  const list = factors.map(factor =>
    passkeyLine(
      request,
      factor,
      passkeys.find(({ id }) => id === factor.id),
    ),
  )
  const next = request.query['next']
  const address = '/my/second-factors/passkey'
  return section(
    said.title,
    html`<p data-passkeys-kept="${JSON.stringify(kept)}">${said.lead}</p>
      ${list.length === 0 ? emptyState(said.none) : lines(list)}
      <p>
        ${linkButton({
          href: next === undefined ? address : `${address}?next=${encodeURIComponent(next)}`,
          label: said.add,
          tone: list.length === 0 ? 'primary' : 'quiet',
        })}
      </p>`,
  )
}

const passkeyLine = (request: Request, factor: Authenticator, passkey: Passkey | undefined): Html => {
  const said = passkeyWords.mine
  return line({
    name: factor.name,
    state: passkey !== undefined && badge(said.inUse, 'done'),
    detail: html`${passkey !== undefined && html`${passkey.backedUp ? said.synced : said.here} — `}${said.addedOn}
    ${instantInWords(factor.createdAt)} —
    ${factor.lastUsedAt === null ? said.never : html`${said.lastUsed} ${instantInWords(factor.lastUsedAt)}`}`,
    action: postButton({
      action: `/my/second-factors/${factor.id}/remove`,
      csrf: request.csrf,
      label: said.remove,
      about: factor.name,
    }),
  })
}
