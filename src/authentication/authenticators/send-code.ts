/** ● Sends a code to a notification address, within the limits; beyond them nothing is sent, and nobody is told so. */
import { fill } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { PersonId, SessionId } from '../../kernel/ids.ts'
import type { Tx } from '../../platform/database.ts'
import { sendMail } from '../../platform/mail.ts'
import { randomId, randomText } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import type { Authenticator } from './authenticator.ts'
import { codeDigits, codeMinutes, codeSeed, maySend, sendsWithinMs, type Purpose } from './mail-code.ts'
import { mailFactorMails } from './mail-factor-text.ts'
import { countTry } from '../store.ts'
import { codesSent, insertCode } from '../store/mail-codes.ts'
import { notificationAddressOf } from '../tell.ts'

export type Sending = {
  readonly sessionId: SessionId
  readonly personId: PersonId
  readonly factor: Authenticator
  readonly purpose: Purpose
  readonly knownBrowser: boolean
}

/** Those who send for one person at once wait for each other at its row, so that no limit is passed between a look and a write. */
const oneAtATime = (tx: Tx, { personId, knownBrowser }: Sending, now: Date): Promise<unknown> =>
  countTry(tx, [{ key: `${personId}|mail-sends|${knownBrowser}`, limits: { free: 1000, longestSeconds: 1 } }], now)

/** @returns whether a code was sent */
export const sendCode = async (tx: Tx, system: System, sending: Sending, now: Date): Promise<boolean> => {
  const { sessionId, personId, factor, purpose, knownBrowser } = sending
  const address = notificationAddressOf(system.vault, factor)
  if (address === null) return false
  await oneAtATime(tx, sending, now)
  const since = new Date(now.getTime() - sendsWithinMs)
  if (!maySend(await codesSent(tx, personId, { knownBrowser, since }), now)) return false
  const code = randomText(codeDigits, '0123456789')
  const until = new Date(now.getTime() + codeMinutes * 60_000)
  const seed = codeSeed({ sessionId, personId, authenticatorId: factor.id, purpose, code })
  const fingerprint = system.vault.fingerprint('authentication.mail-code', seed)
  await insertCode(
    tx,
    { id: randomId(), sessionId, personId, authenticatorId: factor.id, purpose, fingerprint, knownBrowser, until },
    now,
  )
  const { subject, body } = mailFactorMails.code
  const [inWords, url] = [instantInWords(until), `${system.baseUrl}/my/password`]
  const text = `${fill(body, { code, until: inWords.ja, url }).ja}\n\n${fill(body, { code, until: inWords.en, url }).en}\n`
  await sendMail(
    tx,
    { address, subject: `${subject.ja} / ${subject.en}`, body: text, purpose: 'authentication.code', personId },
    now,
  )
  return true
}
