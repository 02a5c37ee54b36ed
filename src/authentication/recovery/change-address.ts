/** ● A notification address that takes another's place waits a day, with a warning to the former one and a link that stops it. */
import { fill } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { sendMail } from '../../platform/mail.ts'
import { randomId } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import type { Authenticator } from '../authenticators/authenticator.ts'
import { changeHours } from '../authenticators/mail-code.ts'
import { mailFactorMails } from '../authenticators/mail-factor-text.ts'
import { newSecret } from '../sign-in/secret.ts'
import { authenticatorById, confirmAuthenticator, retireAuthenticator } from '../store/authenticators.ts'
import { finishChange, formerAddress, insertChange } from '../store/mail-codes.ts'
import { notificationAddressOf, tellOfChange } from '../tell.ts'

const changeMs = changeHours * 3_600_000
export const changeAddressKind = 'authentication.change-address'

/**
 * Begins the wait of a confirmed address. One that was removed within the last day is warned as well: removing and adding is no
 * way round.
 *
 * @returns when the new address will count; null where it takes nobody's place
 */
export const changeAddress = async (tx: Tx, system: System, added: Authenticator, now: Date): Promise<Date | null> => {
  const { personId } = added
  const former = await formerAddress(tx, personId, new Date(now.getTime() - changeMs))
  if (former === null) return null
  const effectiveAt = new Date(now.getTime() + changeMs)
  const [id, secret] = [randomId(), newSecret()]
  await insertChange(
    tx,
    { id, personId, authenticatorId: added.id, formerId: former.id, effectiveAt, cancelHash: secret.hash },
    now,
  )
  await enqueue(tx, { kind: changeAddressKind, key: id, payload: { id }, runAt: effectiveAt }, now)
  const address = notificationAddressOf(system.vault, former)
  const { subject, body } = mailFactorMails.change
  const at = instantInWords(effectiveAt)
  const values = { address: added.name, url: `${system.baseUrl}/address-change/${secret.value}` }
  const text = `${fill(body, { ...values, at: at.ja }).ja}\n\n${fill(body, { ...values, at: at.en }).en}\n`
  if (address !== null)
    await sendMail(
      tx,
      {
        address,
        subject: `${subject.ja} / ${subject.en}`,
        body: text,
        purpose: 'authentication.address-change',
        personId,
      },
      now,
    )
  return effectiveAt
}

/** Puts the new address in the former one's place when its day is over, unless it was stopped. */
export const finishAddressChange = async (tx: Tx, system: System, id: string, now: Date): Promise<void> => {
  const change = await finishChange(tx, id, now)
  const added = change === null ? null : await authenticatorById(tx, change.authenticatorId)
  if (change === null || added === null) return
  await tellOfChange(tx, system, change.personId, { what: 'address-changed', name: added.name }, now)
  await retireAuthenticator(tx, change.formerId, now)
  await confirmAuthenticator(tx, added.id, null, now)
}
