/** ● Activation with the key on the notice, and the page for those who forgot their password. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { PageContent, Reply, Request, Route } from '../../platform/http/route.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { notice, steps } from '../../platform/web/notice.ts'
import type { Profile } from '../passwords/password-policy.ts'
import { passwordRules } from '../rules-in-force.ts'
import { refusals, words } from '../text.ts'
import { activate } from '../use-cases/activate.ts'
import { cookiesOf, originOf } from './origin.ts'

const said = words.activate

export type Errors = Readonly<Record<string, Bilingual>>

/** The rules in force, beside the field where a new password is chosen. */
export const rulesHint = ({ shortest, longest, composed }: Profile): Html => html`
  ${fill(words.rules.length, { shortest, longest })}。 ${composed ? words.rules.composed : words.rules.any}
  ${words.rules.blocked}
`

const content = (request: Request, profile: Profile, errors: Errors): PageContent => ({
  title: said.title,
  lead: said.lead,
  shape: 'narrow',
  hasErrors: Object.keys(errors).length > 0,
  body: html`
    ${form({
      action: '/activate',
      csrf: request.csrf,
      fields: [
        {
          kind: 'text',
          name: 'username',
          label: said.username,
          hint: said.usernameHint,
          autocomplete: 'username',
          identifier: true,
          length: 'long',
        },
        {
          kind: 'text',
          name: 'key',
          label: said.key,
          hint: said.keyHint,
          autocomplete: 'one-time-code',
          identifier: true,
          length: 'medium',
        },
        {
          kind: 'password',
          name: 'password',
          label: said.password,
          hint: rulesHint(profile),
          autocomplete: 'new-password',
        },
        { kind: 'password', name: 'repeat', label: said.repeat, autocomplete: 'new-password' },
      ],
      values: { username: request.form['username'] ?? '', key: request.form['key'] ?? '' },
      errors,
      submit: { label: said.submit },
    })}
    ${notice('note', said.noNotice, said.noNoticeWhat)}
  `,
})

const show = async (request: Request): Promise<Reply> => {
  const { profile } = await passwordRules(request.db, request.system)
  return { kind: 'page', ...content(request, profile, {}) }
}

const post = async (request: Request): Promise<Reply> => {
  const { username = '', key = '', password = '', repeat = '' } = request.form
  const { profile } = await passwordRules(request.db, request.system)
  const missing = Object.entries({ username, key, password }).filter(([, value]) => value.trim() === '')
  if (missing.length > 0)
    return again(request, profile, Object.fromEntries(missing.map(([name]) => [name, said.fillIn])))
  if (password !== repeat) return again(request, profile, { repeat: said.differ })
  const result = await request.perform(activate, { username, key, password, ...originOf(request) })
  if (result.ok) return { kind: 'redirect', to: '/', cookies: cookiesOf(result.value), notice: 'activated' }
  return again(request, profile, errorsOf(result.refusal))
}

const again = (request: Request, profile: Profile, errors: Errors): Reply => ({
  kind: 'page',
  status: 422,
  ...content(request, profile, errors),
})

/** At which field a refusal stands. Whatever is wrong with a key or an account is said in one sentence. */
const errorsOf = ({ code, ...values }: Refusal): Errors => {
  if (code.startsWith('password.')) return { password: fill(refusals[code as keyof typeof refusals], values) }
  if (code === 'sign_in.busy') return { '': refusals[code] }
  return { key: said.refused }
}

const recover = async (): Promise<Reply> => ({
  kind: 'page',
  title: words.recover.title,
  lead: words.recover.lead,
  shape: 'narrow',
  body: html`
    ${steps([
      { what: words.recover.bring, detail: words.recover.bringWhat },
      { what: words.recover.counter, detail: words.recover.counterWhat },
      { what: words.recover.set, detail: words.recover.setWhat },
    ])}
    <p>${linkButton({ href: '/activate', label: words.recover.toActivate, tone: 'primary' })}</p>
  `,
})

export const activatePages: readonly Route[] = [
  { method: 'GET', path: '/activate', who: 'anyone', handle: show },
  { method: 'POST', path: '/activate', who: 'anyone', handle: post },
  { method: 'GET', path: '/recover', who: 'anyone', handle: recover },
]
