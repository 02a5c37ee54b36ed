/** ● The keys that sign ID tokens: ES256 by default, RS256 for services that know nothing else. Made at first use, sealed. */
import { createHash, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import type { System } from '../../platform/system.ts'
import { insertSigningKey, signingKeys } from '../store/parties.ts'

const keyContext = (kid: string): string => `sso.signing-key:${kid}`

/** All live keys as private JWKs, the signing ones first. */
export const loadKeys = async (system: System): Promise<readonly JsonWebKey[]> => {
  const stored = await signingKeys(system.database.read)
  const missing = (['ES256', 'RS256'] as const).filter(
    algorithm => !stored.some(key => key.algorithm === algorithm && key.state === 'signing'),
  )
  if (missing.length > 0) {
    await system.database.transact(async tx => {
      for (const algorithm of missing) {
        const jwk = makeKey(algorithm)
        const sealed = system.vault.seal(Buffer.from(JSON.stringify(jwk)), keyContext(jwk.kid))
        await insertSigningKey(tx, { kid: jwk.kid, algorithm, sealed }, system.clock.now())
      }
    })
    return loadKeys(system)
  }
  return stored.map(
    key => JSON.parse(system.vault.open(key.sealed, keyContext(key.kid)).toString('utf8')) as JsonWebKey,
  )
}

const makeKey = (algorithm: 'ES256' | 'RS256'): JsonWebKey & { readonly kid: string } => {
  const { privateKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = privateKey.export({ format: 'jwk' })
  return { ...jwk, use: 'sig', alg: algorithm, kid: thumbprint(jwk) }
}

/** RFC 7638 §3: SHA-256 over the required members in lexical order. */
const thumbprint = (jwk: JsonWebKey): string => {
  const members =
    jwk.kty === 'EC' ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y } : { e: jwk.e, kty: jwk.kty, n: jwk.n }
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url')
}
