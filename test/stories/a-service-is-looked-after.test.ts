/** An operator looks after services: what each would get about somebody, how strong a sign-in it needs, when it runs out. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addMonths, dayOf } from '../../src/kernel/day.ts'
import { grantException } from '../../src/eligibility/use-cases/exceptions.ts'
import { stranger } from '../../src/platform/actor.ts'
import { perform } from '../../src/platform/use-case.ts'
import { trustCas } from '../../src/sso/use-cases/trust-cas.ts'
import { trustSaml } from '../../src/sso/use-cases/trust-saml.ts'
import { previewRelease } from '../../src/sso/use-cases/preview.ts'
import { setMinimum } from '../../src/sso/use-cases/set-minimum-class.ts'
import { accountsWorld, type World } from '../support/accounts-world.ts'
import { members, password, type Member } from '../support/members.ts'
import { operator, trust } from '../support/relying-party.ts'
import {
  assertionOf,
  attributesIn,
  authnRequest,
  postedBy,
  redirectQuery,
  samlService,
  textIn,
  type SamlService,
} from '../support/saml-service.ts'
import { website, type Browser, type Website } from '../support/web.ts'

const cas = 'https://lms.example.ac.jp/moodle'
const categories = `<mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Attribute Name="http://macedir.org/entity-category"><saml:AttributeValue>https://refeds.org/category/pseudonymous</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes>`

let world: World
let site: Website
let member: Member
let clerk: Member
let journal: SamlService

before(async () => {
  world = await accountsWorld()
  site = await website(world.system)
  const person = (family: string) => ({
    is: [{ status: 'grad', from: '2020-04-01' }],
    roman: [family, 'Arata'] as const,
  })
  const all = await members(world, 'look-after', [person('Haruno'), person('Natsuno')])
  member = all[0]
  clerk = all[1] ?? member
  const from = dayOf(new Date())
  const granted = await perform(
    grantException,
    {
      personId: clerk.personId,
      kind: 'role.operator',
      effect: 'grant',
      from,
      until: addMonths(from, 6),
      reason: 'a test of services',
    },
    { ...operator(world), officers: 'none yet' },
  )
  assert.ok(granted.ok, JSON.stringify(granted))
  await world.reconcile([clerk.personId], from)
  journal = await samlService('journal.example.org', { encrypts: false, entityExtensions: categories })
  const name = { ja: '授業支援', en: 'Course support' }
  const agreed = { reason: 'a test', mode: 'duty' }
  for (const trusted of [
    await perform(trustSaml, { metadata: journal.metadata, ...agreed }, operator(world)),
    await perform(trustCas, { address: cas, name, attributes: ['uid', 'mail', 'jao'], ...agreed }, operator(world)),
  ])
    assert.ok(trusted.ok, JSON.stringify(trusted))
})

after(async () => {
  await site.end()
  await world.end()
})

const signedIn = async ({ username }: Member): Promise<Browser> => {
  const browser = site.browser()
  await browser.signIn(username, password)
  return browser
}

const preview = async (clientId: string) => {
  const seen = await perform(previewRelease, { clientId, person: member.personId }, operator(world))
  assert.ok(seen.ok, JSON.stringify(seen))
  return Object.fromEntries(
    seen.value.lines.filter(({ verdict }) => verdict.does === 'leave').map(({ name, values }) => [name, [...values]]),
  )
}

test('a service without named attributes is told what its entity category brings, and no more', async () => {
  assert.deepEqual(Object.keys(await preview(journal.entityId)).sort(), [
    'eduPersonAssurance',
    'eduPersonScopedAffiliation',
    'pairwise-id',
    'schacHomeOrganization',
  ])
})

test('a preview says to the letter what SAML then tells; looking stores and tells nothing, and is audited', async () => {
  const foreseen = await preview(journal.entityId)
  assert.equal(await world.count('select count(*) from release.told'), 0)
  assert.equal(await world.count('select count(*) from release.subject'), 0)
  assert.ok(
    (await world.count(
      `select count(*) from platform.audit_entry where act = 'sso.preview-release' and persons @> array[$1::uuid]`,
      [member.personId],
    )) > 0,
  )
  const browser = await signedIn(member)
  const answer = postedBy((await browser.get(`/saml/sso?${redirectQuery(authnRequest(journal))}`)).body).xml
  assert.deepEqual(attributesIn(assertionOf(answer, journal)), foreseen)
})

test('a preview says to the letter what CAS then tells', async () => {
  const foreseen = await preview(cas)
  const browser = await signedIn(member)
  const to = (await browser.get(`/cas/login?service=${encodeURIComponent(cas)}`)).location ?? ''
  const ticket = new URL(to).searchParams.get('ticket') ?? ''
  const { body } = await browser.get(
    `/cas/p3/serviceValidate?format=JSON&service=${encodeURIComponent(cas)}&ticket=${ticket}`,
  )
  const { serviceResponse } = JSON.parse(body) as {
    readonly serviceResponse: {
      readonly authenticationSuccess: { readonly attributes: Readonly<Record<string, unknown>> }
    }
  }
  const { authenticationDate, isFromNewLogin, longTermAuthenticationRequestTokenUsed, ...told } =
    serviceResponse.authenticationSuccess.attributes
  assert.ok(authenticationDate !== undefined && isFromNewLogin === false)
  assert.equal(longTermAuthenticationRequestTokenUsed, false)
  assert.deepEqual(told, foreseen)
})

test('the pages: shown value by value with its rule, and for officers alone', async () => {
  const client = await trust(world, 'wiki')
  const officer = await signedIn(clerk)
  const list = await officer.get('/services')
  for (const protocol of ['SAML 2.0', 'CAS', 'OpenID Connect']) assert.ok(list.body.includes(protocol), protocol)
  assert.match(list.body, /2099/, 'when its certificate runs out')
  const preview = `/services/${encodeURIComponent(cas)}/preview`
  assert.match((await officer.get(preview)).body, /type="search"/)
  const link = `${preview}/${member.personId}`
  const shown = await officer.get(link)
  assert.equal(shown.status, 200)
  assert.match(shown.body, new RegExp(`<code>${member.username}</code`))
  for (const id of [client.id, journal.entityId])
    assert.equal((await officer.get(`/services/${encodeURIComponent(id)}/preview/${member.personId}`)).status, 200)
  const nobody = await signedIn(member)
  for (const path of ['/services', link]) assert.equal((await nobody.get(path)).status, 404, path)
  assert.equal((await officer.get(`/services/${encodeURIComponent(cas)}/preview/not-a-person`)).status, 404)
})

test('a preview is for operators and auditors, whatever is asked of the use case', async () => {
  const anybody = { ...operator(world), actor: stranger }
  const seen = await perform(previewRelease, { clientId: cas, person: member.personId }, anybody)
  assert.equal(seen.ok ? null : seen.refusal.code, 'not_found')
})

test('what a service needs counts beside what it asks: SAML and CAS send to the second factor, passive ones get a no', async () => {
  for (const clientId of [journal.entityId, cas]) {
    const set = await perform(setMinimum, { clientId, minimum: 'mfa' }, operator(world))
    assert.ok(set.ok)
    const again = await perform(setMinimum, { clientId, minimum: 'mfa' }, operator(world))
    assert.equal(again.ok ? null : again.refusal.code, 'minimum.already_so')
  }
  const browser = await signedIn(member)
  const samlRequest = `/saml/sso?${redirectQuery(authnRequest(journal))}`
  const casRequest = `/cas/login?service=${encodeURIComponent(cas)}`
  const unsolicited = `/saml/unsolicited?providerId=${encodeURIComponent(journal.entityId)}`
  for (const path of [samlRequest, casRequest, unsolicited]) {
    const begun = await browser.get(path)
    const raised = await browser.get(begun.location ?? '')
    assert.match(raised.location ?? '', /^\/step-up\?to=mfa&/, path)
  }
  const passive = `/saml/sso?${redirectQuery(authnRequest(journal, { attributes: 'IsPassive="true"' }))}`
  assert.match(postedBy((await browser.get(passive)).body).xml, /status:NoPassive/)
  assert.equal((await browser.get(`${casRequest}&gateway=true`)).location, cas)

  const officer = await signedIn(clerk)
  const page = await officer.get(`/services/${encodeURIComponent(cas)}`)
  assert.match(page.body, /value="mfa" selected|selected[^>]* value="mfa"/)
  const posted = await officer.post(`/services/${encodeURIComponent(cas)}/minimum-class`, { minimum: 'any' })
  assert.equal(posted.status, 303)
  assert.match((await browser.get(casRequest)).location ?? '', /ticket=ST-/)
})

test('consent for SAML is asked again when the set changes, and not before', async () => {
  const portal = await samlService('portal.example.org', { encrypts: false })
  const agreeTo = async (attributes: readonly string[]): Promise<void> => {
    const input = { metadata: portal.metadata, attributes, reason: 'a test', mode: 'once' }
    assert.ok((await perform(trustSaml, input, operator(world))).ok)
  }
  await agreeTo(['displayName'])
  const browser = await signedIn(member)
  const ask = () => browser.get(`/saml/sso?${redirectQuery(authnRequest(portal))}`)
  const consented = async (way: string): Promise<readonly string[]> => {
    const page = await browser.get(way)
    const content = /name="content" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    assert.notEqual(content, '', 'the person is asked')
    await browser.post(way, { answer: 'yes', content })
    const { xml } = postedBy((await browser.get(`${way}?from=form`)).body)
    return Object.keys(attributesIn(assertionOf(xml, portal)))
  }
  assert.deepEqual(await consented((await ask()).location ?? ''), ['displayName'])
  const straight = await ask()
  assert.equal(textIn(postedBy(straight.body).xml, 'AttributeValue').length, 1, 'not asked twice')
  await agreeTo(['displayName', 'mail'])
  assert.deepEqual((await consented((await ask()).location ?? '')).toSorted(), ['displayName', 'mail'])
  await agreeTo(['displayName'])
  assert.equal((await ask()).status, 303, 'less is another set too')
})
