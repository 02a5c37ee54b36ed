/** ● "I lost a device": what was on it is chosen and ends at once. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import type { Field } from '../../platform/web/field.ts'
import { form } from '../../platform/web/form.ts'
import { html } from '../../platform/web/html.ts'
import { belowMyPage } from '../../platform/web/navigation.ts'
import { emptyState } from '../../platform/web/table.ts'
import { factorWords } from '../authenticators/factor-text.ts'
import { lostDeviceWords as said } from '../recovery/lost-device-text.ts'
import { passwordSession, seenEverySeconds } from '../sign-in/session.ts'
import { liveSessionsOf } from '../store.ts'
import { authenticatorsOf } from '../store/authenticators.ts'
import { loseDevice } from '../use-cases/lost-device.ts'
import { browserSecretOf } from './origin.ts'
import { proveFirst } from './step-up-address.ts'

const base = '/my/lost-device'
const list = '/my/second-factors'

const seenAt = (at: Date | null): Bilingual => {
  if (at === null) return said.never
  const words = instantInWords(at)
  return { ja: fill(said.seen, { at: words.ja }).ja, en: fill(said.seen, { at: words.en }).en }
}

/** Everything that may have been on a device, but the codes on paper and this very session. */
const choicesOf = async (request: Request): Promise<readonly Field[]> => {
  if (request.actor.kind !== 'person') throw new Error('a page for people was reached by something else')
  const { personId, sessionId } = request.actor
  const idleSince = new Date(request.now.getTime() - (passwordSession.idleSeconds + seenEverySeconds) * 1000)
  const owned = await authenticatorsOf(request.db, personId)
  const sessions = await liveSessionsOf(request.db, personId, request.now, idleSince)
  const factors = owned.filter(({ kind, state }) => kind !== 'recovery-set' && kind !== 'mail' && state !== 'pending')
  const others = sessions.filter(({ id }) => id !== sessionId)
  const both = [
    {
      name: 'factors',
      label: said.factors,
      choices: factors.map(({ id, name, lastUsedAt }) => ({ value: id, label: name, hint: seenAt(lastUsedAt) })),
    },
    {
      name: 'sessions',
      label: said.sessions,
      choices: others.map(({ id, label, network, lastSeenAt }) => ({
        value: id,
        label,
        hint: html`<span class="identifier">${network}</span> ${seenAt(lastSeenAt)}`,
      })),
    },
  ]
  return both.flatMap(field => (field.choices.length === 0 ? [] : [{ kind: 'checkboxes' as const, ...field }]))
}

const content = async (request: Request, isEmpty: boolean): Promise<PageContent> => {
  const fields = await choicesOf(request)
  const first = fields[0] !== undefined && 'name' in fields[0] ? fields[0].name : ''
  return {
    title: said.title,
    lead: said.lead,
    trail: [...belowMyPage, { href: list, label: factorWords.mine.title }],
    shape: 'narrow',
    hasErrors: isEmpty,
    body:
      fields.length === 0
        ? emptyState(said.nothing)
        : html`${form({
              action: base,
              csrf: request.csrf,
              fields,
              errors: isEmpty ? { [first]: said.choose } : {},
              submit: { label: said.submit, tone: 'danger' },
            })}
            <p>${said.browsers}</p>`,
  }
}

const post = async (request: Request): Promise<Reply> => {
  const { factors = [], sessions = [] } = request.many
  if (factors.length + sessions.length === 0) return { kind: 'page', status: 422, ...(await content(request, true)) }
  const result = await request.perform(loseDevice, { factors, sessions, browserSecret: browserSecretOf(request) })
  return result.ok ? { kind: 'redirect', to: list, notice: 'device-lost' } : proveFirst(result.refusal, base)
}

export const lostDevicePages: readonly Route[] = [
  {
    method: 'GET',
    path: base,
    who: 'signed-in',
    handle: async request => ({ kind: 'page', ...(await content(request, false)) }),
  },
  { method: 'POST', path: base, who: 'signed-in', handle: post },
]
