/**
 * ○ The algorithms we sign, verify and encrypt with. What is not in these tables is refused: MD5, SHA-1, HMAC, RSA 1.5, CBC.
 *
 * @source SAML2Int SDP-ALG01; RFC 9231; XML Encryption 1.1 §5; NIST SP 800-131A (no SHA-1 signatures)
 */
import type { KeyObject } from 'node:crypto'

type SignatureMethod = { readonly hash: string; readonly keyType: 'rsa' | 'ec' }

export const signatureMethods: Readonly<Record<string, SignatureMethod>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { hash: 'sha256', keyType: 'rsa' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { hash: 'sha384', keyType: 'rsa' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { hash: 'sha512', keyType: 'rsa' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { hash: 'sha256', keyType: 'ec' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { hash: 'sha384', keyType: 'ec' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { hash: 'sha512', keyType: 'ec' },
}

export const digestMethods: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}

export const signWith = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
} as const

export const digestWith = 'http://www.w3.org/2001/04/xmlenc#sha256'

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** Content encryption, best last choice first: a service that names several gets the first of these. */
export const contentCiphers: Readonly<
  Record<string, { readonly cipher: 'aes-128-gcm' | 'aes-256-gcm'; readonly octets: number }>
> = {
  'http://www.w3.org/2009/xmlenc11#aes256-gcm': { cipher: 'aes-256-gcm', octets: 32 },
  'http://www.w3.org/2009/xmlenc11#aes128-gcm': { cipher: 'aes-128-gcm', octets: 16 },
}

/** Key transport. The profile's own uses SHA-1 as the hash of OAEP, where its weakness does not matter. */
export const keyTransports: Readonly<Record<string, { readonly oaepHash: 'sha1' | 'sha256' }>> = {
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p': { oaepHash: 'sha1' },
  'http://www.w3.org/2009/xmlenc11#rsa-oaep': { oaepHash: 'sha256' },
}

/** SDP-MD06 and SDP-MD07: RSA of at least 2048 bits, elliptic curves of at least 256. */
export const isStrongKey = (key: KeyObject): boolean => {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa')
    return (details?.modulusLength ?? 0) >= 2048 && (details?.publicExponent ?? 0n) > 1n
  return key.asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(details?.namedCurve ?? '')
}
