/** ● The keys that sign our SAML messages and open what services encrypt for us: RSA, sealed by the vault, each in a certificate. */
import 'reflect-metadata'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { randomOctets } from '../../platform/random.ts'
import type { System } from '../../platform/system.ts'
import { insertSamlKey, samlKeys, type StoredSamlKey } from '../store/saml-keys.ts'
import type { SigningKey } from './signature.ts'

export type OurKeys = {
  readonly signing: SigningKey
  /** Certificates to publish, the signing one first; DER. */
  readonly certificates: readonly Buffer[]
  /** Every private key that something may have been encrypted for. */
  readonly opening: readonly KeyObject[]
}

const place = (kid: string): string => `sso.saml-key:${kid}`

const kept = new WeakMap<System, { readonly kids: string; readonly keys: OurKeys }>()

/** Our keys as they stand in the database now; made at the first need. */
export const ourKeys = async (system: System): Promise<OurKeys> => {
  const stored = await samlKeys(system.database.read)
  if (!stored.some(({ state }) => state === 'signing')) {
    const made = await makeSamlKey(system, 'signing')
    await system.database.transact(tx => insertSamlKey(tx, made, system.clock.now()))
    return ourKeys(system)
  }
  const kids = stored.map(({ kid, state }) => `${kid} ${state}`).join()
  const known = kept.get(system)
  if (known?.kids === kids) return known.keys
  const opened = stored.map(key => ({ ...key, privateKey: openKey(system, key) }))
  const [first] = opened
  if (first === undefined) throw new Error('no SAML key')
  const keys: OurKeys = {
    signing: { privateKey: first.privateKey, certificate: first.certificate },
    certificates: opened.map(({ certificate }) => certificate),
    opening: opened.map(({ privateKey }) => privateKey),
  }
  kept.set(system, { kids, keys })
  return keys
}

const openKey = ({ vault }: System, { kid, sealed }: StoredSamlKey): KeyObject =>
  createPrivateKey({ key: vault.open(sealed, place(kid)), format: 'der', type: 'pkcs8' })

/** RSA of 3072 bits (SDP-MD06), in a certificate of twenty years: its contents mean nothing but the key (SDP-MD05). */
const makeSamlKey = async (system: System, state: StoredSamlKey['state']): Promise<StoredSamlKey> => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const now = system.clock.now()
  const { subtle } = cryptoProvider.get()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomOctets(16)
      .toString('hex')
      .replace(/^[89a-f]/, '7'),
    name: [{ CN: [new URL(system.baseUrl).hostname] }],
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + 20 * 365 * 86_400_000),
    keys: {
      privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
      publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
    },
    signingAlgorithm: algorithm,
  })
  const kid = createHash('sha256').update(spki).digest('hex').slice(0, 16)
  return { kid, state, certificate: Buffer.from(certificate.rawData), sealed: system.vault.seal(pkcs8, place(kid)) }
}
