/**
 * ○ Encryption of an assertion for one service, and reading what was encrypted for us.
 *
 * AES-GCM for the content, RSA-OAEP for its key, and nothing else in either direction: with neither CBC nor PKCS #1 v1.5 there
 * is no padding to ask about.
 *
 * @source XML Encryption 1.1 §3, §5.2.4 and §5.5.2; SAML 2.0 Core §2.3.4; SAML2Int SDP-IDP11
 */
import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { contentCiphers, keyTransports } from './algorithms.ts'
import { octetsOf } from './signature.ts'
import { canonical } from './xml/canonical.ts'
import { attributeOf, childNamed, element, type Element, type QualifiedName } from './xml/tree.ts'

export type EncryptionTarget = {
  readonly publicKey: KeyObject
  /** Algorithm URIs of this key's descriptor in the service's metadata; empty: it states none. */
  readonly methods: readonly string[]
}

/** Fresh randomness for one encryption: a content key of 32 octets and an initialisation vector of 12. */
export type EncryptionDraw = { readonly key: Buffer; readonly iv: Buffer }

const contentType = 'http://www.w3.org/2001/04/xmlenc#Element'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const mgf1sha256 = 'http://www.w3.org/2009/xmlenc11#mgf1sha256'

/** Wraps an element into `outer` (as saml:EncryptedAssertion), readable by the holder of the private key alone. */
export const encrypted = (
  plain: Element,
  outer: QualifiedName,
  { target, draw }: { readonly target: EncryptionTarget; readonly draw: EncryptionDraw },
): Element => {
  const content = chosen(contentCiphers, target.methods)
  const transport = chosen(keyTransports, target.methods)
  const key = draw.key.subarray(0, content.value.octets)
  const cipher = createCipheriv(content.value.cipher, key, draw.iv)
  const sealed = Buffer.concat([draw.iv, cipher.update(canonical(plain), 'utf8'), cipher.final(), cipher.getAuthTag()])
  const wrapped = publicEncrypt(
    { key: target.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport.value.oaepHash },
    key,
  )
  return element(outer, {}, [
    element('xenc:EncryptedData', { Type: contentType }, [
      element('xenc:EncryptionMethod', { Algorithm: content.uri }),
      element('ds:KeyInfo', {}, [
        element('xenc:EncryptedKey', {}, [
          element('xenc:EncryptionMethod', { Algorithm: transport.uri }, oaepDetails(transport.value.oaepHash)),
          cipherData(wrapped),
        ]),
      ]),
      cipherData(sealed),
    ]),
  ])
}

const cipherData = (octets: Buffer): Element =>
  element('xenc:CipherData', {}, [element('xenc:CipherValue', {}, [octets.toString('base64')])])

const oaepDetails = (oaepHash: 'sha1' | 'sha256'): readonly Element[] =>
  oaepHash === 'sha1'
    ? [element('ds:DigestMethod', { Algorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' })]
    : [element('ds:DigestMethod', { Algorithm: sha256 }), element('xenc11:MGF', { Algorithm: mgf1sha256 })]

/** The first of ours that the service names; ours by default when it names none of the kind. */
const chosen = <Value>(
  ours: Readonly<Record<string, Value>>,
  named: readonly string[],
): { readonly uri: string; readonly value: Value } => {
  const [fallback] = Object.entries(ours)
  const found = Object.entries(ours).find(([uri]) => named.includes(uri)) ?? fallback
  if (found === undefined) throw new Error('no algorithm')
  return { uri: found[0], value: found[1] }
}

/**
 * The octets inside an EncryptedData, opened with one of our keys; null whatever the reason, so that nobody learns which.
 */
export const decrypted = (outer: Element, keys: readonly KeyObject[]): Buffer | null => {
  const data = childNamed(outer, 'xenc:EncryptedData')
  const inside =
    childNamed(childNamed(data, 'ds:KeyInfo'), 'xenc:EncryptedKey') ?? childNamed(outer, 'xenc:EncryptedKey')
  const content = contentCiphers[algorithmOf(data)]
  const transport = keyTransports[algorithmOf(inside)]
  const [sealed, wrapped] = [cipherOctets(data), cipherOctets(inside)]
  if (content === undefined || transport === undefined || sealed === null || wrapped === null) return null
  for (const privateKey of keys) {
    const plain = open({ privateKey, oaepHash: transport.oaepHash, ...content, wrapped, sealed })
    if (plain !== null) return plain
  }
  return null
}

type Sealed = {
  readonly privateKey: KeyObject
  readonly oaepHash: string
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm'
  readonly octets: number
  readonly wrapped: Buffer
  readonly sealed: Buffer
}

const open = ({ privateKey, oaepHash, cipher, octets, wrapped, sealed }: Sealed): Buffer | null => {
  if (sealed.length < 12 + 16) return null
  try {
    const key = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, wrapped)
    if (key.length !== octets) return null
    const decipher = createDecipheriv(cipher, key, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}

const algorithmOf = (found: Element | null): string =>
  attributeOf(childNamed(found, 'xenc:EncryptionMethod'), 'Algorithm') ?? ''

const cipherOctets = (found: Element | null): Buffer | null =>
  octetsOf(childNamed(childNamed(found, 'xenc:CipherData'), 'xenc:CipherValue') ?? undefined)
