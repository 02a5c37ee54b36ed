/** ● The list of applications: what waits for the office, what waits for others, guests whose host leaves. */
import { addDays, dayOf } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import { hasRole, type StaffRole } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { tabs } from '../../platform/web/navigation.ts'
import { badge, dayWith } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { displayName, personsOf, type Hosted } from '../../registry/index.ts'
import type { Application, State } from '../application.ts'
import { sourceCode } from '../jobs/landing.ts'
import { nameIn } from '../mails.ts'
import { countByState, inStates, type Reach } from '../store/applications.ts'
import { batchWords } from '../text/batch-text.ts'
import { fieldNames } from '../text/field-text.ts'
import { officeWords as words } from '../text/office-text.ts'
import { stateNames } from '../text/state-text.ts'
import { guestsWithoutHost, reachOf } from '../units.ts'
import { periodIn, toneOf } from './application.ts'

export const readers: readonly StaffRole[] = ['counter', 'registrar', 'department']

const views = {
  open: { states: ['submitted', 'checked', 'provisional'], first: 'oldest', label: words.open },
  waiting: { states: ['host_asked', 'sent_back'], first: 'oldest', label: words.waiting },
  current: { states: ['admitted'], first: 'newest', label: words.current },
  finished: {
    states: ['rejected', 'withdrawn', 'expired', 'lapsed', 'voided'],
    first: 'newest',
    label: words.finished,
  },
} as const satisfies Readonly<
  Record<string, { states: readonly State[]; first: 'oldest' | 'newest'; label: { ja: string; en: string } }>
>
type View = keyof typeof views
const isView = (text: string): text is View => Object.hasOwn(views, text)

export const isOffice = ({ actor }: Request): boolean => hasRole(actor, ['counter', 'registrar'])

const list = async (request: Request): Promise<Reply> => {
  const asked = request.query['view'] ?? 'open'
  const reach = await reachOf(request.db, request.actor)
  return {
    kind: 'page',
    title: words.office,
    shape: 'wide',
    lead: isOffice(request) ? words.officeLead : words.unitLead,
    body: html`
      ${await viewTabs(request, asked, reach)}
      ${asked === 'hosts' ? await leavingHosts(request, reach) : await applications(request, isView(asked) ? asked : 'open', reach)}
    `,
  } // prettier-ignore
}

const viewTabs = async (request: Request, asked: string, reach: Reach): Promise<Content> => {
  const counts = await countByState(request.db, reach)
  const hosts = await guestsWithoutHost(request.db, dayOf(request.now), reach)
  const counted = (states: readonly State[]): number => states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
  return tabs([
    ...(Object.keys(views) as View[]).map(view => ({
      href: view === 'open' ? '/admissions' : `/admissions?view=${view}`,
      label: views[view].label,
      current: view === asked,
      ...(view === 'finished' ? {} : { count: counted(views[view].states) }),
    })),
    { href: '/admissions?view=hosts', label: words.orphans, current: asked === 'hosts', count: hosts.length },
    { href: '/admissions/batches', label: words.batches, current: false },
  ])
}

const applications = async (request: Request, view: View, reach: Reach): Promise<Content> => {
  const { states, first } = views[view]
  const found = await inStates(request.db, request.system.vault, { states, first, reach })
  return table<Application>({
    caption: views[view].label,
    rows: found,
    rowHref: one => `/admissions/${one.number}`,
    empty: {
      sentence: view === 'open' ? words.noneOpen : words.none,
      action: !isOffice(request) && linkButton({ href: '/admissions/batches', label: batchWords.batches }),
    },
    columns: [
      { key: 'name', label: words.applicant, cell: one => nameIn(one) },
      { key: 'number', label: words.number, cell: one => one.number, align: 'identifier' },
      { key: 'status', label: fieldNames.status, cell: one => statusName(one.answers.status ?? '') },
      { key: 'unit', label: words.unit, cell: one => one.answers.unitName },
      { key: 'period', label: words.period, cell: periodIn },
      { key: 'state', label: words.state, cell: one => badge(stateNames[one.state], toneOf(one.state)) },
      { key: 'since', label: words.since, cell: one => dayWith(dayOf(one.changedAt), dayOf(request.now)) },
    ],
  })
}

const leavingHosts = async (request: Request, reach: Reach): Promise<Html> => {
  const today = dayOf(request.now)
  const guests = await guestsWithoutHost(request.db, today, reach)
  const persons = await personsOf(request.db, [...guests.map(each => each.personId), ...guests.map(each => each.host)])
  const nameOf = (id: Hosted['host']): Content => {
    const names = persons.get(id)?.names ?? []
    return { ja: displayName(names, 'ja'), en: displayName(names, 'en') }
  }
  return html`<p>${words.orphansLead}</p>
    ${table<Hosted>({
      caption: words.orphans,
      rows: guests.slice(0, 200),
      empty: { sentence: words.orphansNone },
      columns: [
        { key: 'name', label: words.guest, cell: one => nameOf(one.personId) },
        { key: 'status', label: fieldNames.status, cell: one => statusName(one.status) },
        { key: 'host', label: words.host, cell: one => nameOf(one.host) },
        {
          key: 'leaves',
          label: words.hostLeaves,
          cell: one =>
            one.leavesOn === null ? badge(words.hostLeft, 'danger') : dayWith(addDays(one.leavesOn, -1), today),
        },
        {
          key: 'ends',
          label: words.guestEnds,
          cell: one => one.until !== null && dayWith(addDays(one.until, -1), today),
        },
        {
          key: 'act',
          label: words.takesOver,
          cell: one =>
            one.source === sourceCode
              ? linkButton({ href: `/admissions/${one.sourceKey}`, label: words.takesOver, about: one.sourceKey })
              : words.fromFile,
        },
      ],
    })}`
}

export const listPages: readonly Route[] = [{ method: 'GET', path: '/admissions', who: readers, handle: list }]
