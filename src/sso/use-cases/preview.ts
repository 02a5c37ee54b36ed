/** ● Looking at what a service would get about somebody. Nothing is sent, stored or counted as told; that somebody looked is audited. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import { asPersonId, type PersonId } from '../../kernel/ids.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { accountsOf, maySignIn, type Account } from '../../accounts/index.ts'
import { displayName, personsOf, searchPeople } from '../../registry/index.ts'
import {
  agreementWith,
  attributesOf,
  attributesOfScope,
  consentContent,
  consentGiven,
  explainRelease,
  mustAsk,
  releasedByCategories,
  subjectForeseen,
  type Agreement,
  type Asking,
  type AttributeName,
  type EntityCategory,
  type Explained,
} from '../../release/index.ts'
import type { Tx } from '../../platform/database.ts'
import { answer, useCase, type Context } from '../../platform/use-case.ts'
import { recipientOf } from '../relying-party.ts'
import { askedOf, requestedOf } from '../saml/asked-attributes.ts'
import { relyingPartyById, type RelyingParty } from '../store/parties.ts'

/** Persons whom a preview may be of, by two letters of a name or number. */
export const lookForPerson = useCase({
  name: 'sso.look-for-person',
  title: { ja: '送信内容を確かめる人を探す', en: 'Look for the person of a preview' },
  input: z.strictObject({ query: z.string().max(100) }),
  permit: { roles: ['operator', 'auditor'] },
  load: async (tx, { query }, { now }) => ({ people: await searchPeople(tx, query, { limit: 20, today: dayOf(now) }) }),
  decide: found => answer(found),
  write: async (_tx, found) => accept(found),
  remembers: (_input, output) => ({ found: output?.people.length }),
})

export type Preview = {
  readonly party: RelyingParty
  readonly name: { readonly ja: string; readonly en: string }
  readonly account: Account
  /** Every account that the person could sign in with. */
  readonly accounts: readonly Account[]
  readonly agreement: Agreement | null
  readonly lines: readonly Explained[]
  /** Attributes that an entity category of the service would bring. */
  readonly categories: ReadonlyMap<AttributeName, EntityCategory>
  /** Would be asked before anything is sent. */
  readonly wouldAsk: boolean
}

type Loaded = { readonly personId: PersonId; readonly preview: Preview | null }

export const previewRelease = useCase({
  name: 'sso.preview-release',
  title: { ja: 'サービスに送られる内容を確かめる', en: 'See what a service would get about somebody' },
  input: z.strictObject({ clientId: z.string().max(300), person: z.uuid(), account: z.uuid().optional() }),
  permit: { roles: ['operator', 'auditor'] },
  load: async (tx, { clientId, person, account: chosen }, context): Promise<Loaded | null> => {
    const personId = asPersonId(person)
    const party = await relyingPartyById(tx, clientId)
    const found = (await personsOf(tx, [personId])).get(personId)
    if (party === null || found === undefined) return null
    const owned = (await accountsOf(tx, [personId])).get(personId) ?? []
    const accounts = owned.filter(each => maySignIn(each, dayOf(context.now)) !== 'no')
    const account = accounts.find(each => each.id === chosen) ?? accounts[0]
    if (account === undefined) return { personId, preview: null }
    const name = { ja: displayName(found.names, 'ja'), en: displayName(found.names, 'en') }
    return { personId, preview: { party, name, account, accounts, ...(await foreseen(tx, party, account, context)) } }
  },
  decide: ({ preview }): Result<Preview, { readonly code: 'preview.no_account' }> =>
    preview === null ? refuse({ code: 'preview.no_account' }) : accept(preview),
  write: async (_tx, preview) => accept(preview),
  concerns: ({ personId }) => [personId],
  remembers: ({ clientId }, output) => ({
    client: clientId,
    ...(output === null ? {} : { leaving: output.lines.filter(({ verdict }) => verdict.does === 'leave').length }),
  }),
})

const foreseen = async (tx: Tx, party: RelyingParty, account: Account, { system, now }: Context) => {
  const { personId } = account
  const recipient = recipientOf(party)
  const agreement = await agreementWith(tx, recipient)
  const subjects = {
    publicId: await subjectForeseen(tx, system, personId, ''),
    // An OpenID Connect client knows the person by `sub`, not by an attribute.
    pairwiseId: party.protocol === 'oidc' ? null : await subjectForeseen(tx, system, personId, recipient),
  }
  const values = await attributesOf(tx, system, account, subjects, dayOf(now))
  const asked = askedBy(party, agreement?.attributes ?? [])
  const given = await consentGiven(tx, personId, recipient)
  const told = [...asked.keys()].filter(name => agreement?.attributes.includes(name) === true)
  return {
    agreement,
    lines: explainRelease({ values, agreement, asked, today: dayOf(now) }),
    categories: categoriesOf(party),
    wouldAsk: agreement !== null && mustAsk(agreement.mode, consentContent(agreement, told), given, now),
  }
}

const categoriesOf = (party: RelyingParty): ReadonlyMap<AttributeName, EntityCategory> =>
  party.protocol === 'saml'
    ? releasedByCategories(party.metadata.entityAttributes, requestedOf(party.metadata))
    : new Map()

/** What the service asks for when it asks as it is registered; a request of its own may ask for less. */
const askedBy = (party: RelyingParty, agreed: readonly AttributeName[]): ReadonlyMap<AttributeName, Asking> => {
  switch (party.protocol) {
    case 'saml':
      return askedOf(party.metadata, agreed, null)
    case 'cas':
      return new Map(agreed.map(name => [name, { by: 'agreement' }]))
    case 'oidc':
      return new Map(
        party.metadata.scope
          .split(' ')
          .flatMap(scope => attributesOfScope(scope).map(name => [name, { by: 'scope', scope }] as const)),
      )
  }
}
