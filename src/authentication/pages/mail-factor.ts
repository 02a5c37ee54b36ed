/** ● My notification address: giving it, confirming it, changing it with a day's wait; the link that stops a change; the code at a step-up. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import type { TextField } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { belowMyPage, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { isAtLeast } from '../assurance/assurance.ts'
import { classForChange, type Authenticator } from '../authenticators/authenticator.ts'
import { factorWords } from '../authenticators/factor-text.ts'
import { mailFactorRefusals, mailFactorWords } from '../authenticators/mail-factor-text.ts'
import { hashOfSecret } from '../sign-in/secret.ts'
import { authenticatorsOf } from '../store/authenticators.ts'
import { changeByCancelHash, changeWaitingFor, type AddressChange } from '../store/mail-codes.ts'
import { beginMailAddress, confirmMailAddress, sendMailCode } from '../use-cases/mail-factor.ts'
import { stopAddressChange, stopOwnAddressChange } from '../use-cases/stop-address-change.ts'
import { browserSecretOf } from './origin.ts'
import { proveFirst } from './step-up-address.ts'

const said = mailFactorWords.mine
const list = '/my/second-factors'
export const mailFactorBase = `${list}/mail`

type Errors = Readonly<Record<string, Bilingual>>

const me = ({ actor }: Request) => {
  if (actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  return actor
}

/** What the page of all second factors says of the address. */
export const mailSection = (owned: readonly Authenticator[]): Html => {
  const active = owned.find(({ kind, state }) => kind === 'mail' && state === 'active')
  return section(
    said.heading,
    html`${active === undefined ? html`<p>${said.none}</p>` : facts([{ label: said.present, value: identifier(active.name) }])}
      ${active !== undefined && !isAtLeast(classForChange(owned), 'mfa') && html`<p>${said.weaker}</p>`}
      <p>${linkButton({ href: mailFactorBase, label: said.manage })}</p>`,
  )
}

/** The box for eight digits. */
export const mailCodeField: TextField = {
  kind: 'text',
  name: 'code',
  label: mailFactorWords.code.label,
  hint: mailFactorWords.code.hint,
  autocomplete: 'one-time-code',
  inputmode: 'numeric',
  identifier: true,
  length: 'short',
}

const content = async (request: Request, errors: Errors): Promise<PageContent> => {
  const { personId } = me(request)
  const owned = await authenticatorsOf(request.db, personId)
  const active = owned.find(({ kind, state }) => kind === 'mail' && state === 'active')
  const change = await changeWaitingFor(request.db, personId)
  const pending = owned.find(
    ({ id, kind, state }) => kind === 'mail' && state === 'pending' && id !== change?.authenticatorId,
  )
  const wantsOther = request.query['other'] !== undefined
  return {
    title: said.title,
    lead: said.lead,
    trail: [...belowMyPage, { href: list, label: factorWords.mine.title }],
    shape: 'narrow',
    hasErrors: Object.keys(errors).length > 0,
    body: html`
      ${active !== undefined && facts([{ label: said.present, value: identifier(active.name) }])}
      ${change !== null && waiting(request, change)}
      ${
        pending !== undefined && !wantsOther && !('address' in errors)
          ? codeForm(request, pending, errors)
          : addressForm(request, { isChange: active !== undefined, errors })
      }
    `,
  }
}

const waiting = (request: Request, { effectiveAt }: AddressChange): Html => {
  const at = instantInWords(effectiveAt)
  const when = { ja: fill(said.waiting, { at: at.ja }).ja, en: fill(said.waiting, { at: at.en }).en }
  const button = postButton({ action: `${mailFactorBase}/stop`, csrf: request.csrf, label: said.stop })
  return notice(
    'note',
    when,
    html`<p>${said.waitingWhy}</p>
      ${button}`,
  )
}

const addressForm = (
  request: Request,
  { isChange, errors }: { readonly isChange: boolean; readonly errors: Errors },
): Html =>
  form({
    action: mailFactorBase,
    csrf: request.csrf,
    fields: [
      {
        kind: 'text',
        name: 'address',
        label: isChange ? said.newAddress : said.address,
        hint: said.addressHint,
        type: 'email',
        inputmode: 'email',
        autocomplete: 'email',
        length: 'long',
        maxLength: 254,
      },
    ],
    values: { address: request.form['address'] ?? '' },
    errors,
    submit: { label: said.send },
  })

const codeForm = (request: Request, pending: Authenticator, errors: Errors): Html => html`
  <p>${fill(said.enter, { address: pending.name })}</p>
  ${form({
    action: `${mailFactorBase}/code`,
    csrf: request.csrf,
    fields: [mailCodeField],
    values: {},
    errors,
    submit: { label: said.confirm },
  })}
  <div class="actions">
    ${postButton({ action: `${mailFactorBase}/again`, csrf: request.csrf, label: said.again })}
    ${linkButton({ href: `${mailFactorBase}?other=1`, label: said.other })}
  </div>
`

const show = async (request: Request): Promise<Reply> => ({ kind: 'page', ...(await content(request, {})) })

const wrongAt = async (request: Request, errors: Errors): Promise<Reply> => ({
  kind: 'page',
  status: 422,
  ...(await content(request, errors)),
})

const begin = async (request: Request): Promise<Reply> => {
  const input = { address: request.form['address'] ?? '', browserSecret: browserSecretOf(request) }
  const result = await request.perform(beginMailAddress, input)
  if (result.ok) return { kind: 'redirect', to: mailFactorBase, notice: 'code-sent' }
  const { code } = result.refusal
  if (code === 'mail.own_domain' || code === 'mail.address_wrong')
    return wrongAt(request, { address: mailFactorRefusals[code] })
  return code === 'input.wrong'
    ? wrongAt(request, { address: mailFactorRefusals['mail.address_wrong'] })
    : proveFirst(result.refusal, mailFactorBase)
}

const confirm = async (request: Request): Promise<Reply> => {
  const code = (request.form['code'] ?? '').slice(0, 100)
  const result = await request.perform(confirmMailAddress, { code, browserSecret: browserSecretOf(request) })
  if (result.ok) {
    const { effectiveAt, sessionSecret } = result.value
    return {
      kind: 'redirect',
      to: effectiveAt === null ? list : mailFactorBase,
      notice: effectiveAt === null ? 'address-added' : 'address-waits',
      ...(sessionSecret === null ? {} : { cookies: [{ name: sessionCookie, value: sessionSecret }] }),
    }
  }
  return result.refusal.code === 'factor.wrong'
    ? wrongAt(request, { code: mailFactorWords.code.wrong })
    : proveFirst(result.refusal, mailFactorBase)
}

const again = async (request: Request): Promise<Reply> => {
  await request.perform(sendMailCode, { purpose: 'confirm-address', browserSecret: browserSecretOf(request) })
  return { kind: 'redirect', to: mailFactorBase, notice: 'code-sent' }
}

const stopOwn = async (request: Request): Promise<Reply> => {
  await request.perform(stopOwnAddressChange, {})
  return { kind: 'redirect', to: mailFactorBase, notice: 'address-stopped' }
}

const stopWords = mailFactorWords.stop

/** The page behind the link: shown by looking, done by the button, so that a mail scanner stops nothing. */
const showStop = async (request: Request): Promise<Reply> => {
  const secret = request.params['secret'] ?? ''
  const change = await changeByCancelHash(request.db, hashOfSecret(secret.slice(0, 100)))
  if (change === null)
    return { kind: 'page', status: 404, title: stopWords.title, lead: stopWords.gone, shape: 'narrow', body: html`` }
  return {
    kind: 'page',
    title: stopWords.title,
    lead: stopWords.lead,
    shape: 'narrow',
    body: html`
      ${form({
        action: `/address-change/${secret}`,
        csrf: request.csrf,
        fields: [],
        submit: { label: stopWords.submit, tone: 'danger' },
      })}
      <p>${stopWords.afterwards}</p>
    `,
  }
}

const stop = async (request: Request): Promise<Reply> => {
  const result = await request.perform(stopAddressChange, { secret: (request.params['secret'] ?? '').slice(0, 100) })
  return {
    kind: 'page',
    ...(result.ok ? {} : { status: 404 }),
    title: stopWords.title,
    lead: result.ok ? stopWords.done : stopWords.gone,
    shape: 'narrow',
    body: html`${result.ok && notice('warning', stopWords.afterwards)}
      <p>${linkButton({ href: '/my/password', label: stopWords.toPassword, tone: 'primary' })}</p>`,
  }
}

/** At a step-up: sends the code and goes on to where it is entered. */
const sendAtStepUp = async (request: Request): Promise<Reply> => {
  await request.perform(sendMailCode, { purpose: 'step-up', browserSecret: browserSecretOf(request) })
  const query = new URLSearchParams({ to: request.form['to'] ?? '', next: request.form['next'] ?? '/', way: 'mail' })
  return { kind: 'redirect', to: `/step-up?${query.toString()}&sent=1`, notice: 'code-sent' }
}

/** The button that sends the code, before there is one and beside its box. */
export const sendButton = (
  request: Request,
  { to, next, isFirst }: { readonly to: string; readonly next: string; readonly isFirst: boolean },
): Html =>
  postButton({
    action: '/step-up/mail',
    csrf: request.csrf,
    label: isFirst ? said.send : said.again,
    tone: isFirst ? 'primary' : 'quiet',
    values: { to, next },
  })

/** What a step-up by mail says above its box, with the masked address. */
export const mailLead = (owned: readonly Authenticator[], isSent: boolean): Bilingual => {
  const address = owned.find(({ kind, state }) => kind === 'mail' && state === 'active')?.name ?? ''
  return fill(isSent ? mailFactorWords.code.enterLead : mailFactorWords.code.sendLead, { address })
}

export const mailFactorPages: readonly Route[] = [
  { method: 'GET', path: mailFactorBase, who: 'signed-in', handle: show },
  { method: 'POST', path: mailFactorBase, who: 'signed-in', handle: begin },
  { method: 'POST', path: `${mailFactorBase}/code`, who: 'signed-in', handle: confirm },
  { method: 'POST', path: `${mailFactorBase}/again`, who: 'signed-in', handle: again },
  { method: 'POST', path: `${mailFactorBase}/stop`, who: 'signed-in', handle: stopOwn },
  { method: 'GET', path: '/address-change/:secret', who: 'anyone', handle: showStop },
  { method: 'POST', path: '/address-change/:secret', who: 'anyone', handle: stop },
  { method: 'POST', path: '/step-up/mail', who: 'signed-in', handle: sendAtStepUp },
]
