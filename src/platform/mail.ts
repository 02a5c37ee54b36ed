/** The outbox: a mail is written in the transaction that causes it and leaves by a job. */
import type { PersonId } from '../kernel/ids.ts'
import { run, sql, type Tx } from './database.ts'
import { institutionSetting } from './settings/own.ts'
import { readSetting } from './settings.ts'

export type Mail = {
  /** Canonical addr-spec. */
  readonly address: string
  readonly name?: string
  readonly subject: string
  /** Plain text in both languages. */
  readonly body: string
  /** Which notice this is, as a code. */
  readonly purpose: string
  readonly personId: PersonId | null
}

/** Heard by every sender when a mail is committed. */
export const mailChannel = 'sekimori_mail'

/** Words may hold `{institutionJa}` and `{institutionEn}`: they are filled as the mail is written. */
export const sendMail = async (tx: Tx, mail: Mail, now: Date): Promise<void> => {
  const { ja, en } = await readSetting(tx, institutionSetting)
  const named = (words: string): string =>
    words.replaceAll('{institutionJa}', () => ja).replaceAll('{institutionEn}', () => en)
  await run(
    tx,
    sql`with added as (insert into platform.mail (address, recipient_name, subject, body, purpose, person_id, created_at, next_try_at)
        values (${mail.address}, ${mail.name ?? ''}, ${named(mail.subject)}, ${named(mail.body)}, ${mail.purpose}, ${mail.personId},
                ${now}, ${now})
          returning id)
        select pg_notify(${mailChannel}, '') from added`,
  )
}
