/**
 * ● How somebody signed in, in SAML's words, and whether that is what a service asked for.
 *
 * A class is claimed only where the table says that what happened amounts to it; there is no "unspecified" answer to a demand.
 *
 * @source SAML 2.0 Core §3.3.2.2.1 (comparison); REFEDS SFA; multi-factor.md §3.3 and §5
 */
import { outsideNames, type LocalClass } from '../../authentication/index.ts'

export type Comparison = 'exact' | 'minimum' | 'maximum' | 'better'
export type ContextDemand = { readonly comparison: Comparison; readonly classes: readonly string[] }

const saml = 'urn:oasis:names:tc:SAML:2.0:ac:classes'

/** Strength of each class we know; equal numbers are equally strong. Others have no strength, so nothing compares with them. */
const strengths: Readonly<Record<string, number>> = {
  [`${saml}:unspecified`]: 0,
  [`${saml}:Password`]: 1,
  [`${saml}:PasswordProtectedTransport`]: 2,
  'https://refeds.org/profile/sfa': 2,
  [`${saml}:TimeSyncToken`]: 3,
  [`${saml}:X509`]: 3,
  'https://refeds.org/profile/mfa': 4,
  'https://www.gakunin.jp/profile/AAL2': 5,
}

/**
 * The one class to be answered, or null: this session does not meet the demand.
 *
 * `maximum`: as strong as possible without being stronger than the strongest asked. `better`: stronger than each asked.
 */
export const contextFor = (reached: LocalClass, demand: ContextDemand | null): string | null => {
  const mine = outsideNames[reached]
  if (demand === null) return mine[0] ?? null
  const asked = demand.classes.flatMap(each => strengths[each] ?? [])
  const byStrength = [...mine].sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0))
  if (demand.comparison === 'exact') return demand.classes.find(each => mine.includes(each)) ?? null
  if (asked.length === 0) return null
  const named = [...demand.classes.filter(each => mine.includes(each)), ...byStrength]
  switch (demand.comparison) {
    case 'minimum':
      return named.find(each => (strengths[each] ?? 0) >= Math.min(...asked)) ?? null
    case 'maximum':
      return byStrength.find(each => (strengths[each] ?? 0) <= Math.max(...asked)) ?? null
    case 'better':
      return byStrength.find(each => (strengths[each] ?? 0) > Math.max(...asked)) ?? null
  }
}

/**
 * The weakest class of ours that would meet a demand: what a session must be raised to. `null`: any sign-in will do or nothing that
 * we have would, which the answer then says.
 */
export const classDemanded = (demand: ContextDemand | null): LocalClass | null => {
  if (demand === null) return null
  const sufficient = (['sfa', 'mfa', 'mfa-pr'] as const).find(each => contextFor(each, demand) !== null)
  return sufficient === undefined || sufficient === 'sfa' ? null : sufficient
}
