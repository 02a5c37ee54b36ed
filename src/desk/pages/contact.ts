/** ● The contact form, and what became of my question. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import type { Tone } from '../../platform/web/state.ts'
import { categories, type InquiryState, type Message } from '../inquiry.ts'
import { inquiryBySecret, messagesOf } from '../store.ts'
import { categoryNames, refusals, stateNames, words } from '../text.ts'
import { ask, askAgain, secretHashOf } from '../use-cases.ts'

const said = words.contact
type Errors = Readonly<Record<string, Bilingual>>

export const tones: Readonly<Record<InquiryState, Tone>> = {
  open: 'calm',
  answered: 'done',
  waiting: 'attention',
  closed: 'ended',
}

/** The secret of one's question stays in a cookie: it is in no address. */
const cookieOf = (number: string): string => `inquiry-${number}`

const page = (request: Request, errors: Errors): Reply => ({
  kind: 'page',
  ...(Object.keys(errors).length > 0 ? { status: 422, hasErrors: true } : {}),
  title: said.title,
  lead: said.lead,
  shape: 'narrow',
  body: html`
    ${notice('note', said.hurry, said.hurryWhat)}
    ${form({
      action: '/contact',
      csrf: request.csrf,
      fields: [
        {
          kind: 'radio',
          name: 'category',
          label: said.category,
          choices: categories.map(value => ({ value, label: categoryNames[value] })),
        },
        { kind: 'text', name: 'name', label: said.name, autocomplete: 'name', length: 'long' },
        {
          kind: 'text',
          name: 'address',
          label: said.address,
          hint: said.addressHint,
          type: 'email',
          autocomplete: 'email',
          length: 'long',
        },
        { kind: 'textarea', name: 'words', label: said.words, hint: said.wordsHint, rows: 8, maxLength: 4000 },
      ],
      values: { ...request.form, category: request.form['category'] ?? request.query['about'] ?? '' },
      errors,
      submit: { label: said.submit },
    })}
  `,
})

const post = async (request: Request): Promise<Reply> => {
  const { category = '', name = '', address = '', words: written = '' } = request.form
  const result = await request.perform(ask, { category, name, address, words: written })
  if (!result.ok) {
    const { refusal } = result
    if (refusal.code === 'input.wrong') return page(request, fieldErrors(refusal.fields, written))
    if (refusal.code === 'inquiry.address_wrong') return page(request, { address: refusals[refusal.code] })
    return page(request, { '': refusal.code === 'not_found' ? said.fillIn : refusals[refusal.code] })
  }
  const { number, secret } = result.value
  return {
    kind: 'redirect',
    to: `/contact/${number}`,
    cookies: [{ name: cookieOf(number), value: secret, maxAgeSeconds: 90 * 86_400 }],
  }
}

const fieldErrors = (fields: Readonly<Record<string, string>>, written: string): Errors =>
  Object.fromEntries(
    Object.keys(fields).map(name => [name, name === 'words' && written.trim() !== '' ? said.short : said.fillIn]),
  )

const show = async (request: Request): Promise<Reply> => {
  const number = request.params['number'] ?? ''
  const secret = request.cookies[cookieOf(number)]
  const inquiry =
    secret === undefined ? null : await inquiryBySecret(request.db, request.system.vault, number, secretHashOf(secret))
  if (inquiry === null) return { kind: 'not-found' }
  const messages = await messagesOf(request.db, request.system.vault, inquiry.id)
  return {
    kind: 'page',
    title: said.doneTitle,
    state: { word: stateNames[inquiry.state], tone: tones[inquiry.state] },
    lead: said.next,
    shape: 'narrow',
    body: html`
      ${facts([{ label: said.number, value: identifier(inquiry.number) }])} ${talk(messages, said.you)}
      ${
        inquiry.state !== 'closed' &&
        section(
          said.add,
          form({
            action: `/contact/${inquiry.number}/ask-again`,
            csrf: request.csrf,
            fields: [{ kind: 'textarea', name: 'words', label: said.words, rows: 5, maxLength: 4000 }],
            submit: { label: said.addSubmit },
          }),
        )
      }
      <p>${linkButton({ href: '/guide', label: words.guide.title })}</p>
    `,
  }
}

/** What was written on both sides; `asker`: how whoever asked is called on this page. */
export const talk = (messages: readonly Message[], asker: Content): Html =>
  section(
    words.inquiries.talk,
    lines(
      messages.map(message =>
        line({
          name: message.side === 'asker' ? asker : said.office,
          state: html`<small>${instantInWords(message.at)}</small>`,
          detail: html`<p class="written">${message.words}</p>`,
        }),
      ),
    ),
  )

const again = async (request: Request): Promise<Reply> => {
  const number = request.params['number'] ?? ''
  const secret = request.cookies[cookieOf(number)] ?? ''
  const result = await request.perform(askAgain, { number, secret, words: request.form['words'] ?? '' })
  if (result.ok) return { kind: 'redirect', to: `/contact/${number}`, notice: 'inquiry-added' }
  return { kind: 'refused', refusal: result.refusal, back: `/contact/${number}` }
}

export const contactPages: readonly Route[] = [
  { method: 'GET', path: '/contact', who: 'anyone', handle: async request => page(request, {}) },
  { method: 'POST', path: '/contact', who: 'anyone', handle: post },
  { method: 'GET', path: '/contact/:number', who: 'anyone', handle: show },
  { method: 'POST', path: '/contact/:number/ask-again', who: 'anyone', handle: again },
]
