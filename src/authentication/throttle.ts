/**
 * ○ Waiting imposed by failures. Counted on paths that an outsider cannot close for the person: a browser that has signed in
 * before has a path of its own, every network has one, and only strangers' browsers share the account's.
 */
import type { AccountId } from '../kernel/ids.ts'

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
    { key: `network:${network}`, limits: perNetwork },
  ]
}

/** How long to wait after so many failures in a row, in seconds. */
export const waitAfter = (failures: number, { free, longestSeconds }: Limits): number =>
  failures < free ? 0 : Math.min(longestSeconds, 2 ** Math.min(failures - free, 30))

/** One path after a try was counted on it; `waiting`: the try came before the wait was over. */
export type Counted = { readonly key: string; readonly waiting: boolean }

/** A try counts only when every one of its paths is open. */
export const isOpen = (counted: readonly Counted[]): boolean => counted.every(({ waiting }) => !waiting)

/** The network an address belongs to: /24 for IPv4, /56 for IPv6; whatever cannot be read is one network of its own. */
export const networkOf = (address: string | null): string => {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(plain)
  if (four !== null) return `${four[1]}.${four[2]}.${four[3]}.0/24`
  const groups = expandIpv6(plain)
  return groups === null ? 'unknown' : `${groups.slice(0, 3).join(':')}:${groups[3]?.slice(0, 2) ?? '00'}00::/56`
}

const expandIpv6 = (address: string): readonly string[] | null => {
  if (!/^[0-9a-f:]{2,39}$/i.test(address)) return null
  const [head = '', tail] = address.toLowerCase().split('::', 2)
  const [before, after] = [head, tail ?? ''].map(side => (side === '' ? [] : side.split(':'))) as [string[], string[]]
  const gap = 8 - before.length - after.length
  if (gap < 0 || (tail === undefined && gap > 0)) return null
  return [...before, ...Array.from({ length: tail === undefined ? 0 : gap }, () => '0'), ...after].map(group =>
    group.padStart(4, '0'),
  )
}
