/** Claim: checking a code of an authenticator app costs less than a millisecond of CPU. */
import { randomBytes } from 'node:crypto'
import { codeAt, matchingStep, stepAt } from '../src/authentication/authenticators/totp.ts'
import { cpuPerTurn } from './support/cpu.ts'
import { row } from './support/row.ts'

const now = new Date()
const secret = randomBytes(20)
const code = codeAt(secret, stepAt(now))
const { cpu, spread } = await cpuPerTurn(20_000, async () => {
  if (matchingStep(secret, code, { now, lastStep: null }) === null) throw new Error('a right code was refused')
})
row('totp', cpu, 'ms', spread)
