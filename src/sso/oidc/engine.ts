/** ● One engine for each system, mounted at its addresses; every request is answered knowing who is signed in at the browser. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type Provider from 'oidc-provider'
import { sessionOf } from '../../authentication/index.ts'
import { storedSubject } from '../../release/index.ts'
import { readCookies } from '../../platform/http/cookies.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import type { System } from '../../platform/system.ts'
import { presence, type Present } from './adapter.ts'
import { makeProvider } from './provider.ts'

const engines = new WeakMap<System, Promise<Provider>>()

/** The engine of a system, made at first use. */
export const engineOf = (system: System): Promise<Provider> => {
  const known = engines.get(system)
  if (known !== undefined) return known
  const made = makeProvider(system)
  engines.set(system, made)
  return made
}

/** Who is signed in at a browser, as the engine knows them: only those who have been told to some service before. */
const signedIn = async (system: System, cookieHeader: string | undefined): Promise<Present> => {
  const cookie = readCookies(cookieHeader, system.baseUrl.startsWith('https://'))[sessionCookie]
  if (cookie === undefined) return null
  const held = await sessionOf(system.database.read, cookie, system.clock.now())
  if (held === null) return null
  const { personId, accountId, id: sessionId, authenticatedAt, proofs } = held.session
  const subject = await storedSubject(system.database.read, personId, '')
  return subject === null ? null : { personId, accountId, sessionId, subject, authenticatedAt, proofs }
}

const addresses = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/oidc/*']

/** Hands our addresses to the engine: it reads bodies and writes answers by itself. */
export const mountOidc =
  (system: System) =>
  async (server: FastifyInstance): Promise<void> => {
    const provider = await engineOf(system)
    const answer = provider.callback()
    const base = new URL(system.baseUrl)
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const url of addresses)
      server.all(url, async (request, reply) => {
        const signed = await signedIn(system, request.headers.cookie)
        speakOfOurselves(request.raw, base)
        reply.hijack()
        await presence.run(signed, () => answer(request.raw, reply.raw))
      })
  }

/** The engine writes addresses and Secure cookies by what these headers say: they say our configured origin, whoever sent others. */
const speakOfOurselves = (message: IncomingMessage, base: URL): void => {
  message.headers['x-forwarded-proto'] = base.protocol.slice(0, -1)
  message.headers['x-forwarded-host'] = base.host
  delete message.headers['forwarded']
}
