/**
 * ● A SAML message as it arrives in a browser: taken out of its binding, parsed strictly, its signature checked over the very
 * octets or the very tree that is used afterwards. Pure but for the inflating, whose limit only the library can hold.
 *
 * @source SAML 2.0 Bindings §3.4 (Redirect), §3.5 (POST)
 */
import { inflateRawSync } from 'node:zlib'
import { verify, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { isStrongKey, signatureMethods } from './algorithms.ts'
import { isSigned, verified } from './signature.ts'
import { readXml, messageLimits } from './xml/read.ts'
import { tokenOf, childNamed, type Element } from './xml/tree.ts'

export type MessageKind = 'SAMLRequest' | 'SAMLResponse'

/** A message out of its binding, not yet believed. */
export type Received = {
  readonly binding: 'redirect' | 'post'
  readonly root: Element
  /** Entity that says it sent this. */
  readonly issuer: string
  readonly relayState: string | null
  /** Of the Redirect binding: what was signed, octet by octet. */
  readonly detached: DetachedSignature | null
}

export type DetachedSignature = { readonly algorithm: string; readonly octets: string; readonly signature: string }

export type MessageRefusal = { readonly code: 'saml.message_refused'; readonly because: MessageFault }

export type MessageFault =
  | 'absent'
  | 'repeated-parameter'
  | 'encoding'
  | 'xml'
  | 'relay-state'
  | 'no-issuer'
  | 'signature-missing'
  | 'signature-bad'
  | 'signature-in-xml'

const maxRelayState = 4096
const maxEncoded = 180_000

/** Takes a message out of a query, as it stood in the address: signatures are over the octets received. */
export const fromRedirect = (rawQuery: string, kind: MessageKind): Result<Received, MessageRefusal> => {
  const raw = new Map<string, string>()
  for (const pair of rawQuery.split('&')) {
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    if (!isOfTheBinding(name)) continue
    if (raw.has(name)) return no('repeated-parameter')
    raw.set(name, at < 0 ? '' : pair.slice(at + 1))
  }
  const message = raw.get(kind)
  const [sigAlg, signature, relay] = [raw.get('SigAlg'), raw.get('Signature'), raw.get('RelayState')]
  if (message === undefined || message.length > maxEncoded) return no('absent')
  if ((sigAlg === undefined) !== (signature === undefined)) return no('signature-bad')
  const decoded = [message, sigAlg ?? '', signature ?? '', (relay ?? '').replace(/\+/g, ' ')].map(percentDecoded)
  const [text, algorithm, value, relayState] = decoded
  if (text == null || algorithm == null || value == null || relayState == null) return no('encoding')
  const octets = inflated(text)
  if (octets === null) return no('encoding')
  const signedOctets = [
    `${kind}=${message}`,
    ...(relay === undefined ? [] : [`RelayState=${relay}`]),
    `SigAlg=${sigAlg ?? ''}`,
  ].join('&')
  return parsed(octets, {
    binding: 'redirect',
    relayState: relay === undefined ? null : relayState,
    detached: sigAlg === undefined ? null : { algorithm, octets: signedOctets, signature: value },
  })
}

/** Takes a message out of a posted form. */
export const fromPost = (
  form: Readonly<Record<string, readonly string[]>>,
  kind: MessageKind,
): Result<Received, MessageRefusal> => {
  const [messages, relays] = [form[kind] ?? [], form['RelayState'] ?? []]
  if (messages.length > 1 || relays.length > 1) return no('repeated-parameter')
  const octets = base64Octets(messages[0] ?? '')
  if (messages[0] === undefined) return no('absent')
  return octets === null
    ? no('encoding')
    : parsed(octets, { binding: 'post', relayState: relays[0] ?? null, detached: null })
}

const isOfTheBinding = (name: string): boolean =>
  ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding'].includes(name)

/** A plus is a blank in text, and itself in base64: whoever calls decides. */
const percentDecoded = (raw: string): string | null => {
  try {
    return decodeURIComponent(raw)
  } catch {
    return null
  }
}

/** Base64 as browsers carry it: line breaks are let through, anything foreign is not. */
const base64Octets = (text: string): Buffer | null => {
  if (text.length > maxEncoded) return null
  const bare = text.replace(/[\r\n\t ]/g, '')
  return bare !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : null
}

/** The limit holds while inflating: a bomb is never held. */
const inflated = (text: string): Buffer | null => {
  const octets = base64Octets(text)
  if (octets === null) return null
  try {
    return inflateRawSync(octets, { maxOutputLength: messageLimits.characters })
  } catch {
    return null
  }
}

const parsed = (
  octets: Uint8Array,
  rest: Pick<Received, 'binding' | 'relayState' | 'detached'>,
): Result<Received, MessageRefusal> => {
  if ((rest.relayState?.length ?? 0) > maxRelayState) return no('relay-state')
  const read = readXml(octets, messageLimits)
  if (!read.ok) return no('xml')
  const issuer = tokenOf(childNamed(read.value, 'saml:Issuer'))
  return issuer === null || issuer === '' || issuer.length > 1024
    ? no('no-issuer')
    : accept({ ...rest, root: read.value, issuer })
}

/**
 * The message as its sender signed it. A signature that is there must verify, whether it was needed or not (SDP-IDP05).
 *
 * @param demanded refuse what is not signed (SDP-IDP04)
 * @returns the root whose content may be used, and whether it was signed
 */
export const believed = (
  { root, binding, detached }: Received,
  { keys, demanded }: { readonly keys: readonly KeyObject[]; readonly demanded: boolean },
): Result<{ readonly root: Element; readonly isSigned: boolean }, MessageRefusal> => {
  if (binding === 'redirect') {
    if (isSigned(root)) return no('signature-in-xml')
    if (detached === null) return demanded ? no('signature-missing') : accept({ root, isSigned: false })
    return isMadeBy(detached, keys) ? accept({ root, isSigned: true }) : no('signature-bad')
  }
  const checked = verified(root, keys)
  if (checked.ok) return accept({ root: checked.value, isSigned: true })
  if (checked.refusal.because !== 'absent') return no('signature-bad')
  return demanded ? no('signature-missing') : accept({ root, isSigned: false })
}

const isMadeBy = ({ algorithm, octets, signature }: DetachedSignature, keys: readonly KeyObject[]): boolean => {
  const method = signatureMethods[algorithm]
  const value = base64Octets(signature)
  if (method === undefined || value === null) return false
  return keys.some(
    key =>
      key.asymmetricKeyType === method.keyType &&
      isStrongKey(key) &&
      verify(method.hash, Buffer.from(octets), { key, dsaEncoding: 'ieee-p1363' }, value),
  )
}

const no = (because: MessageFault): Result<never, MessageRefusal> => refuse({ code: 'saml.message_refused', because })
