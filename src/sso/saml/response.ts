/**
 * ○ A Response: a decision in SAML's words. One assertion, one statement of authentication, at most one of attributes; signed as a
 * whole, and encrypted where the service has a key for it.
 *
 * @source SAML 2.0 Core §2, §3.2.2, §3.3.3; SAML 2.0 Profiles §4.1.4.2; SAML2Int SDP-IDP08 to IDP20
 */
import { encrypted, type EncryptionDraw, type EncryptionTarget } from './encryption.ts'
import { signed, type SigningKey } from './signature.ts'
import { skewMs, written } from './values.ts'
import { element, type Element } from './xml/tree.ts'

export type SamlAttribute = {
  readonly name: string
  readonly friendlyName: string
  readonly values: readonly string[]
}

export type NameId = {
  readonly format: string
  readonly value: string
  readonly nameQualifier?: string
  readonly spNameQualifier?: string
}

export const nameIdFormats = {
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
} as const

/** To whom, and to which request, an answer goes. */
export type Addressed = {
  readonly issuer: string
  readonly audience: string
  readonly destination: string
  /** Null: nobody asked (unsolicited). */
  readonly inResponseTo: string | null
  readonly now: Date
}

export type SignedIn = {
  readonly nameId: NameId | null
  readonly context: string
  readonly authenticatedAt: Date
  readonly sessionIndex: string
  /** When our own session ends. */
  readonly sessionEndsAt: Date
  readonly attributes: readonly SamlAttribute[]
  /** The persistent id in the form of an eduPersonTargetedID, where the service has it. */
  readonly targetedId: NameId | null
}

export type Sealing = {
  readonly key: SigningKey
  /** Sign the assertion besides the response: where metadata says WantAssertionsSigned. */
  readonly signAssertion: boolean
  readonly encryption: { readonly target: EncryptionTarget; readonly draw: EncryptionDraw } | null
  readonly ids: { readonly response: string; readonly assertion: string }
}

/** An assertion may be used for so long. */
const lifetimeMs = 5 * 60_000

const attributeFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const status = 'urn:oasis:names:tc:SAML:2.0:status'

/** The answer that tells a service who it is. */
export const successResponse = (to: Addressed, person: SignedIn, sealing: Sealing): Element => {
  const plain = assertion(to, person, sealing.ids.assertion)
  const whole = sealing.signAssertion ? signed(plain, sealing.key) : plain
  const carried = sealing.encryption === null ? whole : encrypted(whole, 'saml:EncryptedAssertion', sealing.encryption)
  return signed(response(to, sealing.ids.response, [statusOf({ top: 'Success' }), carried]), sealing.key)
}

export type Failure = {
  readonly top: 'Requester' | 'Responder'
  readonly second:
    'NoAuthnContext' | 'NoPassive' | 'AuthnFailed' | 'RequestDenied' | 'InvalidNameIDPolicy' | 'RequestUnsupported'
}

/** The answer that tells a service why not (IIP-IDP05). Signed, so that nobody else can say no. */
export const failureResponse = (to: Addressed, failure: Failure, sealing: Pick<Sealing, 'key' | 'ids'>): Element =>
  signed(response(to, sealing.ids.response, [statusOf(failure)]), sealing.key)

const response = (to: Addressed, id: string, children: readonly Element[]): Element =>
  element(
    'samlp:Response',
    {
      ID: id,
      Version: '2.0',
      IssueInstant: written(to.now),
      Destination: to.destination,
      InResponseTo: to.inResponseTo,
    },
    [element('saml:Issuer', {}, [to.issuer]), ...children],
  )

/** A status of one or two levels. */
export const statusOf = ({ top, second }: { readonly top: string; readonly second?: string }): Element =>
  element('samlp:Status', {}, [
    element('samlp:StatusCode', { Value: `${status}:${top}` }, [
      second === undefined ? null : element('samlp:StatusCode', { Value: `${status}:${second}` }),
    ]),
  ])

const assertion = (to: Addressed, person: SignedIn, id: string): Element =>
  element('saml:Assertion', { ID: id, Version: '2.0', IssueInstant: written(to.now) }, [
    element('saml:Issuer', {}, [to.issuer]),
    subject(to, person.nameId),
    element('saml:Conditions', { NotBefore: written(before(to.now)), NotOnOrAfter: written(after(to.now)) }, [
      element('saml:AudienceRestriction', {}, [element('saml:Audience', {}, [to.audience])]),
    ]),
    element(
      'saml:AuthnStatement',
      {
        AuthnInstant: written(person.authenticatedAt),
        SessionIndex: person.sessionIndex,
        SessionNotOnOrAfter: written(person.sessionEndsAt),
      },
      [element('saml:AuthnContext', {}, [element('saml:AuthnContextClassRef', {}, [person.context])])],
    ),
    attributeStatement(person),
  ])

const subject = (to: Addressed, nameId: NameId | null): Element =>
  element('saml:Subject', {}, [
    nameId === null ? null : nameIdElement(nameId),
    element('saml:SubjectConfirmation', { Method: bearer }, [
      element('saml:SubjectConfirmationData', {
        InResponseTo: to.inResponseTo,
        NotOnOrAfter: written(after(to.now)),
        Recipient: to.destination,
      }),
    ]),
  ])

/** A NameID with its qualifiers, as it stands in subjects, logouts and targeted ids. */
export const nameIdElement = ({ format, value, nameQualifier, spNameQualifier }: NameId): Element =>
  element('saml:NameID', { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier }, [value])

const attributeStatement = ({ attributes, targetedId }: SignedIn): Element | null => {
  const told = [
    ...attributes.map(({ name, friendlyName, values }) =>
      attribute(
        name,
        friendlyName,
        values.map(value => element('saml:AttributeValue', {}, [value])),
      ),
    ),
    ...(targetedId === null
      ? []
      : [
          attribute('urn:oid:1.3.6.1.4.1.5923.1.1.1.10', 'eduPersonTargetedID', [
            element('saml:AttributeValue', {}, [nameIdElement(targetedId)]),
          ]),
        ]),
  ]
  return told.length === 0 ? null : element('saml:AttributeStatement', {}, told)
}

const attribute = (name: string, friendlyName: string, values: readonly Element[]): Element =>
  element('saml:Attribute', { Name: name, NameFormat: attributeFormat, FriendlyName: friendlyName }, values)

/** Valid a little before now: clocks of services may be behind ours (SDP-G01). */
const before = (now: Date): Date => new Date(now.getTime() - skewMs)
const after = (now: Date): Date => new Date(now.getTime() + lifetimeMs)
