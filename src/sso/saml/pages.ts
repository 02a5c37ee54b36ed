/** ○ What a browser sees on a SAML way: the form that carries our answer, and the page for what cannot be answered. */
import type { Reply } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { words } from '../text.ts'

export type Posting = {
  readonly to: string
  readonly name: 'SAMLRequest' | 'SAMLResponse'
  readonly message: string
  readonly relayState: string | null
}

/** A form that posts itself to a service; without scripts, by its button. */
export const postPage = ({ to, name, message, relayState }: Posting): Reply => ({
  kind: 'page',
  title: words.onward.title,
  lead: words.onward.lead,
  shape: 'narrow',
  formTargets: [new URL(to).origin],
  body: html`<form method="post" action="${to}" data-onward>
    <input type="hidden" name="${name}" value="${message}" />
    ${relayState !== null && html`<input type="hidden" name="RelayState" value="${relayState}" />`}
    <p><button class="primary">${words.onward.go}</button></p>
  </form>`,
})

/** Says on our own page that a request cannot be answered, by a code that the service's staff understand. */
export const problemPage = (code: string): Reply => ({
  kind: 'page',
  status: 400,
  title: words.problem.title,
  lead: words.problem.lead,
  shape: 'narrow',
  body: html`<p>${words.problem.code} <code>${code}</code></p>
    <p>${linkButton({ href: '/contact', label: words.problem.contact })}</p>`,
})
