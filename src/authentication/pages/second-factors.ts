/** ● My second factors: an authenticator app, codes on paper; adding, naming, removing. */
import { encodeQR } from 'qr'
import { fill, say } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { emptyState } from '../../platform/web/table.ts'
import { placeOf, type Authenticator } from '../authenticators/authenticator.ts'
import { asBase32, provisioningUri } from '../authenticators/totp.ts'
import { lostDeviceWords } from '../recovery/lost-device-text.ts'
import { factorRefusals, factorWords } from '../authenticators/factor-text.ts'
import { authenticatorById, authenticatorsOf, recoveryCodesLeft } from '../store/authenticators.ts'
import { beginTotp, confirmTotp, makeRecoveryCodes, removeFactor } from '../use-cases/second-factors.ts'
import { safeNext } from './origin.ts'
import { mailSection } from './mail-factor.ts'
import { passkeySection } from './passkeys.ts'
import { proveFirst } from './step-up-address.ts'

const said = factorWords.mine
const base = '/my/second-factors'

const me = ({ actor }: Request) => {
  if (actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  return actor
}

const show = async (request: Request): Promise<Reply> => {
  const owned = await authenticatorsOf(request.db, me(request).personId)
  const apps = owned.filter(({ kind, state }) => kind === 'totp' && state !== 'pending')
  const set = owned.find(({ kind, state }) => kind === 'recovery-set' && state === 'active')
  const left = set === undefined ? 0 : await recoveryCodesLeft(request.db, set.id)
  const next = request.query['next']
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    trail: belowMyPage,
    shape: 'member',
    body: html`
      ${next !== undefined && notice('note', said.onTheWay, html`<a href="${safeNext(next)}">${said.goOn}</a>`)}
      ${await passkeySection(request, owned)}
      ${section(said.apps, apps.length === 0 ? emptyState(said.noApps) : lines(apps.map(app => appLine(request, app))))}
      ${form({
        action: `${base}/app`,
        csrf: request.csrf,
        fields: [
          { kind: 'text', name: 'name', label: said.appName, hint: said.appNameHint, length: 'medium', maxLength: 60 },
        ],
        values: {},
        submit: { label: said.addApp },
      })}
      ${mailSection(owned)}
      ${section(
        said.codes,
        html`<p>${set === undefined ? said.noCodes : fill(said.codesLeft, { left })}</p>
          ${postButton({ action: `${base}/recovery`, csrf: request.csrf, label: set === undefined ? said.makeCodes : said.renewCodes })}`,
      )}
      <p>${linkButton({ href: '/my/lost-device', label: lostDeviceWords.link })}</p>
    `,
  }
}

const appLine = (request: Request, app: Authenticator): Html =>
  line({
    name: app.name,
    state: app.state === 'suspended' ? badge(said.switchedOff, 'danger') : badge(said.inUse, 'done'),
    detail: html`${said.addedOn} ${instantInWords(app.verifiedAt ?? app.createdAt)} — ${said.lastUsed}
    ${app.lastUsedAt === null ? '—' : instantInWords(app.lastUsedAt)}`,
    action: postButton({ action: `${base}/${app.id}/remove`, csrf: request.csrf, label: said.remove, about: app.name }),
  })

const begin = async (request: Request): Promise<Reply> => {
  const name = (request.form['name'] ?? '').trim()
  const result = await request.perform(beginTotp, {
    name: name === '' ? say(said.defaultName, request.language) : name,
  })
  return result.ok ? { kind: 'redirect', to: `${base}/app/${result.value.id}` } : proveFirst(result.refusal, base)
}

/** The secret is shown to its owner until it is confirmed, and never afterwards. */
const pendingApp = async (request: Request, isWrong: boolean): Promise<PageContent | null> => {
  const { personId, username } = me(request)
  const app = await authenticatorById(request.db, request.params['id'] ?? '')
  if (app === null || app.personId !== personId || app.state !== 'pending' || app.sealed === null) return null
  const secret = request.system.vault.open(app.sealed, placeOf(app))
  const uri = provisioningUri(secret, new URL(request.system.baseUrl).hostname, username)
  return {
    title: said.scanTitle,
    lead: said.scanLead,
    trail: [...belowMyPage, { href: base, label: said.title }],
    shape: 'narrow',
    hasErrors: isWrong,
    body: html`
      <ol class="steps">
        <li>
          ${said.scan} ${qrPicture(uri)} ${said.orType}
          ${facts([{ label: said.secret, value: identifier(grouped(asBase32(secret))) }])}
        </li>
        <li>
          ${said.enter}
          ${form({
            action: `${base}/app/${app.id}`,
            csrf: request.csrf,
            fields: [
              {
                kind: 'text',
                name: 'code',
                label: said.code,
                hint: said.codeHint,
                autocomplete: 'one-time-code',
                inputmode: 'numeric',
                identifier: true,
                length: 'short',
              },
            ],
            values: {},
            errors: isWrong ? { code: factorRefusals['factor.wrong'] } : {},
            submit: { label: said.confirm },
          })}
        </li>
      </ol>
    `,
  }
}

const grouped = (letters: string): string => letters.match(/.{1,4}/g)?.join(' ') ?? letters

/** A QR code as one path: no image to load, nothing to leave in a cache. */
const qrPicture = (text: string): Content => {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = modules
    .flatMap((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('')
  const size = modules.length
  return html`<svg
    class="qr"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${said.qr}"
    shape-rendering="crispEdges"
  >
    <rect width="100%" height="100%" fill="#fff" />
    <path d="${path}" fill="#000" />
  </svg>`
}

/** Dark modules that stand side by side, as one stroke each. */
const runsOf = (row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] =>
  row.flatMap((isDark, from) => {
    if (!isDark || row[from - 1] === true) return []
    const end = row.findIndex((dark, at) => at > from && !dark)
    return [{ from, length: (end < 0 ? row.length : end) - from }]
  })

const showApp = async (request: Request): Promise<Reply> => {
  const content = await pendingApp(request, false)
  return content === null ? { kind: 'redirect', to: base } : { kind: 'page', ...content }
}

const confirm = async (request: Request): Promise<Reply> => {
  const result = await request.perform(confirmTotp, { id: request.params['id'], code: request.form['code'] ?? '' })
  if (result.ok)
    return {
      kind: 'redirect',
      to: base,
      notice: 'app-added',
      cookies: [{ name: sessionCookie, value: result.value.sessionSecret }],
    }
  if (result.refusal.code !== 'factor.wrong')
    return proveFirst(result.refusal, `${base}/app/${request.params['id'] ?? ''}`)
  const content = await pendingApp(request, true)
  return content === null ? { kind: 'redirect', to: base } : { kind: 'page', status: 422, ...content }
}

const remove = async (request: Request): Promise<Reply> => {
  const result = await request.perform(removeFactor, { id: request.params['id'] })
  return result.ok ? { kind: 'redirect', to: base, notice: 'factor-removed' } : proveFirst(result.refusal, base)
}

/** The codes are on this page and nowhere else: to be printed or written down now. */
const recovery = async (request: Request): Promise<Reply> => {
  const result = await request.perform(makeRecoveryCodes, {})
  if (!result.ok) return proveFirst(result.refusal, base)
  return {
    kind: 'page',
    title: said.codesTitle,
    lead: said.codesLead,
    trail: [...belowMyPage, { href: base, label: said.title }],
    shape: 'narrow',
    body: html`
      ${notice('warning', said.onceOnly)}
      <ol class="recovery-codes">
        ${result.value.codes.map(code => html`<li><code>${code}</code></li>`)}
      </ol>
      <p>${linkButton({ href: base, label: said.kept, tone: 'primary' })}</p>
    `,
  }
}

export const secondFactorPages: readonly Route[] = [
  { method: 'GET', path: base, who: 'signed-in', handle: show },
  { method: 'POST', path: `${base}/app`, who: 'signed-in', handle: begin },
  { method: 'GET', path: `${base}/app/:id`, who: 'signed-in', handle: showApp },
  { method: 'POST', path: `${base}/app/:id`, who: 'signed-in', handle: confirm },
  { method: 'POST', path: `${base}/:id/remove`, who: 'signed-in', handle: remove },
  { method: 'POST', path: `${base}/recovery`, who: 'signed-in', handle: recovery },
]
