/**
 * ○ A passkey: what we ask a browser for, and whether what came back is to be believed. Everything is checked here again, whatever the
 * browser was told.
 *
 * @source WebAuthn Level 3 §7.1 and §7.2; multi-factor.md §6.3
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers'
import { z } from 'zod'
import type { AccountId, PersonId } from '../../kernel/ids.ts'
import type { AuthenticatorState } from './authenticator.ts'

/** What its owner's device told us of a passkey when it was made. */
export type NewPasskey = {
  /** base64url, unique over everyone. */
  readonly credentialId: string
  /** COSE key, base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly string[]
  /** Whether it may be copied to other devices of its owner, and whether it was. */
  readonly backupEligible: boolean
  readonly backedUp: boolean
  /** Whether a finger, a face or a PIN was checked. */
  readonly userVerified: boolean
}

export type Passkey = NewPasskey & {
  readonly id: string
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly userHandle: string
  readonly name: string
  readonly state: AuthenticatorState
}

/** Who we are towards browsers (relying party): the host name that passkeys belong to, and the one origin they may be used from. */
export type RelyingParty = { readonly id: string; readonly origin: string }

export const relyingParty = (baseUrl: string): RelyingParty => {
  const { hostname, origin } = new URL(baseUrl)
  return { id: hostname, origin }
}

/** EdDSA, ES256, RS256 (COSE numbers). RS1 and whatever else a browser might be talked into is refused. */
export const algorithms = [-8, -7, -257] as const

const timeoutMs = 300_000

const described = ({ credentialId, transports }: Pick<Passkey, 'credentialId' | 'transports'>) => ({
  type: 'public-key' as const,
  id: credentialId,
  transports,
})

/** What a browser is asked when a passkey is to be made, as JSON (WebAuthn §5.1.9). Attestation is not asked for (decision 0081). */
export const creationOptions = (
  { id }: RelyingParty,
  user: { readonly handle: string; readonly username: string },
  { challenge, owned }: { readonly challenge: string; readonly owned: readonly Passkey[] },
) => ({
  challenge,
  rp: { id, name: id },
  user: { id: user.handle, name: user.username, displayName: user.username },
  pubKeyCredParams: algorithms.map(alg => ({ type: 'public-key', alg })),
  timeout: timeoutMs,
  attestation: 'none',
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
  excludeCredentials: owned.map(described),
})

/** What a browser is asked when a passkey is to be used. Nobody named: any that it keeps for us. */
export const requestOptions = (
  { id }: RelyingParty,
  asked: {
    readonly challenge: string
    readonly allowed: readonly Passkey[]
    readonly verification: 'preferred' | 'required'
  },
) => ({
  challenge: asked.challenge,
  rpId: id,
  timeout: timeoutMs,
  userVerification: asked.verification,
  allowCredentials: asked.allowed.map(described),
})

const base64url = z
  .string()
  .max(16_000)
  .regex(/^[\w-]+$/)

const created = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .catch([]),
  }),
})

const asserted = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform(handle => handle ?? null),
  }),
})

export type Created = z.output<typeof created>
export type Asserted = z.output<typeof asserted>

const parsed = <Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | null => {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export const readCreated = (text: string): Created | null => parsed(created, text)
export const readAsserted = (text: string): Asserted | null => parsed(asserted, text)

/** The challenge that an answer says it answers; whether it is ours is for `readChallenge` to say. */
export const challengeIn = ({
  response,
}: {
  readonly response: { readonly clientDataJSON: string }
}): string | null => {
  try {
    const { challenge, crossOrigin } = decodeClientDataJSON(response.clientDataJSON)
    return crossOrigin === true || typeof challenge !== 'string' ? null : challenge
  } catch {
    return null
  }
}

/**
 * A passkey that was made just now; null when anything about it is not as it was asked for. A frame of a foreign page, a foreign origin, a
 * key of another kind and an attestation with certificates, which we never asked for, are all refused.
 *
 * @source WebAuthn Level 3 §7.1
 */
export const verifyCreated = async (answer: Created, { id, origin }: RelyingParty): Promise<NewPasskey | null> => {
  const challenge = challengeIn(answer)
  if (challenge === null) return null
  try {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(answer.response.attestationObject))
    if (!unattested.has(attestation.get('fmt')) || attestation.get('attStmt').get('x5c') !== undefined) return null
    const { verified, registrationInfo: made } = await verifyRegistrationResponse({
      response: { ...answer, response: { ...answer.response, transports: [] }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: false,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified || made.credential.id !== answer.id) return null
    return {
      credentialId: made.credential.id,
      publicKey: isoBase64URL.fromBuffer(made.credential.publicKey),
      counter: made.credential.counter,
      transports: answer.response.transports,
      backupEligible: made.credentialDeviceType === 'multiDevice',
      backedUp: made.credentialBackedUp,
      userVerified: made.userVerified,
    }
  } catch {
    return null
  }
}

/** Forms of attestation in which a device says nothing of its make: none, or its own new key signs for itself. */
const unattested: ReadonlySet<string> = new Set(['none', 'packed'])

/** What a right signature said. */
export type Sight = { readonly counter: number; readonly userVerified: boolean; readonly backedUp: boolean }

/**
 * What the signature of a passkey says; null when it is wrong, or was made elsewhere or for something else. The counter is not judged
 * here: a stored one may have moved on meanwhile.
 *
 * @source WebAuthn Level 3 §7.2
 */
export const verifyAsserted = async (
  answer: Asserted,
  passkey: Pick<Passkey, 'credentialId' | 'publicKey' | 'backupEligible' | 'userHandle'>,
  { id, origin }: RelyingParty,
): Promise<Sight | null> => {
  const challenge = challengeIn(answer)
  const { userHandle, ...response } = answer.response
  if (challenge === null || answer.id !== passkey.credentialId) return null
  if (userHandle !== null && userHandle !== passkey.userHandle) return null
  try {
    const { verified, authenticationInfo: seen } = await verifyAuthenticationResponse({
      response: { ...answer, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: false,
      credential: { id: passkey.credentialId, publicKey: isoBase64URL.toBuffer(passkey.publicKey), counter: 0 },
    })
    const sameKind = (seen.credentialDeviceType === 'multiDevice') === passkey.backupEligible
    return verified && sameKind
      ? { counter: seen.newCounter, userVerified: seen.userVerified, backedUp: seen.credentialBackedUp }
      : null
  } catch {
    return null
  }
}

/**
 * Whether two devices hold one passkey: its counter has not moved on. Devices that do not count say zero, always.
 *
 * @source WebAuthn Level 3 §7.2 step 22, §6.1.1
 */
export const isRolledBack = (stored: number, seen: number): boolean => (stored > 0 || seen > 0) && seen <= stored
