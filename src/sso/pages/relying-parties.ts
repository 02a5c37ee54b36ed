/** ● Services that rely on us: state, last sign-in, what each is told. */
import { fill } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { agreementsWith, attributes, type Agreement } from '../../release/index.ts'
import { hasRole } from '../../platform/actor.ts'
import { actorInWords, calledBy } from '../../registry/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import type { Errors } from '../../platform/web/field.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { minimumClasses, recipientOf } from '../relying-party.ts'
import { minimumWords, serviceWords } from '../service-text.ts'
import { relyingPartyById, relyingParties, signInsSince, type RelyingParty } from '../store/parties.ts'
import { words } from '../text.ts'
import { distrust } from '../use-cases/parties.ts'
import { anyClass, setMinimum } from '../use-cases/set-minimum-class.ts'
import { addressOf, technical, testSignIn, untilOf } from './service-facts.ts'

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
        { key: 'protocol', label: said.protocol, cell: party => said.protocols[party.protocol] },
        { key: 'state', label: said.state, cell: stateBadge },
        {
          key: 'last',
          label: said.lastSignIn,
          cell: party => (party.lastSignInAt === null ? '—' : instantInWords(party.lastSignInAt)),
        },
        { key: 'until', label: serviceWords.runsOut, cell: party => untilOf(party, request.now) },
        { key: 'told', label: said.attributes, cell: party => toldTo(agreements.get(recipientOf(party))) },
      ],
      rows: parties,
      rowHref: addressOf,
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
  const isOperator = hasRole(request.actor, ['operator'])
  const mayEnd = party.state === 'trusted' && isOperator
  const lately = await signInsSince(request.db, party, new Date(request.now.getTime() - weekMs), countedTo)
  const test = party.state === 'trusted' ? testSignIn(party) : null
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
        ...technical(party, request.now),
        { label: said.attributes, value: toldTo(agreement) },
        { label: said.mode, value: agreement === undefined ? null : said.modes[agreement.mode] },
        { label: said.reason, value: party.reason },
        { label: said.by, value: actorInWords(party.trustedBy, called) },
        { label: said.at, value: instantInWords(party.trustedAt) },
        { label: said.lastSignIn, value: party.lastSignInAt === null ? null : instantInWords(party.lastSignInAt) },
        {
          label: serviceWords.lately,
          value: fill(lately < countedTo ? serviceWords.times : serviceWords.manyTimes, { count: lately }),
        },
        { label: serviceWords.minimum, value: minimumWords[party.minimumClass ?? 'any'] },
      ])}
      ${section(
        serviceWords.check,
        html`<p>${serviceWords.checkLead}</p>
          <p>
            ${test !== null && linkButton({ href: test, label: serviceWords.test })}
            ${linkButton({ href: `${addressOf(party)}/preview`, label: serviceWords.preview })}
          </p>`,
      )}
      ${isOperator && section(serviceWords.strength, minimumForm(request, party))}
      ${mayEnd && section(said.distrust, html`${notice('warning', said.distrustLead)} ${distrustForm(request, party, errors)}`)}
    `,
  }
}

/** Sign-ins are counted so far back, and no further than anybody would read. */
const weekMs = 7 * 86_400_000
const countedTo = 10_000

const minimumForm = (request: Request, party: RelyingParty): Content =>
  form({
    action: `${addressOf(party)}/minimum-class`,
    csrf: request.csrf,
    fields: [
      {
        kind: 'select',
        name: 'minimum',
        label: serviceWords.minimum,
        hint: serviceWords.minimumHint,
        choices: ([anyClass, ...minimumClasses] as const).map(value => ({ value, label: minimumWords[value] })),
      },
    ],
    values: { minimum: party.minimumClass ?? anyClass },
    submit: { label: serviceWords.setMinimum },
  })

const setClass = async (request: Request): Promise<Reply> => {
  const clientId = request.params['clientId'] ?? ''
  const back = addressOf({ id: clientId })
  const result = await request.perform(setMinimum, { clientId, minimum: request.form['minimum'] })
  return result.ok
    ? { kind: 'redirect', to: back, notice: 'service-minimum-set' }
    : { kind: 'refused', refusal: result.refusal, back }
}

const distrustForm = (request: Request, party: RelyingParty, errors: Errors): Content =>
  form({
    action: `${addressOf(party)}/distrust`,
    csrf: request.csrf,
    fields: [{ kind: 'text', name: 'reason', label: said.whyEnd, length: 'long', maxLength: 500 }],
    values: request.form,
    errors,
    submit: { label: said.distrust, tone: 'danger' },
  })

const end = async (request: Request): Promise<Reply> => {
  const clientId = request.params['clientId'] ?? ''
  const result = await request.perform(distrust, { clientId, reason: request.form['reason'] })
  const back = addressOf({ id: clientId })
  if (result.ok) return { kind: 'redirect', to: back, notice: 'service-distrusted' }
  return result.refusal.code === 'input.wrong'
    ? page(request, { reason: said.giveReason })
    : { kind: 'refused', refusal: result.refusal, back }
}

export const relyingPartyPages: readonly Route[] = [
  { method: 'GET', path: '/services', who: ['operator', 'auditor'], handle: list },
  { method: 'GET', path: '/services/:clientId', who: ['operator', 'auditor'], handle: show },
  { method: 'POST', path: '/services/:clientId/distrust', who: ['operator'], handle: end },
  { method: 'POST', path: '/services/:clientId/minimum-class', who: ['operator'], handle: setClass },
]
