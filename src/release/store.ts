/** ● Every statement on release.*. */
import type { Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import { row, rows, run, sql, type Db, type Tx } from '../platform/database.ts'
import { isAttributeName, type AttributeName } from './attribute.ts'
import type { Agreement, ConsentMode, GivenConsent } from './agreement.ts'

type AgreementRow = {
  readonly recipient: string
  readonly name_ja: string
  readonly name_en: string
  readonly attributes: readonly string[]
  readonly purpose_ja: string
  readonly purpose_en: string
  readonly privacy_url: string | null
  readonly mode: ConsentMode
  readonly until: Day | null
}

const agreementOf = (found: AgreementRow): Agreement => ({
  recipient: found.recipient,
  name: { ja: found.name_ja, en: found.name_en },
  attributes: found.attributes.filter(isAttributeName),
  purpose: { ja: found.purpose_ja, en: found.purpose_en },
  privacyUrl: found.privacy_url,
  mode: found.mode,
  until: found.until,
})

const agreementColumns = sql`recipient, name_ja, name_en, attributes, purpose_ja, purpose_en, privacy_url, mode, until`

export const agreementWith = async (db: Db | Tx, recipient: string): Promise<Agreement | null> => {
  const found = await row<AgreementRow>(
    db,
    sql`select ${agreementColumns} from release.agreement where recipient = ${recipient}`,
  )
  return found === null ? null : agreementOf(found)
}

export const agreementsWith = async (
  db: Db | Tx,
  recipients: readonly string[],
): Promise<ReadonlyMap<string, Agreement>> => {
  const found = await rows<AgreementRow>(
    db,
    sql`select ${agreementColumns} from release.agreement where recipient = any(${recipients}::text[])`,
  )
  return new Map(found.map(each => [each.recipient, agreementOf(each)]))
}

export const saveAgreement = (tx: Tx, agreement: Agreement, now: Date): Promise<number> =>
  run(
    tx,
    sql`insert into release.agreement (recipient, name_ja, name_en, attributes, purpose_ja, purpose_en, privacy_url, mode, until, changed_at)
        values (${agreement.recipient}, ${agreement.name.ja}, ${agreement.name.en}, ${agreement.attributes}, ${agreement.purpose.ja},
          ${agreement.purpose.en}, ${agreement.privacyUrl}, ${agreement.mode}, ${agreement.until}, ${now})
        on conflict (recipient) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, attributes = excluded.attributes,
          purpose_ja = excluded.purpose_ja, purpose_en = excluded.purpose_en, privacy_url = excluded.privacy_url,
          mode = excluded.mode, until = excluded.until, changed_at = excluded.changed_at`,
  )

export const consentGiven = (db: Db | Tx, personId: PersonId, recipient: string): Promise<GivenConsent | null> =>
  row<GivenConsent>(
    db,
    sql`select content, given_at as "givenAt" from release.consent where person_id = ${personId} and recipient = ${recipient}`,
  )

export const saveConsent = (
  tx: Tx,
  consent: {
    readonly personId: PersonId
    readonly recipient: string
    readonly content: string
    readonly attributes: readonly AttributeName[]
  },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`insert into release.consent (person_id, recipient, content, attributes, given_at)
        values (${consent.personId}, ${consent.recipient}, ${consent.content}, ${consent.attributes}, ${now})
        on conflict (person_id, recipient) do update set content = excluded.content, attributes = excluded.attributes,
          given_at = excluded.given_at`,
  )

export const removeConsent = async (tx: Tx, personId: PersonId, recipient: string): Promise<boolean> =>
  (await run(tx, sql`delete from release.consent where person_id = ${personId} and recipient = ${recipient}`)) === 1

/** The stored subject of a person in a sector; the first writer's value stays. */
export const subjectStored = async (db: Db | Tx, personId: PersonId, sector: string): Promise<string | null> =>
  (
    await row<{ readonly value: string }>(
      db,
      sql`select value from release.subject where person_id = ${personId} and sector = ${sector}`,
    )
  )?.value ?? null

export const storeSubject = async (
  tx: Tx,
  personId: PersonId,
  sector: string,
  value: string,
  now: Date,
): Promise<void> => {
  await run(
    tx,
    sql`insert into release.subject (person_id, sector, value, created_at) values (${personId}, ${sector}, ${value}, ${now})
        on conflict do nothing`,
  )
}

/** Whose public identifier this is. */
export const personBySubject = async (db: Db | Tx, sector: string, value: string): Promise<PersonId | null> =>
  (
    await row<{ readonly person_id: PersonId }>(
      db,
      sql`select person_id from release.subject where sector = ${sector} and value = ${value}`,
    )
  )?.person_id ?? null

export const noteTold = (
  tx: Tx,
  told: {
    readonly personId: PersonId
    readonly recipient: string
    readonly on: Day
    readonly attributes: readonly AttributeName[]
  },
  now: Date,
): Promise<number> =>
  run(
    tx,
    sql`insert into release.told as before (person_id, recipient, on_day, attributes, first_at, last_at, times)
        values (${told.personId}, ${told.recipient}, ${told.on}, ${[...told.attributes].sort()}, ${now}, ${now}, 1)
        on conflict (person_id, recipient, on_day, attributes) do update set last_at = excluded.last_at, times = before.times + 1`,
  )

export type Told = {
  readonly recipient: string
  readonly onDay: Day
  readonly attributes: readonly string[]
  readonly lastAt: Date
  readonly times: number
}

/** What was told about a person, newest first. */
export const toldAbout = (db: Db | Tx, personId: PersonId): Promise<readonly Told[]> =>
  rows<Told>(
    db,
    sql`select recipient, on_day as "onDay", attributes, last_at as "lastAt", times from release.told
        where person_id = ${personId} order by last_at desc limit 200`,
  )

export type ListedConsent = {
  readonly recipient: string
  readonly attributes: readonly string[]
  readonly givenAt: Date
}

export const consentsOf = (db: Db | Tx, personId: PersonId): Promise<readonly ListedConsent[]> =>
  rows<ListedConsent>(
    db,
    sql`select recipient, attributes, given_at as "givenAt" from release.consent where person_id = ${personId} order by given_at desc`,
  )
