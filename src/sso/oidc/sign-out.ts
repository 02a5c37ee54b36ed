/** ● Signing out by way of a service: asked for on a page of ours, and our whole session ends with the engine's. */
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { endSession, leftCookie } from '../../authentication/index.ts'
import { preferredLanguage, type Language } from '../../kernel/bilingual.ts'
import { setCookie } from '../../platform/http/cookies.ts'
import { institutionSetting } from '../../platform/settings/own.ts'
import { readSetting } from '../../platform/settings.ts'
import type { System } from '../../platform/system.ts'
import { loadAssets } from '../../platform/web/assets.ts'
import { hidden } from '../../platform/web/field.ts'
import { html } from '../../platform/web/html.ts'
import { page, type Frame } from '../../platform/web/layout.ts'
import { words } from '../text.ts'
import { presence } from './adapter.ts'

/**
 * For the engine's chain: before a confirmed sign-out is answered, the session of whoever is at the browser ends. What the
 * engine refuses, such as a confirmation from a foreign form, ends nothing.
 */
export const endingOurSession = (system: System, provider: Provider) => {
  const confirmed = new WeakSet<object>()
  provider.on('end_session.success', ctx => confirmed.add(ctx))
  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next()
    const present = presence.getStore()
    if (!confirmed.has(ctx) || present === undefined || present === null) return
    const https = system.baseUrl.startsWith('https://')
    ctx.append('set-cookie', setCookie(leftCookie(system, present.sessionId), https))
    await system.database.transact(tx =>
      endSession(tx, present.sessionId, present.personId, 'signed-out', system.clock.now()),
    )
  }
}

/** Asks before signing out: the engine's form, in our words. */
export const logoutPage = async (system: System, ctx: KoaContextWithOIDC): Promise<void> => {
  const secret = ctx.oidc.session?.state?.['secret']
  ctx.body = page({
    ...(await bareFrame(system, preferredLanguage(ctx.get('accept-language')))),
    title: words.signOut.title,
    lead: words.signOut.lead,
    shape: 'narrow',
    body: html`<form method="post" action="/oidc/end_session/confirm">
      ${hidden('xsrf', typeof secret === 'string' ? secret : '')} ${hidden('logout', 'yes')}
      <button class="primary">${words.signOut.submit}</button>
    </form>`,
  })
}

const bareFrame = async ({ database }: System, language: Language): Promise<Frame> => {
  const assets = loadAssets()
  return {
    language,
    institution: await readSetting(database.read, institutionSetting),
    address: '/sign-out',
    assets: { style: assets.style.href, script: assets.script.href },
    who: null,
    navigation: [],
    search: null,
    flash: null,
    banner: null,
  }
}
