/** Claim: checking the answer of a passkey costs less than two milliseconds of CPU, whatever its kind of key. */
import {
  readAsserted,
  readCreated,
  verifyAsserted,
  verifyCreated,
} from '../src/authentication/authenticators/passkey.ts'
import { makePasskey, usePasskey } from '../test/support/soft-passkey.ts'
import { cpuPerTurn } from './support/cpu.ts'
import { row } from './support/row.ts'

const party = { id: 'id.example.ac.jp', origin: 'https://id.example.ac.jp' }
const challenge = 'A'.repeat(72)

for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const) {
  const question = { challenge, rp: { id: party.id }, rpId: party.id, user: { id: 'AAAA', name: 'a0123456' } }
  const { passkey, response } = await makePasskey(question, party.origin, { algorithm })
  const created = readCreated(response)
  const kept = created === null ? null : await verifyCreated(created, party)
  if (kept === null) throw new Error('a right passkey was refused')
  const text = usePasskey(passkey, question, party.origin)
  const { cpu, spread } = await cpuPerTurn(3000, async () => {
    const answer = readAsserted(text)
    const sight = answer === null ? null : await verifyAsserted(answer, { ...kept, userHandle: 'AAAA' }, party)
    if (sight === null) throw new Error('a right answer was refused')
  })
  row(algorithm === 'ES256' ? 'passkey' : `passkey.${algorithm.toLowerCase()}`, cpu, 'ms', spread)
}
