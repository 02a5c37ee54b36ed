/**
 * ● The only way out: what we fetch from, or tell to, an address that somebody gave us.
 *
 * The name is resolved once, every address it has is checked, and the connection goes to the address that was checked: nothing can
 * point elsewhere between the two. Redirects are not followed; answers end at a limit of octets and of time.
 */
import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { accept, refuse, type Result } from '../kernel/result.ts'

export type Outbound = {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly maxOctets: number
  readonly timeoutMs: number
  /** Addresses of this machine and of private networks too: the demo, or a campus whose services have such. */
  readonly inside: boolean
}

export type Answered = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export type OutboundRefusal = {
  readonly code: 'outbound.failed'
  readonly because: 'address' | 'inside' | 'unreachable' | 'too-late' | 'too-large'
}

const insideNetworks = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  insideNetworks.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  insideNetworks.addSubnet(network, bits, 'ipv6')

/** Whether an address belongs to this machine or a private network; also when it hides an IPv4 address in IPv6. */
export const isInside = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isInside(mapped)
  const family = isIP(address)
  return family === 0 || insideNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Asks one address once. */
export const ask = async (address: string, wish: Outbound): Promise<Result<Answered, OutboundRefusal>> => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return no('address')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (first === undefined) return no('unreachable')
  if (!wish.inside && found.some(each => isInside(each.address))) return no('inside')
  return exchange(url, first, wish)
}

const exchange = (
  url: URL,
  { address, family }: { readonly address: string; readonly family: number },
  { method, headers = {}, body, maxOctets, timeoutMs }: Outbound,
): Promise<Result<Answered, OutboundRefusal>> =>
  new Promise(resolve => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest
    const signal = AbortSignal.timeout(timeoutMs)
    const sent = request(
      url,
      {
        method,
        signal,
        agent: false,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
        // Whatever the name means by now: the address that was checked.
        lookup: (_name, options, done) =>
          options.all === true ? done(null, [{ address, family }]) : done(null, address, family),
      },
      answer => {
        const pieces: Buffer[] = []
        let octets = 0
        answer.on('data', (piece: Buffer) => {
          octets += piece.length
          pieces.push(piece)
          if (octets > maxOctets) {
            answer.destroy()
            resolve(no('too-large'))
          }
        })
        answer.on('end', () =>
          resolve(accept({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) })),
        )
        answer.on('error', () => resolve(no(signal.aborted ? 'too-late' : 'unreachable')))
      },
    )
    sent.on('error', () => resolve(no(signal.aborted ? 'too-late' : 'unreachable')))
    sent.end(body)
  })

const no = (because: OutboundRefusal['because']): Result<never, OutboundRefusal> =>
  refuse({ code: 'outbound.failed', because })
