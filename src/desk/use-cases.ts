/** ● Asking, answering and closing. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fill } from '../kernel/bilingual.ts'
import { next } from '../kernel/machine.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { actorLabel } from '../platform/actor.ts'
import { networkOf } from '../platform/http/network.ts'
import { parseAddress } from '../platform/mail/address.ts'
import { sendMail } from '../platform/mail.ts'
import { randomId, randomText, randomToken } from '../platform/random.ts'
import { useCase } from '../platform/use-case.ts'
import {
  categories,
  inquiryLife,
  inquiryNumber,
  mayAsk,
  numberAlphabet,
  type Inquiry,
  type InquiryState,
} from './inquiry.ts'
import { addMessage, countAsked, inquiryBySecret, inquiryForUpdate, insertInquiry, moveInquiry } from './store.ts'
import { letters } from './text.ts'

export const secretHashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const words = z.string().trim().min(5).max(4000)

export type AskRefusal = { readonly code: 'inquiry.too_many' | 'inquiry.address_wrong' }

/** Takes a question. Says a number for talking about it, and a secret by which its asker alone sees it again. */
export const ask = useCase({
  name: 'desk.ask',
  title: { ja: '問い合わせる', en: 'Ask the help desk' },
  input: z.strictObject({
    category: z.enum(categories),
    name: z.string().trim().min(1).max(100),
    address: z.string().trim().max(254),
    words,
  }),
  permit: { anyone: true },
  load: async (tx, { address }, { address: from, now, system }) => {
    const parsed = parseAddress(address)
    const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
    const prints = [`network:${networkOf(from)}`, `address:${parsed.ok ? parsed.value : ''}`].map(text =>
      system.vault.fingerprint('desk.tally', text),
    )
    const [network = 0, address_ = 0] = await countAsked(tx, prints, hour)
    return { parsed, counts: { network, address: address_ } }
  },
  decide: ({ parsed, counts }): Result<string, AskRefusal> => {
    if (!parsed.ok) return refuse({ code: 'inquiry.address_wrong' })
    return mayAsk(counts) ? accept(parsed.value) : refuse({ code: 'inquiry.too_many' })
  },
  write: async (
    tx,
    address,
    { now, actor, language, system },
    input,
  ): Promise<Result<{ readonly number: string; readonly secret: string }, AskRefusal>> => {
    const id = randomId()
    const secret = randomToken()
    const number = inquiryNumber(now.getUTCFullYear(), randomText(7, numberAlphabet))
    const personId = actor.kind === 'person' ? actor.personId : null
    const { category, name } = input
    await insertInquiry(
      tx,
      system.vault,
      { id, number, category, name, address, language, secretHash: secretHashOf(secret), personId },
      now,
    )
    await addMessage(
      tx,
      system.vault,
      { inquiryId: id, side: 'asker', author: actorLabel(actor), words: input.words },
      now,
    )
    const letter = fill(letters.received.body, { number })
    await sendMail(
      tx,
      {
        address,
        subject: both(fill(letters.received.subject, { number })),
        body: `${letter.ja}\n\n${letter.en}`,
        purpose: 'inquiry-received',
        personId,
      },
      now,
    )
    return accept({ number, secret })
  },
  remembers: (_input, output) => ({ number: output?.number }),
})

const both = ({ ja, en }: { readonly ja: string; readonly en: string }): string => `${ja} / ${en}`

export type AnswerRefusal = { readonly code: 'inquiry.closed' }

const moveTo = (
  inquiry: Inquiry,
  action: string,
): Result<{ readonly inquiry: Inquiry; readonly to: InquiryState }, AnswerRefusal> => {
  const to = next<InquiryState>(inquiryLife, inquiry.state, action)
  return to === null ? refuse({ code: 'inquiry.closed' }) : accept({ inquiry, to })
}

/** Answers a question, or asks back; what was written is mailed to whoever asked. */
export const answerInquiry = useCase({
  name: 'desk.answer',
  title: { ja: '問い合わせに答える', en: 'Answer an inquiry' },
  input: z.strictObject({ number: z.string().max(20), words, asksBack: z.boolean().default(false) }),
  permit: { roles: ['counter', 'operator'] },
  load: (tx, { number }, { system }) => inquiryForUpdate(tx, system.vault, number),
  decide: (inquiry, { asksBack }) => moveTo(inquiry, asksBack ? 'ask_back' : 'answer'),
  write: async (tx, { inquiry, to }, { now, actor, system }, input) => {
    await addMessage(
      tx,
      system.vault,
      { inquiryId: inquiry.id, side: 'office', author: actorLabel(actor), words: input.words },
      now,
    )
    await moveInquiry(tx, inquiry.id, to, now)
    const subject = both(fill(letters.answered.subject, { number: inquiry.number }))
    const frame = fill(letters.answered.body, { number: inquiry.number })
    const body = `${input.words}\n\n--\n${frame.ja}\n${frame.en}`
    await sendMail(tx, { address: inquiry.address, subject, body, purpose: 'inquiry-answered', personId: null }, now)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ number }),
})

/** Whoever asked writes again: only with the secret of the question. */
export const askAgain = useCase({
  name: 'desk.ask-again',
  title: { ja: '問い合わせに書き足す', en: 'Write again about one’s inquiry' },
  input: z.strictObject({ number: z.string().max(20), secret: z.string().max(100), words }),
  permit: { anyone: true },
  load: (tx, { number, secret }, { system }) => inquiryBySecret(tx, system.vault, number, secretHashOf(secret)),
  decide: inquiry => (inquiry.state === 'open' ? accept({ inquiry, to: inquiry.state }) : moveTo(inquiry, 'ask_again')),
  write: async (tx, { inquiry, to }, { now, actor, system }, input) => {
    await addMessage(
      tx,
      system.vault,
      { inquiryId: inquiry.id, side: 'asker', author: actorLabel(actor), words: input.words },
      now,
    )
    await moveInquiry(tx, inquiry.id, to, now)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ number }),
})

/** Closes a question: nothing more is expected. */
export const closeInquiry = useCase({
  name: 'desk.close',
  title: { ja: '問い合わせを終了する', en: 'Close an inquiry' },
  input: z.strictObject({ number: z.string().max(20) }),
  permit: { roles: ['counter', 'operator'] },
  load: (tx, { number }, { system }) => inquiryForUpdate(tx, system.vault, number),
  decide: inquiry => moveTo(inquiry, 'close'),
  write: async (tx, { inquiry, to }, { now }) => {
    await moveInquiry(tx, inquiry.id, to, now)
    return accept({ state: to })
  },
  remembers: ({ number }) => ({ number }),
})
