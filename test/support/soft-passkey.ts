/**
 * A device that keeps passkeys, as far as a server can see: it answers what a page asks, and lies where a test tells it to.
 * Source: WebAuthn Level 3 §6 (authenticator data, attestation object); RFC 9052 (COSE keys); RFC 8949 (CBOR).
 */
import 'reflect-metadata'
import { BasicConstraintsExtension, cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

export type Question = {
  readonly challenge: string
  readonly rpId?: string
  readonly rp?: { readonly id: string }
  readonly user?: { readonly id: string; readonly name: string }
  readonly pubKeyCredParams?: readonly { readonly alg: number }[]
  readonly allowCredentials?: readonly { readonly id: string }[]
  readonly excludeCredentials?: readonly { readonly id: string }[]
  readonly userVerification?: string
}

/** Where a device, or the browser around it, departs from what was asked. */
export type Lie = {
  readonly challenge?: string
  readonly origin?: string
  readonly crossOrigin?: boolean
  readonly rpId?: string
  readonly type?: string
  readonly verified?: boolean
  readonly synced?: boolean
  readonly counter?: number
  readonly algorithm?: 'ES256' | 'EdDSA' | 'RS256' | 'RS1'
  readonly credentialId?: string
  readonly handle?: string | null
  readonly spoilSignature?: true
  /** An attestation by a certificate that the device has made itself. */
  readonly ownRoot?: true
}

export type SoftPasskey = {
  readonly id: string
  readonly handle: string
  readonly key: KeyObject
  counter: number
}

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url')
const sha256 = (octets: string | Uint8Array): Buffer => createHash('sha256').update(octets).digest()

const flag = { present: 1, verified: 4, mayBeSynced: 8, isSynced: 16, made: 64 }

const clientData = (type: string, challenge: string, origin: string, lie: Lie): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: lie.type ?? type,
      challenge: lie.challenge ?? challenge,
      origin: lie.origin ?? origin,
      crossOrigin: lie.crossOrigin ?? false,
    }),
  )

const authenticatorData = (rpId: string, counter: number, lie: Lie, made: Buffer | null): Buffer => {
  const head = Buffer.alloc(5)
  const flags = [
    flag.present,
    lie.verified === false ? 0 : flag.verified,
    lie.synced === true ? flag.mayBeSynced | flag.isSynced : 0,
    made === null ? 0 : flag.made,
  ]
  head.writeUInt8(flags.reduce((all, each) => all | each))
  head.writeUInt32BE(lie.counter ?? counter, 1)
  return Buffer.concat([sha256(lie.rpId ?? rpId), head, made ?? Buffer.alloc(0)])
}

const pairOf = (algorithm: NonNullable<Lie['algorithm']>): KeyObject => {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519').privateKey
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
}

/** The public key as CBOR: short maps whose every octet is known. */
const coseOf = (key: KeyObject, algorithm: NonNullable<Lie['algorithm']>): Buffer => {
  const { x = '', y = '', n = '' } = createPublicKey(key).export({ format: 'jwk' })
  const [hex, octets] = [(text: string) => Buffer.from(text, 'hex'), (text: string) => Buffer.from(text, 'base64url')]
  if (algorithm === 'ES256') return Buffer.concat([hex('a5010203262001215820'), octets(x), hex('225820'), octets(y)])
  if (algorithm === 'EdDSA') return Buffer.concat([hex('a4010103272006215820'), octets(x)])
  const alg = algorithm === 'RS256' ? '390100' : '39fffe'
  return Buffer.concat([hex(`a4010303${alg}20590100`), octets(n), hex('2143010001')])
}

const byteString = (octets: Uint8Array): Buffer => {
  const head = Buffer.from([0x59, octets.length >> 8, octets.length & 255])
  return Buffer.concat([head, octets])
}

const attestationObject = (format: string, statement: Buffer, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from('fmt'),
    Buffer.from([0x60 + format.length]),
    Buffer.from(format),
    Buffer.from([0x67]),
    Buffer.from('attStmt'),
    statement,
    Buffer.from([0x68]),
    Buffer.from('authData'),
    byteString(data),
  ])

/** A packed attestation with a certificate of the right form, signed by nobody but itself (WebAuthn §8.2.1). */
const ownRootStatement = async (signed: Buffer): Promise<Buffer> => {
  const { subtle } = cryptoProvider.get()
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys = {
    privateKey: await subtle.importKey('pkcs8', privateKey.export({ format: 'der', type: 'pkcs8' }), algorithm, false, [
      'sign',
    ]),
    publicKey: await subtle.importKey(
      'spki',
      createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
      algorithm,
      true,
      ['verify'],
    ),
  }
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: [{ C: ['JP'] }, { O: ['A maker'] }, { OU: ['Authenticator Attestation'] }, { CN: ['A device'] }],
    notBefore: new Date(0),
    notAfter: new Date('2099-01-01'),
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(false)],
  })
  const signature = sign('sha256', signed, privateKey)
  return Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from('alg'),
    Buffer.from([0x26, 0x63]),
    Buffer.from('sig'),
    byteString(signature),
    Buffer.from([0x63]),
    Buffer.from('x5c'),
    Buffer.from([0x81]),
    byteString(new Uint8Array(certificate.rawData)),
  ])
}

/** Makes a passkey; what a page would post, and the passkey to answer with later. */
export const makePasskey = async (
  question: Question,
  origin: string,
  lie: Lie = {},
): Promise<{ readonly passkey: SoftPasskey; readonly response: string }> => {
  const algorithm = lie.algorithm ?? 'ES256'
  const key = pairOf(algorithm)
  const id = lie.credentialId === undefined ? randomBytes(32) : Buffer.from(lie.credentialId, 'base64url')
  const length = Buffer.from([id.length >> 8, id.length & 255])
  const made = Buffer.concat([Buffer.alloc(16), length, id, coseOf(key, algorithm)])
  const data = authenticatorData(question.rp?.id ?? '', 0, lie, made)
  const client = clientData('webauthn.create', question.challenge, origin, lie)
  const attestation =
    lie.ownRoot === true
      ? attestationObject('packed', await ownRootStatement(Buffer.concat([data, sha256(client)])), data)
      : attestationObject('none', Buffer.from([0xa0]), data)
  const answer = { clientDataJSON: base64(client), attestationObject: base64(attestation), transports: ['internal'] }
  return {
    passkey: { id: base64(id), handle: question.user?.id ?? '', key, counter: 0 },
    response: JSON.stringify({ id: base64(id), rawId: base64(id), type: 'public-key', response: answer }),
  }
}

/** Answers with a passkey, and counts up. */
export const usePasskey = (passkey: SoftPasskey, question: Question, origin: string, lie: Lie = {}): string => {
  passkey.counter += 1
  const data = authenticatorData(question.rpId ?? '', passkey.counter, lie, null)
  const client = clientData('webauthn.get', question.challenge, origin, lie)
  const digest = passkey.key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signature = sign(digest, Buffer.concat([data, sha256(client)]), passkey.key)
  const last = signature.length - 1
  if (lie.spoilSignature === true) signature.writeUInt8(signature.readUInt8(last) ^ 1, last)
  const id = lie.credentialId ?? passkey.id
  return JSON.stringify({
    id,
    rawId: id,
    type: 'public-key',
    response: {
      clientDataJSON: base64(client),
      authenticatorData: base64(data),
      signature: base64(signature),
      userHandle: lie.handle === undefined ? passkey.handle : lie.handle,
    },
  })
}

/** What a page asks a browser, read from its form. */
export const questionOn = (body: string): Question => {
  const found = /data-passkey-question value="([^"]+)"/.exec(body)?.[1]
  if (found === undefined) throw new Error('the page asks for no passkey')
  return JSON.parse(found.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Question
}
