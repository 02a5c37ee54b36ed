/** ● A sample service that speaks SAML: signs in by Redirect and POST, shows who came, and takes part in single logout. */
import 'reflect-metadata'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import type { Config } from '../../src/platform/config/config.ts'
import { randomToken } from '../../src/platform/random.ts'
import type { System } from '../../src/platform/system.ts'
import { facts } from '../../src/platform/web/fact.ts'
import { linkButton } from '../../src/platform/web/form.ts'
import { html, type Content } from '../../src/platform/web/html.ts'
import { section } from '../../src/platform/web/navigation.ts'
import { codeBlock } from '../../src/platform/web/notice.ts'
import { act, operator } from '../acts.ts'
import { readSeed, saveSeed, type SampleKey } from '../store.ts'
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
import {
  authnRequest,
  idOf,
  logoutRequest,
  logoutResponse,
  readMetadata,
  readRedirected,
  readResponse,
  redirected,
  sessionIn,
  wasPartial,
  wasSuccess,
  type Spoken,
  type Told,
} from './saml-messages.ts'
import { words } from './text.ts'

export const samlSampleUrl = ({ port }: Pick<Config, 'port'>): string => `http://localhost:${port + 12}`

const cookie = 'sample-saml'
const attributes = [
  'displayName',
  'jaDisplayName',
  'mail',
  'eduPersonScopedAffiliation',
  'pairwise-id',
  'o',
  'jao',
  'eduPersonAssurance',
]

type University = ReturnType<typeof readMetadata>

type Sample = {
  readonly system: System
  readonly baseUrl: string
  readonly url: string
  readonly key: SampleKey
  readonly university: () => Promise<University>
  /** Who came, by the secret in the browser's cookie. */
  readonly visits: Map<string, Told>
  /** Requests that wait for their answer. */
  readonly open: Set<string>
}

/** The sample's key, made once for each port, and its metadata given to the operator's use case. */
const introduce = async (system: System, config: Config): Promise<SampleKey> => {
  const state = await readSeed(system.database.read)
  const url = samlSampleUrl(config)
  if (state === null) throw new Error('the sample service comes after the seed')
  if (state.sampleSaml?.url === url) return state.sampleSaml
  const key = { url, ...(await keyPair(system.clock.now())) }
  const purpose = { ja: '閲覧できる人の確認', en: 'To know who may read' }
  const input = { metadata: metadataOf(key), attributes, reason: 'デモの見本サービス', purpose }
  await act(system, 'sso.trust-service', input, operator)
  await saveSeed(system.database, { ...state, sampleSaml: key }, system.clock.now())
  return key
}

const keyPair = async (now: Date): Promise<{ readonly key: string; readonly certificate: string }> => {
  const { subtle } = cryptoProvider.get()
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const usual = { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
  const keys = await subtle.generateKey(usual, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: ['localhost'] }],
    notBefore: now,
    notAfter: new Date(now.getTime() + 2 * 365 * 86_400_000),
    keys,
    signingAlgorithm: algorithm,
  })
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    certificate: Buffer.from(made.rawData).toString('base64'),
  }
}

const metadataOf = ({ url, certificate }: SampleKey): string => `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" entityID="${url}/sp">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:Extensions><mdui:UIInfo><mdui:DisplayName xml:lang="ja">${words.samlTitle.ja}</mdui:DisplayName><mdui:DisplayName xml:lang="en">${words.samlTitle.en}</mdui:DisplayName></mdui:UIInfo></md:Extensions>
    <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${url}/slo"/>
    <md:AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${url}/acs"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`

export const startSamlSample = async (system: System, config: Config): Promise<() => Promise<void>> => {
  const url = samlSampleUrl(config)
  const sample: Sample = {
    system,
    url,
    baseUrl: config.baseUrl,
    key: await introduce(system, config),
    university: async () => readMetadata(await askUniversity(`${config.baseUrl}/saml/metadata`)),
    visits: new Map(),
    open: new Set(),
  }
  return startService({ system, url, host: config.host, cookie, answer: visited => answer(sample, visited) })
}

const answer = async (sample: Sample, visited: Visited): Promise<void> => {
  const { address, visit, request, response } = visited
  if (request.method === 'POST' && address.pathname === '/acs') return take(sample, visited)
  if (address.pathname === '/sign-in') return sendTo(response, await askFor(sample))
  if (address.pathname === '/sign-out') return leave(sample, visited)
  if (address.pathname === '/slo') return hearLogout(sample, visited)
  if (address.pathname === '/') return sendPage(visited, pageOf(sample, sample.visits.get(visit)))
  return sendTo(response, '/')
}

const spoken = ({ system, url }: Sample, to: string): Spoken => ({
  id: `_${randomToken()}`,
  issuer: `${url}/sp`,
  to,
  now: system.clock.now(),
})

const askFor = async (sample: Sample): Promise<string> => {
  const { signOn } = await sample.university()
  const request = spoken(sample, signOn)
  sample.open.add(request.id)
  return redirected(signOn, 'SAMLRequest', authnRequest(request, `${sample.url}/acs`), sample.key.key)
}

/** The university's answer, believed only when everything about it fits. */
const take = async (sample: Sample, visited: Visited): Promise<void> => {
  const form = await postedTo(visited.request)
  const { entityId: issuer, certificate } = await sample.university()
  const { open, url, visits, system } = sample
  const about = { audience: `${url}/sp`, consumer: `${url}/acs`, now: system.clock.now() }
  const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString('utf8')
  const told = readResponse(xml, { issuer, certificate, open, ...about })
  if (told === null) return sendPage(visited, { title: words.samlTitle, lead: words.refused, body: signInButton })
  const secret = randomToken()
  visits.set(secret, told)
  return sendTo(visited.response, '/', visitCookie(cookie, secret))
}

/** Signs out here, and asks the university to end its session and those of others. */
const leave = async (sample: Sample, { visit, response }: Visited): Promise<void> => {
  const told = sample.visits.get(visit)
  sample.visits.delete(visit)
  if (told === undefined) return sendTo(response, '/', visitCookie(cookie, null))
  const { logout } = await sample.university()
  const message = logoutRequest(spoken(sample, logout), told)
  return sendTo(response, redirected(logout, 'SAMLRequest', message, sample.key.key), visitCookie(cookie, null))
}

/** The university asks that a session end, or answers that it has. */
const hearLogout = async (sample: Sample, visited: Visited): Promise<void> => {
  const { logout, certificate } = await sample.university()
  const query = visited.address.search.slice(1)
  if (visited.address.searchParams.has('SAMLResponse')) {
    const root = readRedirected(query, 'SAMLResponse', certificate)
    const lead = root === null ? words.refused : wasSuccess(root) && !wasPartial(root) ? words.signedOut : words.partly
    return sendPage(visited, { title: words.samlTitle, lead, body: signInButton })
  }
  const root = readRedirected(query, 'SAMLRequest', certificate)
  if (root === null) return sendPage(visited, { title: words.samlTitle, lead: words.refused, body: signInButton })
  for (const [secret, { sessionIndex }] of sample.visits)
    if (sessionIndex === sessionIn(root)) sample.visits.delete(secret)
  const message = logoutResponse(spoken(sample, logout), idOf(root))
  return sendTo(visited.response, redirected(logout, 'SAMLResponse', message, sample.key.key))
}

const signInButton = linkButton({ href: '/sign-in', label: words.signIn, tone: 'primary' })

const pageOf = ({ baseUrl }: Sample, told: Told | undefined): SamplePage =>
  told === undefined
    ? { title: words.samlTitle, lead: words.lead, body: signInButton }
    : { title: words.samlTitle, lead: words.signedIn, body: toldPart(told, baseUrl) }

const toldPart = (told: Told, baseUrl: string): Content => html`
  ${section(
    words.who,
    facts([
      { label: words.nameId, value: told.nameId.value },
      { label: words.issuer, value: told.issuer },
      { label: words.strength, value: told.context },
      { label: words.at, value: told.authenticatedAt },
    ]),
  )}
  ${section(
    words.released,
    facts(
      Object.entries(told.attributes).map(([name, values]) => ({
        label: attributeLabel(name),
        value: values.map((value, at) => html`${at > 0 && html`<br />`}${value}`),
      })),
    ),
  )}
  ${section(words.raw, codeBlock(told.xml, words.raw))}
  <p>
    ${linkButton({ href: '/sign-out', label: words.signOut, tone: 'primary' })}
    ${linkButton({ href: `${baseUrl}/dev`, label: words.panel })}
  </p>
`
