/**
 * ○ Waiting imposed by failures. Counted on paths that an outsider cannot close for the person: a browser that has signed in
 * before has a path of its own, every network has one, and only strangers' browsers share the account's.
 */
import type { AccountId, PersonId } from '../../kernel/ids.ts'

export type Path = {
  readonly key: string
  readonly limits: Limits
}

/** After `free` failures in a row the wait doubles from one second up to `longestSeconds`. A quiet day forgets them. */
export type Limits = { readonly free: number; readonly longestSeconds: number }

const perBrowser: Limits = { free: 5, longestSeconds: 3600 }
const perNetworkOfAccount: Limits = { free: 5, longestSeconds: 3600 }
/** All strangers' browsers of one account together: guards against guessing from many networks. */
const perAccount: Limits = { free: 20, longestSeconds: 3600 }
/** One network over all accounts: guards against one password tried on many names. A campus shares few addresses. */
const perNetwork: Limits = { free: 100, longestSeconds: 60 }

const networkPrefix = 'network:'

/** Whether a path is that of a network over all accounts. */
export const isNetwork = (path: string): boolean => path.startsWith(networkPrefix)

/** Failures older than this no longer count. */
export const forgetAfterSeconds = 24 * 3600

/**
 * The paths on which one try counts.
 *
 * @param browser id of a browser known to this very account, or null
 * @param network /24 of IPv4 or /56 of IPv6 of the caller
 */
export const pathsOf = (
  accountId: AccountId | null,
  name: string,
  browser: string | null,
  network: string,
): readonly Path[] => {
  const subject = accountId ?? `name:${name}`
  if (browser !== null) return [{ key: `${subject}|browser:${browser}`, limits: perBrowser }]
  return [
    { key: `${subject}|network:${network}`, limits: perNetworkOfAccount },
    { key: `${subject}|strangers`, limits: perAccount },
    { key: `${networkPrefix}${network}`, limits: perNetwork },
  ]
}

/** How long to wait after so many failures in a row, in seconds. */
export const waitAfter = (failures: number, { free, longestSeconds }: Limits): number =>
  failures < free ? 0 : Math.min(longestSeconds, 2 ** Math.min(failures - free, 30))

/** One path after a try was counted on it; `waiting`: the try came before the wait was over. */
export type Counted = { readonly key: string; readonly waiting: boolean; readonly failures: number }

/** After so many wrong codes in a row a factor is switched off (NIST SP 800-63B-4 §3.2.2: at most a hundred). */
export const switchOffAfter = 100

/**
 * The paths on which one try at a second factor counts: a browser known to the person apart from all others, so that an outsider can
 * close only the path of strangers. Never cleared by a right password.
 */
export const factorPaths = (
  personId: PersonId,
  kind: string,
  browser: string | null,
  network: string,
): readonly Path[] =>
  browser === null
    ? [
        { key: `${personId}|${kind}|strangers`, limits: perFactor },
        { key: `${networkPrefix}${network}`, limits: perNetwork },
      ]
    : [{ key: `${personId}|${kind}|browser:${browser}`, limits: perFactor }]

/** Waits double from one second after five failures; an hour at most. */
const perFactor: Limits = { free: 5, longestSeconds: 3600 }

/** A try counts only when every one of its paths is open. */
export const isOpen = (counted: readonly Counted[]): boolean => counted.every(({ waiting }) => !waiting)
