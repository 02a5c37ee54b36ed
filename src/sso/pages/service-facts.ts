/** ○ What a service said of itself, when that runs out, and where its pages and a sign-in to it begin. */
import { dayOf } from '../../kernel/day.ts'
import type { Fact } from '../../platform/web/fact.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { badge, dayOn } from '../../platform/web/state.ts'
import { serviceWords } from '../service-text.ts'
import type { RelyingParty } from '../store/parties.ts'
import { words } from '../text.ts'

const said = words.parties

/** The page of a service. */
export const addressOf = ({ id }: Pick<RelyingParty, 'id'>): string => `/services/${encodeURIComponent(id)}`

/** Where a sign-in to a service begins: by us where its protocol allows that, else at its own page; null: nowhere that we know of. */
export const testSignIn = (party: RelyingParty): string | null => {
  switch (party.protocol) {
    case 'saml':
      return `/saml/unsolicited?${new URLSearchParams({ providerId: party.id }).toString()}`
    case 'cas':
      return `/cas/login?${new URLSearchParams({ service: party.metadata.address }).toString()}`
    case 'oidc':
      return party.metadata.client_uri ?? null
  }
}

/** Somebody has so long to renew what runs out. */
const soonMs = 30 * 86_400_000

const untilWith = (instant: string, now: Date): Content => {
  const until = new Date(instant)
  const left = until.getTime() - now.getTime()
  const warning =
    left <= 0
      ? badge(serviceWords.isOver, 'danger')
      : left < soonMs
        ? badge(serviceWords.isSoonOver, 'attention')
        : null
  return html`${dayOn(dayOf(until))} ${warning}`
}

/** What runs out first: the metadata or a certificate in it. */
export const untilOf = (party: RelyingParty, now: Date): Content => {
  if (party.protocol !== 'saml') return '—'
  const { validUntil, certificatesUntil } = party.metadata
  const [first] = [validUntil, certificatesUntil].flatMap(each => each ?? []).toSorted()
  return first === undefined ? '—' : untilWith(first, now)
}

/** What the service said of itself, as far as its staff would ask about it. */
export const technical = (party: RelyingParty, now: Date): readonly Fact[] => {
  const codes = (list: readonly string[]): Content => list.map(each => html`<code>${each}</code><br />`)
  switch (party.protocol) {
    case 'oidc':
      return [
        { label: said.redirects, value: codes(party.metadata.redirect_uris) },
        {
          label: said.subjectType,
          value: said.subjects[party.metadata.subject_type === 'pairwise' ? 'pairwise' : 'public'],
        },
        { label: said.method, value: codes([party.metadata.token_endpoint_auth_method]) },
      ]
    case 'saml':
      return [
        { label: said.consumers, value: codes(party.metadata.assertionConsumers.map(({ location }) => location)) },
        { label: said.encrypted, value: party.metadata.encryptionKeys.length > 0 ? said.yes : said.no },
        { label: said.requestsSigned, value: party.metadata.authnRequestsSigned ? said.yes : said.no },
        {
          label: said.metadataUntil,
          value: party.metadata.validUntil === null ? null : untilWith(party.metadata.validUntil, now),
        },
        {
          label: serviceWords.certificateUntil,
          value: party.metadata.certificatesUntil === null ? null : untilWith(party.metadata.certificatesUntil, now),
        },
      ]
    case 'cas':
      return [{ label: said.address, value: codes([party.metadata.address]) }]
  }
}
