/** ● Where browsers post their passkeys' answers, and the page that adds one. */
import { fill, say, type Bilingual } from '../../kernel/bilingual.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { sessionCookie } from '../../platform/http/route.ts'
import { html } from '../../platform/web/html.ts'
import { belowMyPage } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { mayChange } from '../authenticators/authenticator.ts'
import { passkeyRefusals, passkeyWords } from '../authenticators/passkey-text.ts'
import { factorWords } from '../authenticators/factor-text.ts'
import { authenticatorsOf } from '../store/authenticators.ts'
import { addPasskey, provePasskey, signInByPasskey } from '../use-cases/passkeys.ts'
import { browserSecretOf, cookiesOf, originOf, safeNext } from './origin.ts'
import { meWithSession, passkeyToAdd } from './passkeys.ts'
import { signInContent } from './sign-in.ts'
import { proveFirst } from './step-up-address.ts'
import { stepUpContent, wanted } from './step-up.ts'

const base = '/my/second-factors'

/** The words of a refusal; input that no page of ours makes is told like a passkey that was not accepted. */
const wordsOf = (code: string): Bilingual =>
  Object.entries(passkeyRefusals).find(([known]) => known === code)?.[1] ?? passkeyRefusals['passkey.refused']

/** The page that was left, with what went wrong above it. */
const again = (content: PageContent, what: Bilingual, code: string): Reply => ({
  kind: 'page',
  status: 401,
  ...content,
  hasErrors: true,
  body: html`${notice('danger', what, fill(wordsOf(code), {}))} ${content.body}`,
})

const signIn = async (request: Request): Promise<Reply> => {
  const next = safeNext(request.form['next'])
  const input = { response: request.form['response'], binding: request.binding, ...originOf(request) }
  const result = await request.perform(signInByPasskey, input)
  if (result.ok) return { kind: 'redirect', to: next, cookies: cookiesOf(result.value) }
  const page = signInContent(request, { username: '', next, error: null, again: false })
  return again(page, passkeyWords.signIn.failed, result.refusal.code)
}

const stepUp = async (request: Request): Promise<Reply> => {
  const next = safeNext(request.form['next'])
  const result = await request.perform(provePasskey, {
    response: request.form['response'],
    browserSecret: browserSecretOf(request),
  })
  if (result.ok)
    return {
      kind: 'redirect',
      to: next,
      cookies: [{ name: sessionCookie, value: result.value.sessionSecret }],
    }
  const shown = { to: wanted.parse(request.form['to']), next, way: 'passkey' as const, isWrong: false, isSent: false }
  return again(await stepUpContent(request, shown), passkeyWords.stepUp.failed, result.refusal.code)
}

const addPage = async (request: Request, next: string): Promise<PageContent> => ({
  title: passkeyWords.add.title,
  lead: passkeyWords.add.lead,
  trail: [...belowMyPage, { href: base, label: factorWords.mine.title }],
  shape: 'narrow',
  body: passkeyToAdd(request, await meWithSession(request), next),
})

const show = async (request: Request): Promise<Reply> => {
  const { personId, proofs } = await meWithSession(request)
  const next = safeNext(request.query['next'] ?? base)
  const may = mayChange(proofs, await authenticatorsOf(request.db, personId), request.now)
  return may.ok
    ? { kind: 'page', ...(await addPage(request, next)) }
    : proveFirst(may.refusal, `${base}/passkey?next=${encodeURIComponent(next)}`)
}

const add = async (request: Request): Promise<Reply> => {
  const [name, next] = [(request.form['name'] ?? '').trim(), safeNext(request.form['next'] ?? base)]
  const result = await request.perform(addPasskey, {
    name: name === '' ? say(passkeyWords.add.defaultName, request.language) : name,
    response: request.form['response'],
  })
  if (result.ok) return { kind: 'redirect', to: next, notice: 'passkey-added' }
  const { code } = result.refusal
  if (code === 'factor.prove_again') return proveFirst(result.refusal, `${base}/passkey`)
  return again(await addPage(request, next), passkeyWords.add.failed, code)
}

/** Where password managers send people to add a passkey and to look after them (W3C, passkey endpoints, working draft). */
const endpoints = async ({ system }: Request): Promise<Reply> => ({
  kind: 'json',
  body: { enroll: `${system.baseUrl}${base}/passkey`, manage: `${system.baseUrl}${base}` },
})

export const passkeyPages: readonly Route[] = [
  { method: 'GET', path: '/.well-known/passkey-endpoints', who: 'anyone', endpoint: true, handle: endpoints },
  { method: 'POST', path: '/sign-in/passkey', who: 'anyone', handle: signIn },
  { method: 'POST', path: '/step-up/passkey', who: 'signed-in', handle: stepUp },
  { method: 'GET', path: `${base}/passkey`, who: 'signed-in', handle: show },
  { method: 'POST', path: `${base}/passkey`, who: 'signed-in', handle: add },
]
