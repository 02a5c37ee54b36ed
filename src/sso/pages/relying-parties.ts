/** ● Services that rely on us: state, last sign-in, what each is told. */
import { instantInWords } from '../../kernel/day.ts'
import { agreementsWith, attributes, type Agreement } from '../../release/index.ts'
import { hasRole } from '../../platform/actor.ts'
import { actorInWords, calledBy } from '../../registry/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier, type Fact } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { recipientOf } from '../relying-party.ts'
import { relyingPartyById, relyingParties, type RelyingParty } from '../store/parties.ts'
import { words } from '../text.ts'
import { distrust } from '../use-cases.ts'

const said = words.parties

const stateBadge = ({ state }: RelyingParty): Content => badge(said[state], state === 'trusted' ? 'done' : 'ended')

const toldTo = (agreement: Agreement | undefined): Content => {
  const labels = (agreement?.attributes ?? []).map(name => attributes[name].label)
  return { ja: labels.map(label => label.ja).join('、'), en: labels.map(label => label.en).join(', ') }
}

const list = async (request: Request): Promise<Reply> => {
  const parties = await relyingParties(request.db)
  const agreements = await agreementsWith(request.db, parties.map(recipientOf))
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'wide',
    body: table<RelyingParty>({
      caption: said.title,
      columns: [
        { key: 'name', label: said.name, cell: party => party.name },
        { key: 'state', label: said.state, cell: stateBadge },
        {
          key: 'last',
          label: said.lastSignIn,
          cell: party => (party.lastSignInAt === null ? '—' : instantInWords(party.lastSignInAt)),
        },
        { key: 'told', label: said.attributes, cell: party => toldTo(agreements.get(recipientOf(party))) },
      ],
      rows: parties,
      rowHref: party => `/services/${encodeURIComponent(party.id)}`,
      empty: { sentence: said.none },
    }),
  }
}

const show = (request: Request): Promise<Reply> => page(request, {})

const page = async (request: Request, errors: Errors): Promise<Reply> => {
  const party = await relyingPartyById(request.db, request.params['clientId'] ?? '')
  if (party === null) return { kind: 'not-found' }
  const agreement = (await agreementsWith(request.db, [recipientOf(party)])).get(recipientOf(party))
  const called = await calledBy(request.db, [party.trustedBy.replace(/^person:/, '')])
  const mayEnd = party.state === 'trusted' && hasRole(request.actor, ['operator'])
  return {
    kind: 'page',
    title: party.name,
    state: { word: said[party.state], tone: party.state === 'trusted' ? 'done' : 'ended' },
    shape: 'member',
    trail: [{ href: '/services', label: said.title }],
    ...(Object.keys(errors).length === 0 ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${facts([
        { label: said.clientId, value: identifier(party.id) },
        { label: said.protocol, value: said.protocols[party.protocol] },
        ...technical(party),
        { label: said.attributes, value: toldTo(agreement) },
        { label: said.mode, value: agreement === undefined ? null : said.modes[agreement.mode] },
        { label: said.reason, value: party.reason },
        { label: said.by, value: actorInWords(party.trustedBy, called) },
        { label: said.at, value: instantInWords(party.trustedAt) },
        { label: said.lastSignIn, value: party.lastSignInAt === null ? null : instantInWords(party.lastSignInAt) },
      ])}
      ${mayEnd && section(said.distrust, html`${notice('warning', said.distrustLead)} ${distrustForm(request, party, errors)}`)}
    `,
  }
}

/** What the service said of itself, as far as its staff would ask about it. */
const technical = (party: RelyingParty): readonly Fact[] => {
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
          value: party.metadata.validUntil === null ? null : instantInWords(new Date(party.metadata.validUntil)),
        },
      ]
    case 'cas':
      return [{ label: said.address, value: codes([party.metadata.address]) }]
  }
}

const distrustForm = (request: Request, party: RelyingParty, errors: Errors): Content =>
  form({
    action: `/services/${encodeURIComponent(party.id)}/distrust`,
    csrf: request.csrf,
    fields: [{ kind: 'text', name: 'reason', label: said.whyEnd, length: 'long', maxLength: 500 }],
    values: request.form,
    errors,
    submit: { label: said.distrust, tone: 'danger' },
  })

const end = async (request: Request): Promise<Reply> => {
  const clientId = request.params['clientId'] ?? ''
  const result = await request.perform(distrust, { clientId, reason: request.form['reason'] })
  const back = `/services/${encodeURIComponent(clientId)}`
  if (result.ok) return { kind: 'redirect', to: back, notice: 'service-distrusted' }
  return result.refusal.code === 'input.wrong'
    ? page(request, { reason: said.giveReason })
    : { kind: 'refused', refusal: result.refusal, back }
}

export const relyingPartyPages: readonly Route[] = [
  { method: 'GET', path: '/services', who: ['operator', 'auditor'], handle: list },
  { method: 'GET', path: '/services/:clientId', who: ['operator', 'auditor'], handle: show },
  { method: 'POST', path: '/services/:clientId/distrust', who: ['operator'], handle: end },
]
