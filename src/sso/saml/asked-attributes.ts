/**
 * ● Which of the agreed attributes a SAML service asks for, and where it says so.
 *
 * @source SAML 2.0 Metadata §2.4.4.1; SAML2Int SDP-IDP15 (the subject identifier that the metadata demands)
 */
import { attributeBySamlName, type Asking, type AttributeName } from '../../release/index.ts'
import type { ServiceProvider } from './metadata/service-provider.ts'
import { defaultOf } from './request.ts'

/** Told whatever is listed: identifiers are demanded in another place of the metadata. */
const subjects: readonly AttributeName[] = ['subject-id', 'pairwise-id', 'eduPersonTargetedID']

const requirement = 'urn:oasis:names:tc:SAML:profiles:subject-id:req'

const hiddenSubjects = ({ entityAttributes }: Pick<ServiceProvider, 'entityAttributes'>): readonly AttributeName[] => {
  const [wants] = entityAttributes[requirement] ?? []
  if (wants === 'subject-id') return ['pairwise-id']
  return wants === 'none' ? ['subject-id', 'pairwise-id'] : []
}

/** What the metadata lists, of the attribute set of this index or of the default one. */
const listed = ({ requested }: Pick<ServiceProvider, 'requested'>, index: number | null) =>
  index === null ? defaultOf(requested) : (requested.find(each => each.index === index) ?? null)

/** The attributes of our catalogue that the metadata lists. */
export const requestedOf = (service: Pick<ServiceProvider, 'requested'>): readonly AttributeName[] =>
  (listed(service, null)?.attributes ?? []).flatMap(({ name }) => attributeBySamlName(name) ?? [])

/** The agreed attributes that are asked for; all of them where the service lists none. */
export const askedOf = (
  service: Pick<ServiceProvider, 'requested' | 'entityAttributes'>,
  agreed: readonly AttributeName[],
  index: number | null,
): ReadonlyMap<AttributeName, Asking> => {
  const set = listed(service, index)
  const hidden = hiddenSubjects(service)
  const required = new Map(
    (set?.attributes ?? []).map(({ name, isRequired }) => [attributeBySamlName(name), isRequired] as const),
  )
  const askingOf = (name: AttributeName): Asking | null => {
    const isRequired = required.get(name)
    if (isRequired !== undefined) return { by: 'metadata', isRequired }
    return set === null || subjects.includes(name) ? { by: 'agreement' } : null
  }
  return new Map(
    agreed.flatMap(name => {
      const asking = hidden.includes(name) ? null : askingOf(name)
      return asking === null ? [] : [[name, asking] as const]
    }),
  )
}
