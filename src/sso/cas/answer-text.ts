/**
 * ○ What validation answers: in the first version's two lines, as XML, or as JSON.
 *
 * @source CAS Protocol 3.0 §2.4, §2.5, §2.5.3, appendix A
 */
import { canonical } from '../saml/xml/canonical.ts'
import { element, type Element } from '../saml/xml/tree.ts'

export type CasUser = {
  readonly user: string
  /** Empty for serviceValidate of CAS 2. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
  readonly authenticatedAt: Date
  readonly isFresh: boolean
}

export type CasFault =
  | 'INVALID_REQUEST'
  | 'INVALID_TICKET_SPEC'
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE'
  | 'UNAUTHORIZED_SERVICE_PROXY'
  | 'INTERNAL_ERROR'

export const sentences: Readonly<Record<CasFault, string>> = {
  INVALID_REQUEST: 'Both service and ticket are needed.',
  INVALID_TICKET_SPEC: 'This is not a service ticket.',
  INVALID_TICKET: 'The ticket is not valid.',
  INVALID_SERVICE: 'The ticket was not made for this service.',
  UNAUTHORIZED_SERVICE_PROXY: 'Proxy tickets are not offered.',
  INTERNAL_ERROR: 'The ticket could not be checked.',
}

/** An attribute's name as an XML element name; others cannot be told in CAS and are left out. */
const isElementName = (name: string): boolean => /^[A-Za-z_][\w.-]*$/.test(name)

const protocolAttributes = ({ authenticatedAt, isFresh }: CasUser): readonly Element[] => [
  element('cas:authenticationDate', {}, [authenticatedAt.toISOString()]),
  element('cas:longTermAuthenticationRequestTokenUsed', {}, ['false']),
  element('cas:isFromNewLogin', {}, [String(isFresh)]),
]

export const successXml = (found: CasUser, withAttributes: boolean): string => {
  const told = Object.entries(found.attributes)
    .filter(([name]) => isElementName(name))
    .flatMap(([name, values]) => values.map(value => element(`cas:${name}`, {}, [value])))
  return canonical(
    element('cas:serviceResponse', {}, [
      element('cas:authenticationSuccess', {}, [
        element('cas:user', {}, [found.user]),
        withAttributes ? element('cas:attributes', {}, [...protocolAttributes(found), ...told]) : null,
      ]),
    ]),
  )
}

export const failureXml = (code: CasFault): string =>
  canonical(element('cas:serviceResponse', {}, [element('cas:authenticationFailure', { code }, [sentences[code]])]))

export const successJson = (found: CasUser, withAttributes: boolean): unknown => ({
  serviceResponse: {
    authenticationSuccess: {
      user: found.user,
      ...(withAttributes
        ? {
            attributes: {
              authenticationDate: found.authenticatedAt.toISOString(),
              isFromNewLogin: found.isFresh,
              longTermAuthenticationRequestTokenUsed: false,
              ...found.attributes,
            },
          }
        : {}),
    },
  },
})

export const failureJson = (code: CasFault): unknown => ({
  serviceResponse: { authenticationFailure: { code, description: sentences[code] } },
})
