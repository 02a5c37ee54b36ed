/** The only door to release: what may be told about a person, to whom. */
import { dayOf, type Day } from '../kernel/day.ts'
import type { PersonId } from '../kernel/ids.ts'
import type { Account } from '../accounts/index.ts'
import { affiliationsOf, currentName, displayName, personsOf } from '../registry/index.ts'
import { entitlementsOf, standingOn } from '../eligibility/index.ts'
import type { Db, Tx } from '../platform/database.ts'
import type { Module } from '../platform/module.ts'
import { readSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { covers } from '../kernel/day.ts'
import type { AttributeName, AttributeValues } from './attribute.ts'
import { filterAttributes, type Agreement } from './agreement.ts'
import { myReleasesPages } from './pages/my-releases.ts'
import { allowedAffiliations, resolveAttributes, type EduPersonAffiliation } from './resolve.ts'
import { scopeSetting } from './settings.ts'
import { noteTold, personBySubject, storeSubject, subjectStored } from './store.ts'
import { subjectSeed, subjectValue } from './subject.ts'
import { notices, refusals } from './text.ts'
import { giveConsent, withdrawConsent } from './use-cases.ts'

export type { Agreement } from './agreement.ts'
export { consentContent, consentModes, mustAsk } from './agreement.ts'
export type { AttributeName, AttributeValues } from './attribute.ts'
export { attributes, attributesOfScope, isAttributeName } from './attribute.ts'
export { agreementWith, agreementsWith, consentGiven, saveAgreement } from './store.ts'
export { consentView } from './pages/consent.ts'
export { giveConsent, personBySubject }

/** The university's scope, as in `student@example.ac.jp`: what was set, else the domain that this server is in. */
export const scopeOf = async (db: Db | Tx, { baseUrl }: System): Promise<string> =>
  (await readSetting(db, scopeSetting)) || new URL(baseUrl).hostname.split('.').slice(-3).join('.')

/** How a sector knows a person. Made at first use in a transaction of its own kind: pass the Tx of the act. */
export const subjectOf = async (
  tx: Tx,
  system: System,
  personId: PersonId,
  sector: string,
  now: Date,
): Promise<string> => {
  const stored = await subjectStored(tx, personId, sector)
  if (stored !== null) return stored
  const person = (await personsOf(tx, [personId])).get(personId)
  if (person === undefined) throw new Error('a subject was asked for nobody')
  const value = subjectValue(system.vault.fingerprint('release.subject', subjectSeed(person.number, sector)))
  await storeSubject(tx, personId, sector, value, now)
  return (await subjectStored(tx, personId, sector)) ?? value
}

export const storedSubject = subjectStored

/** How the person is called: by everyone, and by the one recipient in question. */
export type SubjectIds = { readonly publicId: string; readonly pairwiseId?: string | null }

/** Everything that could be told of a person signed in with an account; what leaves is decided by the agreement. */
export const attributesOf = async (
  db: Db | Tx,
  system: System,
  account: Account,
  { publicId, pairwiseId = null }: SubjectIds,
  today: Day,
): Promise<AttributeValues> => {
  const persons = await personsOf(db, [account.personId])
  const affiliations = await affiliationsOf(db, [account.personId])
  const entitlements = await entitlementsOf(db, [account.personId])
  const person = persons.get(account.personId)
  if (person === undefined) return new Map()
  const name = currentName(person.names)
  const present = (affiliations.get(account.personId) ?? []).filter(
    ({ period, state }) => covers(period, today) && (state === 'active' || state === 'on_leave'),
  )
  const held = new Set(
    (entitlements.get(account.personId) ?? [])
      .filter(each => standingOn(each, today) === 'held')
      .map(each => each.kind as string),
  )
  return resolveAttributes(
    {
      displayName: { ja: displayName(person.names, 'ja'), en: displayName(person.names, 'en') },
      family: { kanji: name?.family.kanji ?? null, roman: name?.family.roman ?? null },
      given: name?.given == null ? null : { kanji: name.given.kanji, roman: name.given.roman },
      username: account.username,
      mail: account.mail,
      affiliations: allowedAffiliations.filter((value): value is EduPersonAffiliation =>
        held.has(`affiliation.${value}`),
      ),
      units: present.flatMap(({ unit }) => (unit === null ? [] : [unit.name])),
      publicId,
      pairwiseId,
      assurance: [],
    },
    { scope: await scopeOf(db, system) },
  )
}

/** What this recipient is told now, and a line for the person's own page that it was. */
export const releaseTo = async (
  tx: Tx,
  {
    system,
    account,
    subjectIds,
    agreement,
    asked,
    now,
  }: {
    readonly system: System
    readonly account: Account
    readonly subjectIds: SubjectIds
    readonly agreement: Agreement
    readonly asked: readonly AttributeName[]
    readonly now: Date
  },
): Promise<AttributeValues> => {
  const values = await attributesOf(tx, system, account, subjectIds, dayOf(now))
  const leaving = filterAttributes(values, agreement, asked, dayOf(now))
  await noteTold(
    tx,
    { personId: account.personId, recipient: agreement.recipient, on: dayOf(now), attributes: [...leaving.keys()] },
    now,
  )
  return leaving
}

export const releaseModule: Module = {
  name: 'release',
  useCases: [giveConsent, withdrawConsent],
  routes: myReleasesPages,
  jobs: [],
  schedule: [],
  reconciler: null,
  settings: [scopeSetting],
  refusals,
  notices,
  machines: {},
}
