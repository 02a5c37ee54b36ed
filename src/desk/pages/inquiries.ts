/** ● The help desk's list, and one question with its answer. */
import { instantInWords } from '../../kernel/day.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { section, tabs } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import type { Inquiry, InquiryState } from '../inquiry.ts'
import { inquiriesIn, inquiryByNumber, messagesOf } from '../store.ts'
import { categoryNames, stateNames, words } from '../text.ts'
import { answerInquiry, closeInquiry } from '../use-cases.ts'
import { talk, tones } from './contact.ts'

const said = words.inquiries
const officers = ['counter', 'operator'] as const

const views = {
  open: { states: ['open'], label: said.open },
  answered: { states: ['answered', 'waiting'], label: said.answered },
  closed: { states: ['closed'], label: said.closed },
} as const satisfies Readonly<Record<string, { readonly states: readonly InquiryState[]; readonly label: unknown }>>

const list = async (request: Request): Promise<Reply> => {
  const asked = request.query['view'] ?? 'open'
  const view = Object.hasOwn(views, asked) ? (asked as keyof typeof views) : 'open'
  const found = await inquiriesIn(request.db, request.system.vault, views[view].states)
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'wide',
    body: html`
      ${tabs(Object.entries(views).map(([name, { label }]) => ({ href: `/inquiries?view=${name}`, label, current: name === view })))}
      ${table<Inquiry>({
        caption: said.title,
        columns: [
          { key: 'number', label: said.number, align: 'identifier', cell: inquiry => inquiry.number },
          { key: 'category', label: said.category, cell: inquiry => categoryNames[inquiry.category] },
          { key: 'asker', label: said.asker, cell: inquiry => inquiry.name },
          { key: 'asked', label: said.asked, align: 'whole', cell: inquiry => instantInWords(inquiry.askedAt) },
          { key: 'state', label: said.state, cell: inquiry => badge(stateNames[inquiry.state], tones[inquiry.state]) },
        ],
        rows: view === 'open' ? found.toReversed() : found,
        rowHref: inquiry => `/inquiries/${inquiry.number}`,
        empty: { sentence: said.none },
      })}
    `,
  }
}

const show = (request: Request): Promise<Reply> => page(request, {})

const page = async (request: Request, errors: Errors): Promise<Reply> => {
  const inquiry = await inquiryByNumber(request.db, request.system.vault, request.params['number'] ?? '')
  if (inquiry === null) return { kind: 'not-found' }
  const messages = await messagesOf(request.db, request.system.vault, inquiry.id)
  const address = `/inquiries/${inquiry.number}`
  return {
    kind: 'page',
    title: {
      ja: `${categoryNames[inquiry.category].ja} ${inquiry.number}`,
      en: `${categoryNames[inquiry.category].en} ${inquiry.number}`,
    },
    heading: categoryNames[inquiry.category],
    ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
    state: { word: stateNames[inquiry.state], tone: tones[inquiry.state] },
    shape: 'member',
    trail: [{ href: '/inquiries', label: said.title }],
    body: html`
      ${facts([
        { label: said.number, value: identifier(inquiry.number, { spelt: 'spelt' }) },
        { label: said.asker, value: html`${inquiry.name} <code>${inquiry.address}</code>` },
        { label: said.asked, value: instantInWords(inquiry.askedAt) },
      ])}
      ${talk(messages, inquiry.name)}
      ${
        inquiry.state !== 'closed' &&
        section(
          said.reply,
          html`${form({
            action: `${address}/answer`,
            csrf: request.csrf,
            fields: [
              { kind: 'textarea', name: 'words', label: said.reply, hint: said.replyHint, rows: 8, maxLength: 4000 },
              { kind: 'checkbox', name: 'asksBack', label: said.asksBack },
            ],
            values: request.form,
            errors,
            submit: { label: said.submit },
          })}
          ${postButton({ action: `${address}/close`, csrf: request.csrf, label: said.close })}`,
        )
      }
    `,
  }
}

const act = async (request: Request, what: 'answer' | 'close'): Promise<Reply> => {
  const number = request.params['number'] ?? ''
  const back = `/inquiries/${number}`
  const { words: written = '', asksBack } = request.form
  const result =
    what === 'answer'
      ? await request.perform(answerInquiry, { number, words: written, asksBack: asksBack !== undefined })
      : await request.perform(closeInquiry, { number })
  if (!result.ok && result.refusal.code === 'input.wrong') return page(request, { words: said.writeAnswer })
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back }
  return { kind: 'redirect', to: back, notice: what === 'answer' ? 'inquiry-answered' : 'inquiry-closed' }
}

export const inquiryPages: readonly Route[] = [
  { method: 'GET', path: '/inquiries', who: officers, handle: list },
  { method: 'GET', path: '/inquiries/:number', who: officers, handle: show },
  { method: 'POST', path: '/inquiries/:number/answer', who: officers, handle: request => act(request, 'answer') },
  { method: 'POST', path: '/inquiries/:number/close', who: officers, handle: request => act(request, 'close') },
]
