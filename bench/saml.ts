/** Claim: an answer to a SAML service costs less than two and a half milliseconds of CPU, signed and encrypted, the database apart. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { nameIdFormats, successResponse, type Addressed, type SignedIn } from '../src/sso/saml/response.ts'
import { canonical } from '../src/sso/saml/xml/canonical.ts'
import { cpuPerTurn } from './support/cpu.ts'
import { row } from './support/row.ts'

const now = new Date()
const to: Addressed = {
  issuer: 'https://id.example.ac.jp/saml/metadata',
  audience: 'https://library.example.ac.jp/sp',
  destination: 'https://library.example.ac.jp/acs',
  inResponseTo: '_request',
  now,
}
const person: SignedIn = {
  nameId: { format: nameIdFormats.transient, value: '_name' },
  context: 'https://refeds.org/profile/mfa',
  authenticatedAt: now,
  sessionIndex: '_session',
  sessionEndsAt: now,
  attributes: Array.from({ length: 12 }, (_none, at) => ({
    name: `urn:oid:1.3.6.1.4.1.5923.1.1.1.${at}`,
    friendlyName: `attribute${at}`,
    values: ['春野 新', 'member@example.ac.jp'],
  })),
  targetedId: null,
}
const target = { publicKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, methods: [] }

for (const modulusLength of [2048, 3072]) {
  const key = { privateKey: generateKeyPairSync('rsa', { modulusLength }).privateKey, certificate: randomBytes(900) }
  for (const encrypts of [true, false]) {
    const { cpu, spread } = await cpuPerTurn(500, async () => {
      const encryption = encrypts ? { target, draw: { key: randomBytes(32), iv: randomBytes(12) } } : null
      const ids = { response: '_response', assertion: '_assertion' }
      canonical(successResponse(to, person, { key, signAssertion: false, encryption, ids }))
    })
    row(`saml.rsa-${modulusLength}${encrypts ? '.encrypted' : ''}`, cpu, 'ms', spread)
  }
}
