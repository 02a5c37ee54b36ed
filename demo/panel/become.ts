/** ● Becoming somebody: a real sign-in by password, or a real activation by the key on the notice, through the use cases. */
import type { Cookie, Reply, Request } from '../../src/platform/http/route.ts'
import { sessionCookie } from '../../src/platform/http/route.ts'
import { useCaseNamed } from '../../src/app/catalogue.ts'
import { perform } from '../../src/platform/use-case.ts'
import { samplePassword, type Callable } from '../acts.ts'
import { readSeed, saveSeed } from '../store.ts'
import { linkButton } from '../../src/platform/web/form.ts'
import { shownPeople } from './people.ts'
import { words } from './text.ts'

type Begun = { readonly sessionSecret: string; readonly browserSecret: string }

export const become = async (request: Request): Promise<Reply> => {
  const [slug = '', username = ''] = (request.form['as'] ?? '').split(' ')
  const shown = (await shownPeople(request.system)).find(({ person }) => person.slug === slug)
  const account = shown?.accounts.find(each => each.username === username)
  if (shown === undefined || account === undefined) return { kind: 'not-found' }
  const key = shown.keys[username]
  const activating = account.state === 'pending' && key !== undefined
  const begun = await call(request, activating ? 'authentication.activate' : 'authentication.sign-in', {
    username,
    password: samplePassword(slug),
    ...(activating ? { key } : {}),
    userAgent: request.userAgent,
    browserSecret: request.cookies['browser'] ?? null,
    oldSession: request.actor.kind === 'person' ? request.actor.sessionId : null,
  })
  if (begun === null) return refused()
  if (activating) await remember(request, slug, username)
  return { kind: 'redirect', to: '/', cookies: cookiesOf(begun) }
}

const call = async (request: Request, name: string, input: unknown): Promise<Begun | null> => {
  const useCase = useCaseNamed(name)
  if (useCase === null) throw new Error(`there is no use case ${name}`)
  const result = await perform(useCase as unknown as Callable, input, request.context)
  return result.ok ? (result.value as Begun) : null
}

/** As the sign-in page leaves them. */
const cookiesOf = ({ sessionSecret, browserSecret }: Begun): readonly Cookie[] => [
  { name: sessionCookie, value: sessionSecret },
  { name: 'browser', value: browserSecret, maxAgeSeconds: 400 * 86_400 },
  { name: 'visit', value: null },
]

/** The panel now knows this person's password. */
const remember = async ({ system }: Request, slug: string, username: string): Promise<void> => {
  const state = await readSeed(system.database.read)
  if (state === null) return
  const { [username]: _spent, ...keys } = state.keys
  await saveSeed(system.database, { ...state, keys, signedUp: [...state.signedUp, slug] }, system.clock.now())
}

const refused = (): Reply => ({
  kind: 'page',
  status: 409,
  title: words.refusedTitle,
  lead: words.refused,
  shape: 'narrow',
  body: linkButton({ href: '/dev', label: words.back, tone: 'primary' }),
})
