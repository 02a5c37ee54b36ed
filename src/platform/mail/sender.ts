/** Sends the outbox through SMTP: in order per address, with longer and longer pauses while the server is away. */
import nodemailer from 'nodemailer'
import type { JobHandler } from '../job.ts'
import { mailChannel } from '../mail.ts'
import { institutionSetting } from '../settings/own.ts'
import { readSetting } from '../settings.ts'
import type { System } from '../system.ts'
import { claimMails, markSent, markUnsent, type WaitingMail } from './store.ts'

const batch = 20
const leaseMs = 120_000
const longestPauseMs = 30 * 60_000
const giveUpAfter = 120 // about two and a half days

export type MailServer = {
  /** `smtp://user:password@host:587` */
  readonly url: string
  /** The address it comes from; the name beside it is the institution's. */
  readonly from: string
}

/** Without a server, as in the demo, nothing sends: the mails stay in the outbox, where /dev shows them. */
export const sendMailJob = ({ url, from }: MailServer): JobHandler => {
  const transport = nodemailer.createTransport(`${url}${url.includes('?') ? '&' : '?'}pool=true`)
  return {
    kind: 'platform.send-mail',
    standing: { channel: mailChannel, everyMs: 15_000 },
    run: async system => {
      for (;;) {
        const mails = await system.database.transact(tx => claimMails(tx, batch, leaseMs, system.clock.now()))
        if (mails.length === 0) return
        const { ja: name } = await readSetting(system.database.read, institutionSetting)
        const sender = { name: oneLine(name), address: from }
        await Promise.all(
          mails.map(mail => sendOne(system, mail, message => transport.sendMail({ ...message, from: sender }))),
        )
      }
    },
  }
}

type Message = {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
}

/** Recipients go as objects only: a string would be parsed again, and might hold another recipient. */
const sendOne = async (
  { database, clock, log }: System,
  mail: WaitingMail,
  send: (message: Message) => Promise<unknown>,
): Promise<void> => {
  try {
    await send({
      to: { name: oneLine(mail.name), address: mail.address },
      subject: oneLine(mail.subject),
      text: mail.body,
    })
  } catch (error) {
    const now = clock.now()
    const code = smtpFault(error)
    const isRefused = (error as { responseCode?: number }).responseCode !== undefined && code.startsWith('5')
    const failedAt = isRefused || mail.attempts >= giveUpAfter ? now : null
    log.warn(
      { mail: mail.id, attempts: mail.attempts, fault: code },
      failedAt === null ? 'mail put off' : 'mail given up',
    )
    const tryAt = new Date(now.getTime() + pauseMs(mail.attempts))
    return database.transact(tx => markUnsent(tx, mail.id, { error: code, tryAt, failedAt }))
  }
  return database.transact(tx => markSent(tx, mail.id, clock.now()))
}

/** 30 s after the first failure, doubling, at most half an hour. */
export const pauseMs = (attempts: number): number => Math.min(30_000 * 2 ** Math.min(attempts - 1, 10), longestPauseMs)

const smtpFault = (error: unknown): string => {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string }
  return String(responseCode ?? code ?? 'unknown')
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
