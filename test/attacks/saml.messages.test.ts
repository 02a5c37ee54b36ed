/** Attacks on what a SAML service sends: each as it would arrive, against the code that takes it. */
import assert from 'node:assert/strict'
import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { before, test } from 'node:test'
import { believed, fromPost, fromRedirect, type Received } from '../../src/sso/saml/message.ts'
import { publicKeyOf, readServiceProvider, type ServiceProvider } from '../../src/sso/saml/metadata/service-provider.ts'
import { readAuthnRequest } from '../../src/sso/saml/request.ts'
import { decrypted } from '../../src/sso/saml/encryption.ts'
import { entityLimits, messageLimits, readXml } from '../../src/sso/saml/xml/read.ts'
import {
  authnRequest,
  redirectQuery,
  samlService,
  signedXml,
  type RequestParts,
  type SamlService,
} from '../support/saml-service.ts'

const now = new Date()
let service: SamlService
let party: ServiceProvider

before(async () => {
  service = await samlService('sp.example.ac.jp')
  party = partyOf(service.metadata)
})

const partyOf = (metadata: string): ServiceProvider => {
  const xml = readXml(metadata, entityLimits)
  assert.ok(xml.ok)
  const read = readServiceProvider(xml.value, { now, loopbackHttp: false })
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

const posted = (xml: string): Received => {
  const received = fromPost({ SAMLRequest: [Buffer.from(xml).toString('base64')] }, 'SAMLRequest')
  assert.ok(received.ok, JSON.stringify(received))
  return received.value
}

/** What becomes of a posted request: the code that refuses it, or 'taken'. */
const fateOf = (xml: string, demanded = false): string => {
  const received = fromPost({ SAMLRequest: [Buffer.from(xml).toString('base64')] }, 'SAMLRequest')
  return received.ok ? fateOfReceived(received.value, demanded) : received.refusal.because
}

const fateOfReceived = (received: Received, demanded: boolean): string => {
  const message = believed(received, { keys: party.signingKeys.map(publicKeyOf), demanded })
  if (!message.ok) return message.refusal.because
  const read = readAuthnRequest(message.value.root, party, {
    now,
    addresses: ['https://id.example.ac.jp/saml/sso'],
    isSigned: message.value.isSigned,
  })
  return read.ok ? 'taken' : read.refusal.because
}

const fateOfQuery = (query: string, demanded = false): string => {
  const received = fromRedirect(query, 'SAMLRequest')
  return received.ok ? fateOfReceived(received.value, demanded) : received.refusal.because
}

const request = (parts: RequestParts = {}): string => authnRequest(service, parts)

test('what is right is taken', () => {
  assert.equal(fateOf(request()), 'taken')
  assert.equal(fateOf(signedXml(request(), service.privateKey), true), 'taken')
  assert.equal(fateOfQuery(redirectQuery(request(), { key: service.privateKey, relayState: 'x' }), true), 'taken')
})

test('saml.xsw-1-to-8-on-authn-request', () => {
  const good = signedXml(request({ id: '_good' }), service.privateKey)
  const [, signature = ''] = /(<ds:Signature[\s\S]*<\/ds:Signature>|<Signature[\s\S]*<\/Signature>)/.exec(good) ?? []
  const unsigned = good.replace(signature, '')
  const evil = request({ id: '_evil', attributes: 'AssertionConsumerServiceURL="https://evil.example/acs"' })
  const closing = '</samlp:AuthnRequest>'
  const put = (outer: string, inner: string): string => outer.replace(closing, `${inner}${closing}`)
  const shapes = [
    put(evil, good), // the good one inside the evil one, signature and all
    put(put(evil, signature), unsigned), // signature moved to the evil one, good one beside it
    put(evil.replace('_evil', '_good'), good), // the same id twice
    put(
      evil,
      signature.replace(
        /(<\/(ds:)?Signature>)$/,
        `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${unsigned}</ds:Object>$1`,
      ),
    ),
    put(good, evil), // the evil one inside the good one
    good.replace(signature, put(evil, signature)),
    put(evil, `<samlp:Extensions>${good}</samlp:Extensions>`),
    put(evil.replace('ID="_evil"', 'ID="_evil" xmlns:x="urn:x" x:ID="_good"'), signature),
  ]
  for (const [at, shape] of shapes.entries()) assert.notEqual(fateOf(shape, true), 'taken', `shape ${at + 1}`)
})

test('saml.two-signed-infos', () => {
  const good = signedXml(request(), service.privateKey)
  const [info = ''] = /<SignedInfo>[\s\S]*<\/SignedInfo>/.exec(good) ?? []
  assert.equal(fateOf(good.replace(info, info + info), true), 'signature-bad')
  assert.equal(fateOf(good.replace('<DigestValue>', '<DigestValue><!-- x -->'), true), 'xml')
})

test('saml.two-signatures', () => {
  const good = signedXml(request(), service.privateKey)
  const [signature = ''] = /<Signature[\s\S]*<\/Signature>/.exec(good) ?? []
  assert.equal(fateOf(good.replace(signature, signature + signature), true), 'signature-bad')
  const moved = good
    .replace(signature, '')
    .replace('</saml:Issuer>', `</saml:Issuer><samlp:Extensions>${signature}</samlp:Extensions>`)
  assert.equal(fateOf(moved, true), 'signature-bad')
})

test('saml.parser-differential', () => {
  const good = signedXml(request(), service.privateKey)
  for (const odd of [
    `${good}<x/>`,
    `x${good}`,
    good.replace('Version="2.0"', 'Version="2.0" Version="2.0"'),
    good.replace('<saml:Issuer>', '<saml:Issuer><![CDATA[]]>'),
    `<?xml version="1.1"?>${good}`,
    `<?xml version="1.0" encoding="UTF-16"?>${good}`,
    good.replace('</saml:Issuer>', '&#0;</saml:Issuer>'),
    good.replace('xmlns:saml=', 'xmlns:saml:x=""  xmlns:saml='),
  ])
    assert.notEqual(fateOf(odd, true), odd.includes('CDATA') ? '' : 'taken', odd.slice(0, 200))
})

test('saml.void-canonicalisation', () => {
  const good = signedXml(request(), service.privateKey)
  for (const [from, to] of [
    ['Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"', 'Algorithm=""'],
    [
      'Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
      'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
    ],
    ['xmlns:saml="urn:oasis', 'xmlns:void="1" xmlns:saml="urn:oasis'],
  ] as const)
    assert.notEqual(fateOf(good.replaceAll(from, to), true), 'taken')
  const empty = createSign('RSA-SHA256').update('').sign(service.privateKey, 'base64')
  assert.notEqual(
    fateOf(
      good
        .replace(/<SignatureValue>[^<]*/, `<SignatureValue>${empty}`)
        .replace(/<SignedInfo>[\s\S]*<\/SignedInfo>/, '<SignedInfo/>'),
      true,
    ),
    'taken',
  )
})

test('saml.attribute-pollution-and-namespace-confusion', () => {
  const good = signedXml(request({ id: '_a' }), service.privateKey)
  for (const shape of [
    good.replace('ID="_a"', 'ID="_a" Id="_a"'),
    good.replace('ID="_a"', 'xmlns:p="relative" p:ID="_b" ID="_a"'),
    good.replace(
      'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"',
      'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:samlp="urn:x"',
    ),
    good.replace(
      'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"',
      'xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol"',
    ),
    good.replace('<samlp:AuthnRequest', '<samlp:AuthnRequest xmlns:xml="urn:x"'),
  ])
    assert.notEqual(fateOf(shape, true), 'taken')
})

test('saml.comment-in-nameid', () => {
  assert.equal(fateOf(request({ issuer: `${service.entityId}<!-- -->` })), 'xml')
  assert.equal(fateOf(request({ issuer: `${service.entityId}<?pi x?>` })), 'xml')
  assert.equal(
    posted(request({ issuer: `<![CDATA[${service.entityId}]]>.evil` })).issuer,
    `${service.entityId}.evil`,
    'never truncated',
  )
})

test('saml.doctype-and-entities', () => {
  for (const doctype of [
    '<!DOCTYPE x>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
  ])
    assert.equal(fateOf(`${doctype}${request()}`), 'xml')
  assert.equal(fateOf(request({ issuer: '&undefined;' })), 'xml')
  assert.deepEqual(readXml('<!DOCTYPE x><x/>', messageLimits), {
    ok: false,
    refusal: { code: 'xml.unreadable', because: 'doctype' },
  })
})

test('saml.xslt-and-xpath-transform', () => {
  const good = signedXml(request(), service.privateKey)
  for (const algorithm of [
    'http://www.w3.org/TR/1999/REC-xslt-19991116',
    'http://www.w3.org/TR/1999/REC-xpath-19991116',
    'http://www.w3.org/2002/06/xmldsig-filter2',
  ])
    assert.equal(
      fateOf(
        good.replace('Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"', `Algorithm="${algorithm}"`),
        true,
      ),
      'signature-bad',
    )
})

test('saml.xpath-injection-in-library', () => {
  assert.notEqual(fateOf(request({ id: "_a'] | //*[@x='" }).replaceAll('"_a', '"_a')), 'taken')
})

test('saml.deflate-bomb', () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000, 0x20)).toString('base64')
  const before = process.memoryUsage().rss
  assert.equal(fateOfQuery(`SAMLRequest=${encodeURIComponent(bomb)}`), 'encoding')
  assert.ok(process.memoryUsage().rss - before < 30_000_000, 'the bomb is never held')
})

test('saml.endless-base64', () => {
  assert.equal(fateOfQuery(`SAMLRequest=${'A'.repeat(1_000_000)}`), 'absent')
  for (const odd of ['%%%', '%ZZ', 'A===', '====', 'é', '%00%00'])
    assert.notEqual(fateOfQuery(`SAMLRequest=${odd}`), 'taken')
})

test('saml.deep-and-wide-xml', () => {
  const inside = (depth: number): string =>
    `<samlp:Extensions>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</samlp:Extensions>`
  assert.equal(fateOf(request({ inside: inside(10_000) })), 'xml')
  const wide = Array.from({ length: 5000 }, (_, at) => `a${at}="x"`).join(' ')
  assert.equal(fateOf(request({ attributes: wide })), 'xml')
})

test('saml.redirect-duplicate-parameters', () => {
  const query = redirectQuery(request(), { key: service.privateKey, relayState: 'x' })
  for (const name of ['SAMLRequest', 'SigAlg', 'Signature', 'RelayState'])
    assert.equal(fateOfQuery(`${query}&${name}=x`), 'repeated-parameter')
})

test('saml.redirect-reordered-or-reencoded', () => {
  const query = redirectQuery(request(), { key: service.privateKey, relayState: 'a b' })
  const [message = '', relay = '', algorithm = '', signature = ''] = query.split('&')
  assert.equal(
    fateOfQuery([signature, relay, message, algorithm].join('&'), true),
    'taken',
    'the order of arrival says nothing',
  )
  assert.equal(
    fateOfQuery(
      query.replace(/%[0-9A-F]{2}/, found => found.toLowerCase()),
      true,
    ),
    'signature-bad',
  )
  assert.equal(fateOfQuery(query.replace('a%20b', 'a+b'), true), 'signature-bad')
  assert.equal(fateOfQuery(query.replace('a%20b', 'a%20c'), true), 'signature-bad')
})

test('saml.redirect-signature-in-xml', () => {
  assert.equal(fateOfQuery(redirectQuery(signedXml(request(), service.privateKey))), 'signature-in-xml')
})

test('saml.unsigned-when-required', () => {
  assert.equal(fateOf(request(), true), 'signature-missing')
  assert.equal(fateOfQuery(redirectQuery(request()), true), 'signature-missing')
})

test('saml.bad-signature-ignored', () => {
  const query = redirectQuery(request(), { key: service.privateKey })
  assert.equal(fateOfQuery(query.replace(/Signature=.{8}/, 'Signature=AAAAAAAA')), 'signature-bad')
  assert.equal(
    fateOf(signedXml(request(), service.privateKey).replace('Version="2.0"', 'Version="2.0" ForceAuthn="false"')),
    'signature-bad',
  )
})

test('saml.acs-not-in-metadata', () => {
  for (const url of [
    'https://evil.example/acs',
    `${service.consumer}/`,
    service.consumer.toUpperCase(),
    service.consumer.replace('.jp', '.jp:443'),
    `${service.consumer}?x`,
  ])
    assert.equal(fateOf(request({ attributes: `AssertionConsumerServiceURL="${url}"` })), 'consumer', url)
  assert.equal(fateOf(request({ attributes: `AssertionConsumerServiceURL="${service.consumer}"` })), 'taken')
})

test('saml.acs-index-out-of-range', () => {
  for (const index of ['7', '-1', '2', 'x', '00'])
    assert.equal(fateOf(request({ attributes: `AssertionConsumerServiceIndex="${index}"` })), 'consumer', index)
  assert.equal(fateOf(request({ attributes: 'AssertionConsumerServiceURL="javascript:alert(1)"' })), 'consumer')
  assert.equal(
    fateOf(request({ attributes: 'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"' })),
    'consumer',
  )
  const xml = readXml(service.metadata.replaceAll(`${service.consumer}"`, 'javascript:alert(1)"'), entityLimits)
  assert.ok(xml.ok)
  assert.equal(readServiceProvider(xml.value, { now, loopbackHttp: false }).ok, false)
})

test('saml.algorithm-downgrade', () => {
  const sign = (algorithm: string, signature: (octets: string) => string): string => {
    const octets = `${redirectQuery(request())}&SigAlg=${encodeURIComponent(algorithm)}`
    return `${octets}&Signature=${encodeURIComponent(signature(octets))}`
  }
  const spki = createPublicKey(service.privateKey).export({ format: 'der', type: 'spki' })
  const attempts = [
    sign('http://www.w3.org/2000/09/xmldsig#rsa-sha1', octets =>
      createSign('RSA-SHA1').update(octets).sign(service.privateKey, 'base64'),
    ),
    sign('http://www.w3.org/2001/04/xmldsig-more#rsa-md5', octets =>
      createSign('RSA-MD5').update(octets).sign(service.privateKey, 'base64'),
    ),
    sign('http://www.w3.org/2000/09/xmldsig#hmac-sha1', octets =>
      createHmac('sha1', spki).update(octets).digest('base64'),
    ),
    sign('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', octets =>
      createHmac('sha256', spki).update(octets).digest('base64'),
    ),
    sign('__proto__', () => 'AAAA'),
    sign('constructor', () => 'AAAA'),
  ]
  for (const query of attempts) assert.equal(fateOfQuery(query), 'signature-bad')
})

test('saml.key-from-keyinfo and saml.certificate-cloning', async () => {
  const clone = await samlService('sp.example.ac.jp')
  const withKeyInfo = signedXml(request(), clone.privateKey).replace(
    '</SignatureValue>',
    `</SignatureValue><KeyInfo><X509Data><X509Certificate>${clone.certificate.replace(/-----[^-]+-----|\s/g, '')}</X509Certificate></X509Data></KeyInfo>`,
  )
  assert.equal(fateOf(withKeyInfo), 'signature-bad')
})

test('saml.stale-request', () => {
  for (const minutes of [-10, -6, 6, 10])
    assert.equal(
      fateOf(request({ issueInstant: new Date(now.getTime() + minutes * 60_000) })),
      'stale',
      `${minutes} min`,
    )
  for (const minutes of [-3, 3])
    assert.equal(fateOf(request({ issueInstant: new Date(now.getTime() + minutes * 60_000) })), 'taken')
})

test('saml.wrong-destination', () => {
  assert.equal(fateOf(request({ destination: 'https://other.example.ac.jp/saml/sso' })), 'destination')
  assert.equal(fateOf(request({ destination: null })), 'taken', 'unsigned, it need not say')
  assert.equal(
    fateOf(signedXml(request({ destination: null }), service.privateKey)),
    'destination',
    'signed, it must (Bindings §3.4.5.2)',
  )
})

test('saml.cbc-padding-oracle and saml.crafted-encryptedkey: one answer for all', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const sealed = (content: string, transport: string, wrapped: string): unknown => {
    const xml = readXml(
      `<saml:EncryptedID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedData><xenc:EncryptionMethod Algorithm="${content}"/><ds:KeyInfo><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${transport}"/><xenc:CipherData><xenc:CipherValue>${wrapped}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>${Buffer.alloc(64).toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedID>`,
      messageLimits,
    )
    assert.ok(xml.ok)
    return decrypted(xml.value, [privateKey])
  }
  const octets = Buffer.alloc(256, 1).toString('base64')
  assert.equal(
    sealed('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'http://www.w3.org/2001/04/xmlenc#rsa-1_5', octets),
    null,
  )
  assert.equal(
    sealed('http://www.w3.org/2009/xmlenc11#aes256-gcm', 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p', octets),
    null,
  )
  assert.equal(
    sealed(
      'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
      'A'.repeat(40_000),
    ),
    null,
  )
})
