/** ○ The network that an address belongs to: what is counted together when somebody tries too often. */

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
