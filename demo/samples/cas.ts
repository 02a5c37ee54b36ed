/** ● A sample service that speaks CAS: it sends people to us, checks their ticket, and ends its session when we say so. */
import { linkButton } from '../../src/platform/web/form.ts'
import { facts } from '../../src/platform/web/fact.ts'
import { html, type Content } from '../../src/platform/web/html.ts'
import { section } from '../../src/platform/web/navigation.ts'
import { codeBlock } from '../../src/platform/web/notice.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { randomToken } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { act, operator, tryAct } from '../acts.ts'
import {
  askUniversity,
  attributeLabel,
  postedTo,
  sendPage,
  sendTo,
  startService,
  visitCookie,
  type SamplePage,
  type Visited,
} from './frame.ts'
import { words } from './text.ts'

export const casSampleUrl = ({ port }: Pick<Config, 'port'>): string => `http://localhost:${port + 13}`

const cookie = 'sample-cas'
const attributes = ['uid', 'displayName', 'jaDisplayName', 'mail', 'eduPersonScopedAffiliation', 'jaou']

type Told = {
  readonly user: string
  readonly attributes: Readonly<Record<string, unknown>>
}

type Sample = {
  readonly baseUrl: string
  readonly url: string
  /** Who came, by the secret in the browser's cookie; and the ticket that brought them. */
  readonly visits: Map<string, { readonly ticket: string; readonly told: Told }>
}

/** Trusts the sample by the operator's use case, once for each port. */
const introduce = async (system: System, url: string): Promise<void> => {
  const known = await act<readonly { readonly id: string }[]>(system, 'sso.list-clients', {}, operator)
  if (known.some(({ id }) => id === url)) return
  const input = {
    address: url,
    name: words.casTitle,
    attributes,
    reason: 'デモの見本サービス',
    purpose: { ja: '授業の参加者の確認', en: 'To know who takes part in a course' },
  }
  const trusted = await tryAct(system, 'sso.trust-cas-service', input, operator)
  if (!trusted.ok) throw new Error(`the CAS sample was refused: ${trusted.refusal.code}`)
}

export const startCasSample = async (system: System, config: Config): Promise<() => Promise<void>> => {
  const sample: Sample = { baseUrl: config.baseUrl, url: casSampleUrl(config), visits: new Map() }
  await introduce(system, sample.url)
  const { url } = sample
  return startService({ system, url, host: config.host, cookie, answer: visited => answer(sample, visited) })
}

const answer = async (sample: Sample, visited: Visited): Promise<void> => {
  const { address, visit, request, response } = visited
  const ticket = address.searchParams.get('ticket')
  if (request.method === 'POST') {
    forget(sample, (await postedTo(request)).get('logoutRequest') ?? '')
    response.writeHead(204).end()
  } else if (address.pathname === '/sign-in') sendTo(response, loginUrl(sample))
  else if (address.pathname === '/sign-out') {
    sample.visits.delete(visit)
    sendTo(response, `${sample.baseUrl}/cas/logout`, visitCookie(cookie, null))
  } else if (address.pathname === '/' && ticket !== null) {
    const told = await check(sample, ticket)
    if (told === null) return sendPage(visited, failed())
    const secret = randomToken()
    sample.visits.set(secret, { ticket, told })
    sendTo(response, '/', visitCookie(cookie, secret))
  } else if (address.pathname === '/') sendPage(visited, pageOf(sample, visit))
  else sendTo(response, '/')
}

const service = ({ url }: Sample): string => `${url}/`

const loginUrl = (sample: Sample): string =>
  `${sample.baseUrl}/cas/login?${new URLSearchParams({ service: service(sample) }).toString()}`

/** Asks the university whose ticket this is (CAS Protocol 3.0 §2.8). */
const check = async (sample: Sample, ticket: string): Promise<Told | null> => {
  const query = new URLSearchParams({ service: service(sample), ticket, format: 'JSON' })
  const answered = await askUniversity(`${sample.baseUrl}/cas/p3/serviceValidate?${query.toString()}`)
  const { serviceResponse } = JSON.parse(answered) as {
    readonly serviceResponse: { readonly authenticationSuccess?: Told }
  }
  return serviceResponse.authenticationSuccess ?? null
}

/** The university says that a session is over: whoever came by that ticket is a stranger again (§2.3.3). */
const forget = ({ visits }: Sample, message: string): void => {
  const ticket = /<samlp:SessionIndex[^>]*>([\w-]+)<\/samlp:SessionIndex>/.exec(message)?.[1]
  for (const [secret, visit] of visits) if (visit.ticket === ticket) visits.delete(secret)
}

const failed = (): SamplePage => ({
  title: words.casTitle,
  lead: words.refused,
  body: linkButton({ href: '/sign-in', label: words.signIn, tone: 'primary' }),
})

const pageOf = ({ visits, baseUrl }: Sample, secret: string): SamplePage => {
  const visit = visits.get(secret)
  if (visit === undefined)
    return {
      title: words.casTitle,
      lead: words.lead,
      body: linkButton({ href: '/sign-in', label: words.signIn, tone: 'primary' }),
    }
  return { title: words.casTitle, lead: words.signedIn, body: toldPart(visit.told, baseUrl) }
}

const text = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join('\n') : typeof value === 'string' ? value : JSON.stringify(value)

const toldPart = (told: Told, baseUrl: string): Content => html`
  ${section(words.who, facts([{ label: words.user, value: told.user }]))}
  ${section(
    words.released,
    facts(
      Object.entries(told.attributes).map(([name, value]) => ({ label: attributeLabel(name), value: text(value) })),
    ),
  )}
  ${section(words.raw, codeBlock(JSON.stringify(told, null, 2), words.raw))}
  <p>
    ${linkButton({ href: '/sign-out', label: words.signOut, tone: 'primary' })}
    ${linkButton({ href: `${baseUrl}/dev`, label: words.panel })}
  </p>
`
