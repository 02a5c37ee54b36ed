/** ● What every sample service is made of: a port of its own, pages in our style, and a visit for each browser. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { preferredLanguage, type Bilingual, type Language } from '../../src/kernel/bilingual.ts'
import { ask } from '../../src/platform/outbound.ts'
import type { System } from '../../src/platform/system.ts'
import { loadAssets } from '../../src/platform/web/assets.ts'
import type { Content } from '../../src/platform/web/html.ts'
import { page } from '../../src/platform/web/layout.ts'
import { attributes, isAttributeName } from '../../src/release/index.ts'
import { readCookies } from '../../src/platform/http/cookies.ts'

/** One request to a sample. `visit`: the secret in the browser's cookie, '' where it has none. */
export type Visited = {
  readonly address: URL
  readonly visit: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

type Sample = {
  readonly system: System
  readonly url: string
  readonly host: string
  /** Cookies know no ports: each sample has its own. */
  readonly cookie: string
  readonly answer: (visited: Visited) => Promise<void>
}

const assets = loadAssets()

/** Starts a sample; closing it cuts its connections. */
export const startService = async ({ system, url, host, cookie, answer }: Sample): Promise<() => Promise<void>> => {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', url)
    const asset = Object.values(assets).find(({ href }) => href === address.pathname)
    if (asset !== undefined)
      return void response.writeHead(200, { 'content-type': asset.type }).end(Buffer.from(asset.body))
    const visit = readCookies(request.headers.cookie, false)[cookie] ?? ''
    return answer({ address, visit, request, response })
  }
  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      system.log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'a sample service could not answer')
      if (!response.headersSent) response.writeHead(303, { location: '/' })
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(Number(new URL(url).port), host, resolve)
  })
  return () =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

export const sendTo = (response: ServerResponse, location: string, cookie?: string): void => {
  response.writeHead(303, { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) }).end()
}

/** The cookie that begins a visit; with `null` the one that ends it. */
export const visitCookie = (name: string, secret: string | null): string =>
  secret === null ? `${name}=; Path=/; Max-Age=0` : `${name}=${secret}; Path=/; HttpOnly; SameSite=Lax`

/** The fields of a form that was posted to a sample; nothing beyond 200 kB. */
export const postedTo = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const pieces: Buffer[] = []
  let octets = 0
  for await (const piece of request) {
    const taken = Buffer.from(piece as Uint8Array)
    octets += taken.length
    if (octets > 200_000) throw new Error('too large')
    pieces.push(taken)
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
}

/** What the university answers at an address of its own. */
export const askUniversity = async (address: string): Promise<string> => {
  const answered = await ask(address, { method: 'GET', maxOctets: 1_000_000, timeoutMs: 10_000, inside: true })
  if (!answered.ok) throw new Error(`the university could not be asked: ${answered.refusal.because}`)
  return answered.value.body.toString('utf8')
}

export type SamplePage = { readonly title: Bilingual; readonly lead: Bilingual; readonly body: Content }

/** A page of a sample in the language of whoever asks. */
export const sendPage = ({ address, request, response }: Visited, { title, lead, body }: SamplePage): void => {
  const html = page({
    language: languageOf(address, request),
    institution: title,
    address: '/',
    assets: { style: assets.style.href, script: assets.script.href },
    who: null,
    navigation: [],
    search: null,
    flash: null,
    banner: null,
    title,
    lead,
    shape: 'member',
    body,
  })
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    .end(html)
}

const languageOf = (address: URL, request: IncomingMessage): Language => {
  const asked = address.searchParams.get('lang')
  return asked === 'ja' || asked === 'en' ? asked : preferredLanguage(request.headers['accept-language'])
}

/** An attribute by its name in the catalogue, with that name; other things by their name alone. */
export const attributeLabel = (name: string): Bilingual =>
  isAttributeName(name)
    ? { ja: `${attributes[name].label.ja}（${name}）`, en: `${attributes[name].label.en} (${name})` }
    : { ja: name, en: name }
