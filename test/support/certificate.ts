/** A self-signed certificate for a key of a test. */
import 'reflect-metadata'
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509'
import { createPublicKey, type KeyObject } from 'node:crypto'

export const certificateFor = async (privateKey: KeyObject, name: string): Promise<string> => {
  const { subtle } = cryptoProvider.get()
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: [{ CN: [name] }],
    notBefore: new Date(0),
    notAfter: new Date('2099-01-01'),
    keys: {
      privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
      publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
    },
    signingAlgorithm: algorithm,
  })
  return made.toString('pem')
}
