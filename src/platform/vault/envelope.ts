/**
 * The envelope of one sealed value: which key, nonce, tag, ciphertext.
 *
 * AES-256-GCM with 96-bit random nonces (NIST SP 800-38D §8.2.2); one key stays far under its 2^32 seals (§8.3)
 * because it is rotated yearly. Layout in octets: version 1 · key id 8 · nonce 12 · tag 16 · ciphertext.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { randomOctets } from '../random.ts'

const version = 1
const keyIdAt = 1
const nonceAt = 9
const tagAt = 21
const textAt = 37

/**
 * A key of the vault: 32 octets, and an id of 16 hexadecimal digits. Held as a key object: no log prints it, and it is made
 * ready once, where octets would be made ready again for every value.
 */
export type Key = { readonly id: string; readonly secret: KeyObject }

export const keyOf = (id: string, octets: Buffer): Key => ({ id, secret: createSecretKey(octets) })

export const newKey = (): Key => keyOf(randomOctets(8).toString('hex'), randomOctets(32))

export const sealWith = (key: Key, plain: Uint8Array, context: string): Buffer => {
  const head = Buffer.concat([Buffer.of(version), Buffer.from(key.id, 'hex')])
  const nonce = randomOctets(12)
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce)
  cipher.setAAD(Buffer.concat([head, Buffer.from(context, 'utf8')]))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text])
}

/** The id of the key a value was sealed with, or null when it is no sealed value. */
export const keyIdOf = (sealed: Uint8Array): string | null =>
  sealed.length >= textAt && sealed[0] === version
    ? Buffer.from(sealed.subarray(keyIdAt, nonceAt)).toString('hex')
    : null

/** Opens a sealed value; throws when a bit of it, the key or the context differs. */
export const openWith = (key: Key, sealed: Uint8Array, context: string): Buffer => {
  if (keyIdOf(sealed) !== key.id) throw new Error('vault: sealed with another key')
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(nonceAt, tagAt), { authTagLength: 16 })
  decipher.setAAD(Buffer.concat([sealed.subarray(0, nonceAt), Buffer.from(context, 'utf8')]))
  decipher.setAuthTag(sealed.subarray(tagAt, textAt))
  return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()])
}
