/** ● The demo's panel: become anyone, move the clock, read the mail. Never loaded by src/. */
import { day, dayOf } from '../../src/kernel/day.ts'
import type { Reply, Request, Route } from '../../src/platform/http/route.ts'
import { keptMail, readSeed } from '../store.ts'
import { linkButton } from '../../src/platform/web/form.ts'
import { become } from './become.ts'
import { moveClock, parseMove } from './clock.ts'
import type { Panel } from './endpoints.ts'
import { sampleFiles } from './files.ts'
import { shownPeople } from './people.ts'
import { words } from './text.ts'
import { filesPage, mailPage, peoplePage } from './view.ts'

export type PanelOptions = Panel & { readonly sampleUrl: string }

export const panelRoutes = (options: PanelOptions): readonly Route[] => [
  { method: 'GET', path: '/dev', who: 'anyone', handle: request => showPeople(request, options.sampleUrl) },
  { method: 'GET', path: '/dev/mail', who: 'anyone', handle: showMail },
  { method: 'GET', path: '/dev/files', who: 'anyone', handle: showFiles },
  { method: 'GET', path: '/dev/files/:name', who: 'anyone', handle: sendFile },
  { method: 'POST', path: '/dev/become', who: 'anyone', handle: become },
  { method: 'POST', path: '/dev/move', who: 'anyone', handle: request => move(request, options) },
]

const showPeople = async ({ system, csrf, now }: Request, sampleUrl: string): Promise<Reply> => ({
  kind: 'page',
  ...peoplePage({ people: await shownPeople(system), now, csrf, sampleUrl }),
})

const showMail = async ({ db }: Request): Promise<Reply> => ({ kind: 'page', ...mailPage(await keptMail(db, 15)) })

const filesOf = async ({ db, now }: Request): Promise<ReturnType<typeof sampleFiles>> => {
  const state = await readSeed(db)
  return sampleFiles(state === null ? dayOf(now) : day(state.today), dayOf(now))
}

const showFiles = async (request: Request): Promise<Reply> => ({ kind: 'page', ...filesPage(await filesOf(request)) })

const sendFile = async (request: Request): Promise<Reply> => {
  const file = (await filesOf(request)).find(({ name }) => name === request.params['name'])
  if (file === undefined) return { kind: 'not-found' }
  return { kind: 'file', name: file.name, mediaType: 'text/csv', body: file.octets() }
}

const move = async ({ form }: Request, panel: Panel): Promise<Reply> => {
  const asked = parseMove(form['reset'] === 'yes' ? { reset: true } : form)
  const moved = asked.ok ? await moveClock(panel, asked.value) : asked
  if (moved.ok) return { kind: 'redirect', to: '/dev' }
  const body = linkButton({ href: '/dev', label: words.back, tone: 'primary' })
  return { kind: 'page', status: 422, title: words.notUnderstood, shape: 'narrow', body }
}
