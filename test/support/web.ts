/** The real server on a free loopback port, and browsers that keep their cookies and send the forms they were shown. */
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeServer, type ServerOptions } from '../../src/app/server.ts'
import type { System } from '../../src/platform/system.ts'

export type Page = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** Where it leads: a redirect's address, or null. */
  readonly location: string | null
}

export type Browser = {
  readonly cookies: Map<string, string>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Page>
  /** Posts a form with the CSRF token of the page seen last; looks at the sign-in page first where none was. */
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Page>
  /** Posts exactly these octets. */
  readonly send: (path: string, body: string, headers: Readonly<Record<string, string>>) => Promise<Page>
  readonly signIn: (username: string, password: string) => Promise<Page>
  /** Goes where redirects lead, on our own origin. */
  readonly follow: (page: Page) => Promise<Page>
}

export type Website = { readonly port: number; readonly browser: () => Browser; readonly end: () => Promise<void> }

export const website = async (system: System, options: Partial<ServerOptions> = {}): Promise<Website> => {
  const server = await makeServer({ config: { trustedProxies: [], metricsToken: null }, ...options, system })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  return { port, browser: () => browserOf(port, new URL(system.baseUrl)), end: () => server.close() }
}

const browserOf = (port: number, origin: URL): Browser => {
  const cookies = new Map<string, string>()
  let token = ''
  const exchange = async (
    method: 'GET' | 'POST',
    path: string,
    body: string | null,
    headers: Readonly<Record<string, string>>,
  ): Promise<Page> => {
    const page = await exchangeOnce(port, {
      method,
      path,
      body,
      headers: { host: origin.host, ...cookieHeader(cookies), ...headers },
    })
    keep(cookies, page.headers['set-cookie'])
    token = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? token
    return page
  }
  const browser: Browser = {
    cookies,
    get: (path, headers = {}) => exchange('GET', path, null, headers),
    send: (path, body, headers) => exchange('POST', path, body, headers),
    post: async (path, fields, headers = {}) => {
      if (token === '') await browser.get('/sign-in')
      const body = new URLSearchParams({ csrf: token, ...fields }).toString()
      return exchange('POST', path, body, {
        'content-type': 'application/x-www-form-urlencoded',
        origin: origin.origin,
        ...headers,
      })
    },
    signIn: async (username, password) => {
      await browser.get('/sign-in')
      const page = await browser.post('/sign-in', { username, password })
      if (page.status === 303) await browser.get('/')
      return page
    },
    follow: async page => {
      const to = page.location === null ? null : new URL(page.location, origin)
      return to === null || to.origin !== origin.origin
        ? page
        : browser.follow(await browser.get(to.pathname + to.search))
    },
  }
  return browser
}

const cookieHeader = (cookies: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }

const keep = (cookies: Map<string, string>, given: string | string[] | undefined): void => {
  for (const line of Array.isArray(given) ? given : given === undefined ? [] : [given]) {
    const [pair = '', ...rules] = line.split(/; */)
    const at = pair.indexOf('=')
    const isGone = rules.some(rule => /^max-age=0$|^expires=Thu, 01 Jan 1970/i.test(rule))
    if (isGone) cookies.delete(pair.slice(0, at))
    else cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

type Asked = {
  readonly method: string
  readonly path: string
  readonly body: string | null
  readonly headers: Readonly<Record<string, string>>
}

const exchangeOnce = (port: number, { method, path, body, headers }: Asked): Promise<Page> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, answer => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(pieces).toString('utf8'),
          location: answer.headers.location ?? null,
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })
