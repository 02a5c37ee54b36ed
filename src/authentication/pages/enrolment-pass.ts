/** ● The enrolment pass: the counter that gives it, and the page on which its person uses it. */
import { asAccountId, isUuid } from '../../kernel/ids.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { form, postButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { belowMyPage } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { accountById } from '../../accounts/index.ts'
import { passDocuments, passMinutes, type EnrolmentPass } from '../recovery/enrolment-pass.ts'
import { passWords } from '../recovery/enrolment-pass-text.ts'
import { factorWords } from '../authenticators/factor-text.ts'
import { passAsPdf } from '../recovery/pass-pdf.ts'
import { openPassOf } from '../store/enrolment-passes.ts'
import { approvePass, askPass, printPass, usePass } from '../use-cases/enrolment-pass.ts'
import { proveFirst } from './step-up-address.ts'

const desk = passWords.desk
const who = ['counter', 'account-operator'] as const
const spans = [passMinutes.shortest, passMinutes.usual, passMinutes.longest] as const

const show = async (request: Request): Promise<Reply> => {
  const id = request.params['id'] ?? ''
  const account = isUuid(id) ? await accountById(request.db, asAccountId(id)) : null
  if (account === null) return { kind: 'not-found' }
  const open = await openPassOf(request.db, account.personId)
  return {
    kind: 'page',
    title: desk.title,
    lead: desk.lead,
    trail: [{ href: `/counter/${id}`, label: { ja: account.username, en: account.username } }],
    shape: 'officer',
    body: html`
      ${open !== null && openPass(request, id, open)}
      ${form({
        action: `/recovery/${id}`,
        csrf: request.csrf,
        fields: [
          {
            kind: 'select',
            name: 'document',
            label: desk.document,
            choices: passDocuments.map(value => ({ value, label: desk.documents[value] })),
          },
          {
            kind: 'text',
            name: 'last4',
            label: desk.last4,
            length: 'short',
            maxLength: 4,
            identifier: true,
            optional: true,
          },
          {
            kind: 'radio',
            name: 'minutes',
            label: desk.minutes,
            choices: spans.map(span => ({ value: String(span), label: desk.spans[span] })),
          },
        ],
        values: { minutes: String(passMinutes.usual) },
        submit: { label: desk.ask },
      })}
    `,
  }
}

/** How far the pass is, and what comes next. */
const openPass = (request: Request, accountId: string, pass: EnrolmentPass): Content => {
  const button = (what: 'approve' | 'print') =>
    postButton({
      action: `/recovery/${accountId}/${what}`,
      csrf: request.csrf,
      label: desk[what],
      values: { id: pass.id },
    })
  const by = facts([{ label: desk.askedBy, value: identifier(pass.askedBy) }])
  if (pass.state === 'asked') return notice('note', desk.asked, html`${by} ${button('approve')}`)
  if (pass.state === 'approved') return notice('note', desk.approved, html`${by} ${button('print')}`)
  return notice('note', desk.printed, by)
}

const ask = async (request: Request): Promise<Reply> => {
  const accountId = request.params['id'] ?? ''
  const { document, last4 = '', minutes } = request.form
  const result = await request.perform(askPass, { accountId, document, last4, minutes })
  return answered(request, result, 'pass-asked')
}

const approve = async (request: Request): Promise<Reply> =>
  answered(request, await request.perform(approvePass, { id: request.form['id'] }), 'pass-approved')

type Answer = Awaited<ReturnType<Request['perform']>>

const answered = (request: Request, result: Answer, done: string): Reply => {
  const back = `/recovery/${request.params['id'] ?? ''}`
  return result.ok ? { kind: 'redirect', to: back, notice: done } : { kind: 'refused', refusal: result.refusal, back }
}

/** The paper, handed over once and kept nowhere. */
const print = async (request: Request): Promise<Reply> => {
  const result = await request.perform(printPass, { id: request.form['id'] })
  if (!result.ok) return answered(request, result, '')
  return {
    kind: 'file',
    name: 'pass.pdf',
    mediaType: 'application/pdf',
    body: await passAsPdf(result.value, request.system.baseUrl),
    inline: true,
    headers: { 'cache-control': 'no-store' },
  }
}

const said = passWords.mine
const mine = '/my/second-factors/pass'

const content = (request: Request, isWrong: boolean): PageContent => ({
  title: said.title,
  lead: said.lead,
  trail: [...belowMyPage, { href: '/my/second-factors', label: factorWords.mine.title }],
  shape: 'narrow',
  hasErrors: isWrong,
  body: html`
    ${notice('note', said.first, said.firstWhat)}
    ${form({
      action: mine,
      csrf: request.csrf,
      fields: [
        {
          kind: 'text',
          name: 'pass',
          label: said.pass,
          hint: said.passHint,
          identifier: true,
          length: 'medium',
          autocomplete: 'off',
        },
      ],
      errors: isWrong ? { pass: said.wrong } : {},
      submit: { label: said.submit },
    })}
  `,
})

const use = async (request: Request): Promise<Reply> => {
  const result = await request.perform(usePass, { pass: (request.form['pass'] ?? '').slice(0, 100) })
  if (result.ok) return { kind: 'redirect', to: '/my/second-factors', notice: 'pass-used' }
  return result.refusal.code === 'factor.wrong'
    ? { kind: 'page', status: 422, ...content(request, true) }
    : proveFirst(result.refusal, mine)
}

export const enrolmentPassPages: readonly Route[] = [
  { method: 'GET', path: '/recovery/:id', who, handle: show },
  { method: 'POST', path: '/recovery/:id', who, handle: ask },
  { method: 'POST', path: '/recovery/:id/approve', who, handle: approve },
  { method: 'POST', path: '/recovery/:id/print', who, handle: print },
  {
    method: 'GET',
    path: mine,
    who: 'signed-in',
    handle: async request => ({ kind: 'page', ...content(request, false) }),
  },
  { method: 'POST', path: mine, who: 'signed-in', handle: use },
]
