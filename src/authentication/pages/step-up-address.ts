/** ○ Where a session is raised, and where a change of one's own factors leads while it is not fresh enough. */
import type { Refusal } from '../../kernel/result.ts'
import type { Reply } from '../../platform/http/route.ts'
import type { LocalClass } from '../assurance/assurance.ts'

/** The page on which a session is raised to a class, and where to go on afterwards. */
export const stepUpAddress = (to: LocalClass, next: string): string =>
  `/step-up?to=${to}&next=${encodeURIComponent(next)}`

/** Not fresh enough: prove the strongest factor (or the password) and come back; nothing else is lost. */
export const proveFirst = (refusal: Refusal & { readonly to?: unknown }, back: string): Reply => {
  if (refusal.code !== 'factor.prove_again') return { kind: 'refused', refusal, back }
  const to = refusal.to === 'mfa' || refusal.to === 'mfa-pr' || refusal.to === 'mfa-mail' ? refusal.to : 'sfa'
  return {
    kind: 'redirect',
    to: to === 'sfa' ? `/sign-in?again=1&next=${encodeURIComponent(back)}` : stepUpAddress(to, back),
    notice: 'prove-again',
  }
}
