/** ● Tells a person, at every address known, that something about their signing in has changed. */
import { fill } from '../kernel/bilingual.ts'
import { instantInWords } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { accountsOf } from '../accounts/index.ts'
import { contactsOf } from '../registry/index.ts'
import type { Tx } from '../platform/database.ts'
import { sendMail } from '../platform/mail.ts'
import type { System } from '../platform/system.ts'
import type { Vault } from '../platform/vault.ts'
import { placeOf, type Authenticator } from './authenticators/authenticator.ts'
import { authenticatorsOf } from './store/authenticators.ts'
import { changeMails } from './sign-in/mail-text.ts'

/** The address of a mail factor; null for what is none. */
export const notificationAddressOf = (vault: Vault, factor: Authenticator): string | null =>
  factor.kind === 'mail' && factor.sealed !== null ? vault.open(factor.sealed, placeOf(factor)).toString('utf8') : null

export type Change = { readonly what: keyof typeof changeMails; readonly name: string }

export const tellOfChange = async (
  tx: Tx,
  { baseUrl, vault }: System,
  personId: PersonId,
  { what, name }: Change,
  now: Date,
): Promise<void> => {
  const contacts = (await contactsOf(tx, [personId])).get(personId) ?? []
  const accounts = (await accountsOf(tx, [personId])).get(personId) ?? []
  const owned = await authenticatorsOf(tx, personId)
  const addresses = new Set([
    ...owned.filter(({ state }) => state !== 'pending').flatMap(each => notificationAddressOf(vault, each) ?? []),
    ...contacts.filter(({ kind }) => kind === 'mail').map(({ value }) => value),
    ...accounts.flatMap(({ mail }) => mail ?? []),
  ])
  const { subject, body } = changeMails[what]
  const at = instantInWords(now)
  const text = {
    ja: fill(body, { name, at: at.ja, url: `${baseUrl}/my/security` }).ja,
    en: fill(body, { name, at: at.en, url: `${baseUrl}/my/security` }).en,
  }
  for (const address of addresses)
    await sendMail(
      tx,
      {
        address,
        subject: `${subject.ja} / ${subject.en}`,
        body: `${text.ja}\n\n${text.en}\n`,
        purpose: `authentication.${what}`,
        personId,
      },
      now,
    )
}
