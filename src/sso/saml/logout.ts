/**
 * ○ Single logout: requests of services and to services, and answers that say what happened.
 *
 * @source SAML 2.0 Core §3.7; SAML 2.0 Profiles §4.4; Asynchronous Single Logout Profile Extension 1.0; SAML2Int SDP-IDP21 to IDP31
 */
import type { KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { decrypted } from './encryption.ts'
import { checkEnvelope, type Receiving, type RequestRefusal } from './request.ts'
import { nameIdElement, statusOf, type NameId } from './response.ts'
import { dateTimeOf, written } from './values.ts'
import { messageLimits, readXml } from './xml/read.ts'
import { attributeOf, childNamed, childrenNamed, element, isNamed, tokenOf, type Element } from './xml/tree.ts'

export type LogoutRequest = {
  readonly id: string
  readonly nameId: NameId
  readonly sessionIndexes: readonly string[]
  /** The service wants no answer. */
  readonly isAsynchronous: boolean
}

export type LogoutRefusal =
  RequestRefusal | { readonly code: 'saml.logout_refused'; readonly because: 'not-a-logout' | 'name-id' | 'expired' }

/** Reads a LogoutRequest of a service. An encrypted NameID is opened with any of our keys (IIP-IDP19). */
export const readLogoutRequest = (
  root: Element,
  receiving: Receiving,
  ourKeys: readonly KeyObject[],
): Result<LogoutRequest, LogoutRefusal> => {
  if (!isNamed(root, 'samlp:LogoutRequest')) return no('not-a-logout')
  const envelope = checkEnvelope(root, receiving)
  if (!envelope.ok) return envelope
  const ends = attributeOf(root, 'NotOnOrAfter')
  if (ends !== null && (dateTimeOf(ends)?.getTime() ?? 0) + 4 * 60_000 <= receiving.now.getTime()) return no('expired')
  const found = childNamed(root, 'saml:NameID') ?? opened(childNamed(root, 'saml:EncryptedID'), ourKeys)
  const value = tokenOf(found)
  if (found === null || value === null || value === '') return no('name-id')
  return accept({
    id: envelope.value,
    nameId: nameIdOf(found, value),
    sessionIndexes: childrenNamed(root, 'samlp:SessionIndex').flatMap(each => tokenOf(each) ?? []),
    isAsynchronous: childNamed(childNamed(root, 'samlp:Extensions'), 'aslo:Asynchronous') !== null,
  })
}

const opened = (sealed: Element | null, keys: readonly KeyObject[]): Element | null => {
  const octets = sealed === null ? null : decrypted(sealed, keys)
  const read = octets === null ? null : readXml(octets, messageLimits)
  return read?.ok === true && isNamed(read.value, 'saml:NameID') ? read.value : null
}

const nameIdOf = (found: Element, value: string): NameId => {
  const [nameQualifier, spNameQualifier] = [attributeOf(found, 'NameQualifier'), attributeOf(found, 'SPNameQualifier')]
  return {
    format: attributeOf(found, 'Format') ?? '',
    value,
    ...(nameQualifier === null ? {} : { nameQualifier }),
    ...(spNameQualifier === null ? {} : { spNameQualifier }),
  }
}

export type LogoutAddressed = {
  readonly id: string
  readonly issuer: string
  readonly destination: string
  readonly now: Date
}

/** Tells a service that a session is over. Unsigned: the binding signs the Redirect; `signed` does for SOAP. */
export const logoutRequest = (
  { id, issuer, destination, now }: LogoutAddressed,
  { nameId, sessionIndex }: { readonly nameId: NameId; readonly sessionIndex: string },
): Element =>
  element(
    'samlp:LogoutRequest',
    {
      ID: id,
      Version: '2.0',
      IssueInstant: written(now),
      Destination: destination,
      NotOnOrAfter: written(new Date(now.getTime() + 5 * 60_000)),
    },
    [element('saml:Issuer', {}, [issuer]), nameIdElement(nameId), element('samlp:SessionIndex', {}, [sessionIndex])],
  )

/** `partial`: our session is over, but not every service could be told (SDP-IDP31: the truth about it). */
export type LogoutOutcome = 'done' | 'partial' | 'unknown'

const outcomes = {
  done: { top: 'Success' },
  partial: { top: 'Success', second: 'PartialLogout' },
  unknown: { top: 'Requester', second: 'UnknownPrincipal' },
} as const

export const logoutResponse = (
  { id, issuer, destination, now }: LogoutAddressed,
  inResponseTo: string,
  outcome: LogoutOutcome,
): Element =>
  element(
    'samlp:LogoutResponse',
    { ID: id, Version: '2.0', IssueInstant: written(now), Destination: destination, InResponseTo: inResponseTo },
    [element('saml:Issuer', {}, [issuer]), statusOf(outcomes[outcome])],
  )

/** What a service answered: whether it says that its session is over, and to which of our requests. */
export const readLogoutResponse = (
  root: Element,
): { readonly inResponseTo: string; readonly isSuccess: boolean } | null => {
  const inResponseTo = attributeOf(root, 'InResponseTo')
  if (!isNamed(root, 'samlp:LogoutResponse') || inResponseTo === null) return null
  const code = attributeOf(childNamed(childNamed(root, 'samlp:Status'), 'samlp:StatusCode'), 'Value') ?? ''
  return { inResponseTo, isSuccess: code === 'urn:oasis:names:tc:SAML:2.0:status:Success' }
}

const no = (because: 'not-a-logout' | 'name-id' | 'expired'): Result<never, LogoutRefusal> =>
  refuse({ code: 'saml.logout_refused', because })
