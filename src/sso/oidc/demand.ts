/**
 * ● How sure a client wants to be (`acr`): what it asks, what would satisfy it, and what a session may be called.
 *
 * The engine lets `acr_values` take the place of an essential `acr` claim, and with it the word "essential". Here the claim comes
 * first: what may not be answered by less never is.
 *
 * @source OpenID Connect Core 1.0 §3.1.2.1, §5.5.1 and §5.5.1.1; OpenID Connect Core Error Code unmet_authentication_requirements
 */
import { leastClassOf, outsideNames, type LocalClass } from '../../authentication/index.ts'

/** Names that will do, the dearest first; `essential`: nothing else will. */
export type AcrWish = { readonly essential: boolean; readonly values: readonly string[] }

type Parameters = Readonly<Record<string, unknown>>

/** What a request says of `acr`; null: nothing. */
export const acrWishOf = ({ acr_values: listed, claims }: Parameters): AcrWish | null => {
  const claimed = claimedAcr(claims)
  const values = typeof listed === 'string' ? listed.split(' ').filter(name => name !== '') : []
  if (claimed?.essential === true) return claimed.values.length > 0 ? claimed : { essential: true, values }
  if (values.length > 0) return { essential: false, values }
  return claimed
}

const claimedAcr = (claims: unknown): AcrWish | null => {
  const acr = memberOf(memberOf(parsed(claims), 'id_token'), 'acr')
  if (typeof acr !== 'object' || acr === null) return null
  const [value, values] = [memberOf(acr, 'value'), memberOf(acr, 'values')]
  const named = [value, ...(Array.isArray(values) ? (values as readonly unknown[]) : [])]
  return {
    essential: memberOf(acr, 'essential') === true,
    values: named.filter(name => typeof name === 'string'),
  }
}

const parsed = (claims: unknown): unknown => (typeof claims === 'string' ? (JSON.parse(claims) as unknown) : claims)

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([key]) => key === name)?.[1] ?? null)
    : null

/** What a session of this class is called towards a client: the first name it wished that is true, else our usual one. */
export const acrFor = (wish: AcrWish | null, reached: LocalClass | null): string | undefined => {
  if (reached === null) return undefined
  const ours = outsideNames[reached]
  return wish?.values.find(name => ours.includes(name)) ?? ours.find(name => name.startsWith('https:'))
}

/** Whether a session of this class is what was wished. An essential `acr` without a value is met by whatever we can say. */
export const isMet = (wish: AcrWish | null, reached: LocalClass | null): boolean =>
  wish === null ||
  wish.values.length === 0 ||
  (reached !== null && wish.values.some(name => outsideNames[reached].includes(name)))

/** The least class that would meet a wish; null where no class of ours has any of its names. */
export const minimumFor = ({ values }: AcrWish): LocalClass | null => leastClassOf(values)
