import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import { signedXml } from '../../../../test/support/saml-service.ts'
import { attributeOf } from '../xml/tree.ts'
import { readAggregate } from './aggregate.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const now = new Date('2026-11-25T00:00:00Z')
const dayMs = 86_400_000

const entity = (name: string, inside = ''): string =>
  `<md:EntityDescriptor entityID="https://${name}.example.ac.jp/sp" xmlns:q="urn:q"><md:Extensions><q:x q:y="1">𠮷 &amp; &lt;</q:x></md:Extensions>${inside}</md:EntityDescriptor>`

const aggregate = (inside: string, attributes = 'validUntil="2026-12-01T00:00:00Z"'): string =>
  `<?xml version="1.0"?><!-- c --><md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_all" ${attributes}>
  ${inside}</md:EntitiesDescriptor>`

type Fate = { readonly fate: string; readonly entities: readonly (string | null)[] }

const fateOf = async (xml: string, keys: readonly KeyObject[] | null = [publicKey], chunk = 7): Promise<Fate> => {
  const entities: (string | null)[] = []
  const pieces = Array.from({ length: Math.ceil(xml.length / chunk) }, (_, at) =>
    xml.slice(at * chunk, (at + 1) * chunk),
  )
  const read = await readAggregate(pieces, { keys, now, maxValidityMs: 30 * dayMs }, found => {
    entities.push(attributeOf(found, 'entityID'))
  })
  return { fate: read.ok ? 'good' : read.refusal.because, entities }
}

/** Signed by another implementation, the signature first, as the schema wants it. */
const good = (inside: string, attributes?: string): string => signedXml(aggregate(inside, attributes), pem, 'first')

test('a signed aggregate tells its entities, also of groups within', async () => {
  const xml = good(`${entity('a')}<md:EntitiesDescriptor>${entity('b')}</md:EntitiesDescriptor>${entity('c')}`)
  assert.deepEqual(await fateOf(xml), {
    fate: 'good',
    entities: ['a', 'b', 'c'].map(each => `https://${each}.example.ac.jp/sp`),
  })
  assert.equal((await fateOf(xml, [other, publicKey], 1000)).fate, 'good', 'every key is tried')
})

test('saml.metadata-wrong-signer', async () => {
  const xml = good(entity('a'))
  assert.equal((await fateOf(xml, [other])).fate, 'not-by-a-known-key')
  assert.equal((await fateOf(aggregate(entity('a')))).fate, 'unsigned')
  assert.equal((await fateOf(xml.replace('entityID="https://a', 'entityID="https://b'))).fate, 'digest')
  assert.equal(
    (await fateOf(aggregate(entity('a')), null)).fate,
    'good',
    'what an operator hands over needs no signature',
  )
})

test('saml.xsw-on-metadata', async () => {
  const xml = good(entity('a'))
  const [signature = ''] = /<Signature[\s\S]*<\/Signature>/.exec(xml) ?? []
  const evil = entity('evil')
  for (const shape of [
    xml.replace('</md:EntitiesDescriptor>', `${evil}</md:EntitiesDescriptor>`),
    aggregate(`${signature}${evil}`),
    aggregate(`<md:Extensions>${xml.replace('<?xml version="1.0"?><!-- c -->', '')}</md:Extensions>${evil}`),
    xml.replace(signature, signature + signature),
    xml.replace('ID="_all"', 'ID="_other"'),
    xml.replace(signature, '').replace('</md:EntitiesDescriptor>', `${signature}</md:EntitiesDescriptor>`),
  ])
    assert.notEqual((await fateOf(shape)).fate, 'good')
})

test('saml.metadata-expired', async () => {
  assert.equal((await fateOf(good(entity('a'), 'validUntil="2026-11-24T00:00:00Z"'))).fate, 'expired')
  assert.equal((await fateOf(good(entity('a'), 'validUntil="2027-11-24T00:00:00Z"'))).fate, 'too-far-ahead')
  assert.equal((await fateOf(good(entity('a'), ''))).fate, 'no-valid-until')
  assert.equal((await fateOf(good(entity('a'), 'validUntil="soon"'))).fate, 'no-valid-until')
})

test('what is no metadata is refused', async () => {
  assert.equal((await fateOf('<html><body>404</body></html>')).fate, 'not-metadata')
  assert.equal((await fateOf(good(entity('a')).slice(0, -40))).fate, 'not-well-formed')
  assert.equal((await fateOf('<!DOCTYPE x><x/>')).fate, 'doctype')
})
