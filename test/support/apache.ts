/** What tests need of an Apache with somebody else's service in it: a free port, its start, and a browser's visit. */
import type { ChildProcess } from 'node:child_process'
import { request as httpRequest } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'

export type Answer = { readonly status: number; readonly location: string | null; readonly body: string }

/** A browser's visit to a service; cookies are kept. */
export type Visitor = {
  readonly get: (path: string) => Promise<Answer>
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Answer>
}

export const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

/** Waits until a port answers or a condition holds, as long as the daemons live and for at most half a minute. */
export const until = async (
  condition: number | (() => boolean | Promise<boolean>),
  daemons: readonly ChildProcess[],
): Promise<void> => {
  const giveUp = AbortSignal.timeout(30_000)
  const holds = typeof condition === 'number' ? () => answers(condition) : condition
  while (!(await holds())) {
    if (giveUp.aborted || daemons.some(({ exitCode }) => exitCode !== null))
      throw new Error('the service of the other make did not start')
    await new Promise(resolve => setImmediate(resolve))
  }
}

const answers = (port: number): Promise<boolean> =>
  exchange(port, { method: 'GET', path: '/', body: null, cookie: '', host: 'localhost' }).then(
    () => true,
    () => false,
  )

export const visitorOf = (port: number, host: string): Visitor => {
  const cookies = new Map<string, string>()
  const go = async (method: 'GET' | 'POST', path: string, body: string | null): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { setCookies, ...answer } = await exchange(port, { method, path, body, cookie, host })
    for (const given of setCookies) {
      const [pair = ''] = given.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  return {
    get: path => go('GET', path, null),
    post: (path, form) => go('POST', path, new URLSearchParams(form).toString()),
  }
}

type Asked = {
  readonly method: string
  readonly path: string
  readonly body: string | null
  readonly cookie: string
  readonly host: string
}

export const exchange = (
  port: number,
  { method, path, body, cookie, host }: Asked,
): Promise<Answer & { readonly setCookies: readonly string[] }> =>
  new Promise((resolve, reject) => {
    const headers = {
      host,
      ...(cookie === '' ? {} : { cookie }),
      ...(body === null
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
    }
    const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, answer => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? null,
          body: Buffer.concat(pieces).toString('utf8'),
          setCookies: answer.headers['set-cookie'] ?? [],
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })
