/**
 * ● Messages of ours that a browser carries: signed in the query of a Redirect, or in a form.
 *
 * @source SAML 2.0 Bindings §3.4.4.1
 */
import { sign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { signWith } from './algorithms.ts'
import type { MessageKind } from './message.ts'
import type { SigningKey } from './signature.ts'
import { canonical } from './xml/canonical.ts'
import type { Element } from './xml/tree.ts'

/** The address with the message in its query, signed over the very octets that are sent. */
export const redirectTo = (
  location: string,
  {
    kind,
    message,
    relayState,
  }: { readonly kind: MessageKind; readonly message: Element; readonly relayState: string | null },
  { privateKey }: SigningKey,
): string => {
  const parameter = (name: string, value: string): string => `${name}=${encodeURIComponent(value)}`
  const octets = [
    parameter(kind, deflateRawSync(Buffer.from(canonical(message))).toString('base64')),
    ...(relayState === null ? [] : [parameter('RelayState', relayState)]),
    parameter('SigAlg', signWith.rsa),
  ].join('&')
  const signature = sign('sha256', Buffer.from(octets), privateKey).toString('base64')
  return `${location}${location.includes('?') ? '&' : '?'}${octets}&${parameter('Signature', signature)}`
}
