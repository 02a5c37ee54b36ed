/**
 * ○ Signatures on XML: made over what we write, and believed on what we read only under keys known beforehand.
 *
 * Only one shape is accepted: the signature is a child of the document's root, has one reference, and that is to the root. So
 * what was verified and what is used afterwards are the same tree, and nothing can be wrapped around or beside it.
 *
 * @source XML Signature 1.1 §4 and §8; SAML 2.0 Core §5.4
 */
import { createHash, sign, verify, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  digestMethods,
  digestWith,
  envelopedSignature,
  exclusiveC14n,
  isStrongKey,
  signWith,
  signatureMethods,
} from './algorithms.ts'
import { canonical } from './xml/canonical.ts'
import {
  attributeOf,
  childNamed,
  childrenNamed,
  element,
  everyElement,
  isElement,
  isNamed,
  textOf,
  type Element,
  type QualifiedName,
} from './xml/tree.ts'

export type SigningKey = {
  readonly privateKey: KeyObject
  /** DER of the certificate that carries the public half in our metadata. */
  readonly certificate: Buffer
}

export type SignatureRefusal = { readonly code: 'signature.refused'; readonly because: SignatureFault }

export type SignatureFault =
  | 'absent'
  | 'several'
  | 'misplaced'
  | 'malformed'
  | 'algorithm'
  | 'transform'
  | 'reference'
  | 'digest'
  | 'not-by-a-known-key'

/**
 * Signs an element as SAML wants it: enveloped, over the element by its ID, right after its Issuer (or first, where it has none).
 */
export const signed = (unsigned: Element, key: SigningKey): Element => {
  const signature = signatureOver(unsigned, key)
  const at = unsigned.children.findIndex(child => isElement(child) && isNamed(child, 'saml:Issuer')) + 1
  return { ...unsigned, children: [...unsigned.children.slice(0, at), signature, ...unsigned.children.slice(at)] }
}

const signatureOver = (unsigned: Element, { privateKey, certificate }: SigningKey): Element => {
  const id = attributeOf(unsigned, 'ID')
  if (id === null) throw new Error(`nothing without an ID is signed: ${unsigned.local}`)
  const digest = createHash('sha256').update(canonical(unsigned)).digest('base64')
  const keyType = privateKey.asymmetricKeyType === 'ec' ? 'ec' : 'rsa'
  const signedInfo = element('ds:SignedInfo', {}, [
    element('ds:CanonicalizationMethod', { Algorithm: exclusiveC14n }),
    element('ds:SignatureMethod', { Algorithm: signWith[keyType] }),
    element('ds:Reference', { URI: `#${id}` }, [
      element('ds:Transforms', {}, [
        element('ds:Transform', { Algorithm: envelopedSignature }),
        element('ds:Transform', { Algorithm: exclusiveC14n }),
      ]),
      element('ds:DigestMethod', { Algorithm: digestWith }),
      element('ds:DigestValue', {}, [digest]),
    ]),
  ])
  const value = sign('sha256', Buffer.from(canonical(signedInfo)), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return element('ds:Signature', {}, [
    signedInfo,
    element('ds:SignatureValue', {}, [value.toString('base64')]),
    certificateInfo(certificate),
  ])
}

/** A certificate as KeyInfo. */
export const certificateInfo = (certificate: Buffer): Element =>
  element('ds:KeyInfo', {}, [
    element('ds:X509Data', {}, [element('ds:X509Certificate', {}, [certificate.toString('base64')])]),
  ])

/** What a signature says of itself, checked for shape and algorithms but not yet against a key. */
export type SignatureClaim = {
  readonly digestHash: string
  readonly digest: Buffer
  /** Prefixes to be declared when the referenced element is made canonical. */
  readonly inclusive: readonly string[]
  readonly signedInfo: string
  readonly hash: string
  readonly keyType: 'rsa' | 'ec'
  readonly value: Buffer
}

/** Whether an element carries a signature in the place where one belongs. */
export const isSigned = (root: Element): boolean => childNamed(root, 'ds:Signature') !== null

/**
 * The root without its signature, if one of the keys made it over exactly this root; every key is tried (IIP-MD07).
 *
 * @param root the document's root, never a part of it
 */
export const verified = (root: Element, keys: readonly KeyObject[]): Result<Element, SignatureRefusal> => {
  const all = [...everyElement(root)].filter(found => isNamed(found, 'ds:Signature'))
  const [signature] = childrenNamed(root, 'ds:Signature')
  if (all.length === 0) return no('absent')
  if (all.length > 1) return no('several')
  if (signature === undefined) return no('misplaced')
  const claim = claimOf(signature, attributeOf(root, 'ID'))
  if (!claim.ok) return claim
  const rest = { ...root, children: root.children.filter(child => child !== signature) }
  const digest = createHash(claim.value.digestHash).update(canonical(rest, claim.value.inclusive)).digest()
  if (!digest.equals(claim.value.digest)) return no('digest')
  return isMadeByOne(claim.value, keys) ? accept(rest) : no('not-by-a-known-key')
}

/** Whether one of the keys signed what the claim says. Weak keys do not count, nor keys of another kind than the algorithm's. */
export const isMadeByOne = (
  { keyType, hash, signedInfo, value }: SignatureClaim,
  keys: readonly KeyObject[],
): boolean =>
  keys.some(
    key =>
      key.asymmetricKeyType === keyType &&
      isStrongKey(key) &&
      verify(hash, Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }, value),
  )

/**
 * Reads a signature that refers to the element with this ID (or, where it has none, to the whole document).
 */
export const claimOf = (signature: Element, id: string | null): Result<SignatureClaim, SignatureRefusal> => {
  const parts = childrenOnly(signature, ['ds:SignedInfo', 'ds:SignatureValue', 'ds:KeyInfo'], 2)
  const info = childrenOnly(parts?.[0], ['ds:CanonicalizationMethod', 'ds:SignatureMethod', 'ds:Reference'], 3)
  const reference = childrenOnly(info?.[2], ['ds:Transforms', 'ds:DigestMethod', 'ds:DigestValue'], 3)
  if (parts === null || info === null || reference === null) return no('malformed')
  const [signedInfo, signatureValue] = parts
  const [c14n, signatureMethod, referenceTo] = info
  const [transforms, digestMethod, digestValue] = reference
  const uri = attributeOf(referenceTo ?? null, 'URI')
  if (uri !== (id === null ? '' : `#${id}`)) return no('reference')
  const method = signatureMethods[attributeOf(signatureMethod ?? null, 'Algorithm') ?? '']
  const digestHash = digestMethods[attributeOf(digestMethod ?? null, 'Algorithm') ?? '']
  if (method === undefined || digestHash === undefined || hasContent(signatureMethod) || hasContent(digestMethod))
    return no('algorithm')
  const ofInfo = prefixesOf(c14n)
  const ofReference = transforms === undefined ? null : transformsOf(transforms)
  if (ofInfo === null || ofReference === null) return no('transform')
  const [value, digest] = [octetsOf(signatureValue), octetsOf(digestValue)]
  if (value === null || digest === null || signedInfo === undefined) return no('malformed')
  return accept({
    ...method,
    digestHash,
    digest,
    inclusive: ofReference,
    signedInfo: canonical(signedInfo, ofInfo),
    value,
  })
}

/** The children, if they are of these names in this order, the first so many at least, and nothing else but white space. */
const childrenOnly = (
  parent: Element | undefined,
  names: readonly QualifiedName[],
  atLeast: number,
): readonly Element[] | null => {
  if (parent === undefined) return null
  const isBlank = parent.children.every(child => isElement(child) || /^[ \t\n\r]*$/.test(child))
  const found = parent.children.filter(isElement)
  const fits = found.every((child, at) => names[at] !== undefined && isNamed(child, names[at]))
  return isBlank && fits && found.length >= atLeast ? found : null
}

const hasContent = (found: Element | undefined): boolean => found?.children.some(isElement) ?? false

/** Prefix list of an exclusive canonicalisation; null for any other method. */
const prefixesOf = (method: Element | undefined): readonly string[] | null => {
  if (method === undefined || attributeOf(method, 'Algorithm') !== exclusiveC14n) return null
  const children = method.children.filter(isElement)
  if (children.length === 0) return []
  const [list] = children
  if (children.length > 1 || list === undefined || !isNamed(list, 'ec:InclusiveNamespaces')) return null
  return (attributeOf(list, 'PrefixList') ?? '').split(/[ \t\n\r]+/).filter(prefix => prefix !== '')
}

/** `enveloped-signature`, then exclusive canonicalisation, and no other: no XSLT, no XPath. */
const transformsOf = (transforms: Element): readonly string[] | null => {
  const [first, second, ...more] = transforms.children.filter(isElement)
  const isEnveloped =
    first !== undefined && attributeOf(first, 'Algorithm') === envelopedSignature && !hasContent(first)
  return isEnveloped && more.length === 0 ? prefixesOf(second) : null
}

/** Strict base64 with white space between: anything else was not written by a signer. */
export const octetsOf = (found: Element | undefined): Buffer | null => {
  const text = (found === undefined ? null : textOf(found))?.replace(/[ \t\n\r]/g, '') ?? ''
  return text !== '' && text.length <= 16_384 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
    ? Buffer.from(text, 'base64')
    : null
}

const no = (because: SignatureFault): Result<never, SignatureRefusal> => refuse({ code: 'signature.refused', because })
