/** Telling people, in the transaction that causes it: the applicant, a member by the address the registry has. */
import type { PersonId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import type { Context } from '../../platform/use-case.ts'
import { contactsOf, displayName, personsOf } from '../../registry/index.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Application } from '../application.ts'
import { landJob } from '../jobs/landing.ts'
import { letter, type Letter } from '../mails.ts'

type Values = Readonly<Record<string, string>>
type Where = Pick<Context, 'system' | 'now'>

/** Writes to the applicant; whoever was applied for by an office has no page of their own before they sign in. */
export const tell = async (
  tx: Tx,
  { application, name, values = {} }: { application: Application; name: Letter; values?: Values },
  { system, now }: Where,
): Promise<void> => {
  const { number, answers, broughtByLabel } = application
  const address = parseAddress(answers.mail ?? '')
  if (!address.ok) return
  const link = broughtByLabel === null ? `${system.baseUrl}/apply/${number}` : `${system.baseUrl}/apply`
  const words = letter(name, { number, link, ...values })
  const mail = { address: address.value, ...words, purpose: `admissions.${name}`, personId: application.applicant }
  await sendMail(tx, mail, now)
}

/** Writes to a member at their university address, or at whatever other the registry has; nothing where it has none. */
export const tellMember = async (
  tx: Tx,
  { person, name, values }: { readonly person: PersonId; readonly name: Letter; readonly values: Values },
  { now }: Where,
): Promise<void> => {
  const mails = ((await contactsOf(tx, [person])).get(person) ?? []).filter(({ kind }) => kind === 'mail')
  const mail = mails.find(({ purpose }) => purpose === 'university') ?? mails[0]
  const address = parseAddress(mail?.value ?? '')
  if (!address.ok) return
  await sendMail(tx, { address: address.value, ...letter(name, values), purpose: `admissions.${name}`, personId: person }, now) // prettier-ignore
}

/** A person's name as letters and pages say it. */
export const nameOfPerson = async (db: Db | Tx, person: PersonId): Promise<Bilingual> => {
  const names = (await personsOf(db, [person])).get(person)?.names ?? []
  return { ja: displayName(names, 'ja'), en: displayName(names, 'en') }
}

/** Hands the row to the registry, after this transaction. */
export const land = (tx: Tx, { number }: Pick<Application, 'number'>, now: Date): Promise<void> =>
  enqueue(tx, { kind: landJob, key: number, payload: { number }, runAt: now }, now)
