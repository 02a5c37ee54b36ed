/** ● Operations at a glance: what waits, what is stuck, which programs may call us. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, instantInWords } from '../../kernel/day.ts'
import { personLabel } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { failedJobs, type FailedJob } from '../../platform/jobs/store.ts'
import { stuckMails, type StuckMail } from '../../platform/mail/store.ts'
import { parkedPersons, type Parked } from '../../platform/reconcile/store.ts'
import { machineClients, type MachineClient } from '../../platform/machine-client.ts'
import { waiting, type Waiting } from '../../platform/telemetry/metrics.ts'
import { dropFailedJob, retryJob } from '../../platform/use-cases/failed-jobs.ts'
import { giveUpMail, retryMail, retryPerson, setPersonAside } from '../../platform/use-cases/stuck.ts'
import { dropFailedMails, retryMails } from '../../platform/use-cases/failed-mails.ts'
import { registerMachineClient, revokeMachineClient } from '../../platform/use-cases/machine-clients.ts'
import { rotateVaultKey } from '../../platform/use-cases/vault-keys.ts'
import { storedKeys } from '../../platform/vault/store.ts'
import type { Errors, Values } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { identifier } from '../../platform/web/fact.ts'
import { section } from '../../platform/web/navigation.ts'
import { counts, notice } from '../../platform/web/notice.ts'
import { badge, dayOn } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import { catalogue } from '../catalogue.ts'
import { namesOf } from './names.ts'
import { words as all } from './text.ts'

const words = all.operations
const operators = ['operator'] as const
const trail = [{ href: '/operations', label: words.title }]
const dayMs = 86_400_000

const glance = async (request: Request): Promise<Reply> => {
  const [now, failed, mails, parked, clients, keys] = await Promise.all([
    waiting(request.system),
    failedJobs(request.db, 100),
    stuckMails(request.db, 100),
    parkedPersons(request.db, 100),
    machineClients(request.db),
    storedKeys(request.db),
  ])
  const isStuck = now === null || now.jobs_failed + now.mails_failed + now.dirty_failed > 0
  const sealing = keys.findLast(key => key.kind === 'data' && key.sealsFrom <= request.now)
  const days = sealing === undefined ? 0 : Math.floor((request.now.getTime() - sealing.sealsFrom.getTime()) / dayMs)
  return {
    kind: 'page',
    title: words.title,
    shape: 'wide',
    state: isStuck ? { word: words.needsYou, tone: 'attention' } : { word: words.well, tone: 'calm' },
    lead: isStuck ? words.stuck : words.fine,
    body: html`
      ${now !== null && section(words.now, html`${countsOf(now)} ${now.mails_failed > 0 && mailButtons(request)}`)}
      ${section(words.failed, jobTable(request, failed))} ${section(words.stuckMails, mailTable(request, mails))}
      ${section(words.parked, parkedTable(request, parked, await namesOf(request.db, parked.map(labelOf))))}
      ${section(
        words.clients,
        clientTable(request, clients),
        linkButton({ href: '/operations/clients/new', label: words.register }),
      )}
      ${section(
        words.keys,
        html`<p>${fill(words.keyAge, { days })}</p>
          ${postButton({ action: '/operations/keys/rotate', csrf: request.csrf, label: words.rotate })}`,
      )}
    `,
  }
}

const countsOf = (now: Waiting): Html =>
  counts([
    { label: words.jobs, count: now.jobs },
    { label: words.jobsFailed, count: now.jobs_failed, tone: 'danger' },
    { label: words.mails, count: now.mails },
    { label: words.mailsFailed, count: now.mails_failed, tone: 'danger' },
    { label: words.dirty, count: now.dirty },
    { label: words.dirtyFailed, count: now.dirty_failed, tone: 'danger' },
    { label: words.unsealed, count: now.unsealed },
  ])

const mailButtons = ({ csrf }: Request): Html => html`
  ${postButton({ action: '/operations/mails/retry', csrf, label: words.retryMails })}
  ${postButton({ action: '/operations/mails/drop', csrf, label: words.dropMails, tone: 'danger' })}
`

const jobTable = ({ csrf }: Request, failed: readonly FailedJob[]): Html =>
  table<FailedJob>({
    caption: words.failed,
    rows: failed,
    columns: [
      { key: 'kind', label: words.kind, cell: ({ kind }) => html`<code translate="no">${kind}</code>` },
      { key: 'failedAt', label: words.failedAt, cell: ({ failedAt }) => instantInWords(failedAt) },
      { key: 'attempts', label: words.attempts, align: 'number', cell: ({ attempts }) => attempts },
      { key: 'error', label: words.error, cell: ({ error }) => html`<code>${error}</code>` },
      {
        key: 'act',
        label: words.act,
        cell: ({ id, kind }) => html`
          ${postButton({ action: `/operations/jobs/${id}/retry`, csrf, label: words.retry, about: kind })}
          ${postButton({ action: `/operations/jobs/${id}/drop`, csrf, label: words.drop, about: kind })}
        `,
      },
    ],
    empty: { sentence: words.noFailed },
  })

const mailTable = ({ csrf }: Request, mails: readonly StuckMail[]): Html =>
  table<StuckMail>({
    caption: words.stuckMails,
    rows: mails,
    columns: [
      { key: 'purpose', label: words.kind, cell: ({ purpose }) => html`<code translate="no">${purpose}</code>` },
      {
        key: 'state',
        label: words.state,
        cell: ({ failedAt }) =>
          failedAt === null ? badge(words.stillTried, 'attention') : badge(words.givenUp, 'danger'),
      },
      { key: 'domain', label: words.domain, cell: ({ domain }) => html`<code translate="no">${domain}</code>` },
      { key: 'attempts', label: words.attempts, align: 'number', cell: ({ attempts }) => attempts },
      { key: 'error', label: words.cause, cell: ({ error }) => causeOf(error) },
      { key: 'at', label: words.at, cell: ({ failedAt, nextTryAt }) => instantInWords(failedAt ?? nextTryAt) },
      {
        key: 'act',
        label: words.act,
        cell: ({ id, purpose }) => html`
          ${postButton({ action: `/operations/mails/${id}/retry`, csrf, label: words.retryMail, about: purpose })}
          ${postButton({ action: `/operations/mails/${id}/drop`, csrf, label: words.giveUp, about: purpose })}
        `,
      },
    ],
    empty: { sentence: words.noStuckMail },
  })

/** What a mail server answered, or why it could not be reached, in words; its own code beside it. */
const causeOf = (error: string | null): Content => {
  const cause = error === null ? null : mailCauses.find(([shape]) => shape.test(error))?.[1]
  return html`${cause ?? words.mailCauses.other} <code translate="no">${error}</code>`
}

const mailCauses: readonly (readonly [RegExp, Bilingual])[] = [
  [/^(550|551|553|5\.1\.\d)$/, words.mailCauses.noSuchAddress],
  [/^552$/, words.mailCauses.full],
  [/^5\d\d$/, words.mailCauses.refused],
  [/^4\d\d$/, words.mailCauses.later],
  [/^(ECONN|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EHOST)/, words.mailCauses.away],
  [/^EAUTH$/, words.mailCauses.password],
]

const labelOf = ({ personId }: Parked): string => personLabel(personId)

const parkedTable = ({ csrf }: Request, parked: readonly Parked[], names: Awaited<ReturnType<typeof namesOf>>): Html =>
  table<Parked>({
    caption: words.parked,
    rows: parked,
    rowHref: ({ personId }) => `/people/${personId}`,
    columns: [
      { key: 'person', label: words.person, cell: one => names(labelOf(one)) },
      { key: 'failedAt', label: words.failedAt, cell: ({ failedAt }) => instantInWords(failedAt) },
      { key: 'error', label: words.error, cell: ({ error }) => html`<code translate="no">${error}</code>` },
      {
        key: 'act',
        label: words.act,
        cell: one => html`
          ${postButton({ action: `/operations/people/${one.personId}/retry`, csrf, label: words.retry, about: names(labelOf(one)) })}
          ${postButton({ action: `/operations/people/${one.personId}/drop`, csrf, label: words.giveUp, about: names(labelOf(one)) })}
        `,
      },
    ],
    empty: { sentence: words.noneParked },
  })

const clientTable = ({ csrf, now }: Request, clients: readonly MachineClient[]): Html =>
  table<MachineClient>({
    caption: words.clients,
    rows: clients,
    columns: [
      { key: 'name', label: words.name, cell: ({ name }) => name },
      { key: 'state', label: words.state, cell: client => stateOf(client, now) },
      { key: 'mayDo', label: words.mayDo, cell: ({ useCases }) => html`<code>${useCases.join(' ')}</code>` },
      { key: 'expires', label: words.expires, cell: ({ expiresAt }) => dayOn(dayOf(expiresAt)) },
      {
        key: 'act',
        label: words.act,
        cell: ({ id, name, revokedAt }) =>
          revokedAt === null &&
          postButton({
            action: `/operations/clients/${id}/revoke`,
            csrf,
            label: words.revoke,
            tone: 'danger',
            about: name,
          }),
      },
    ],
    empty: { sentence: words.noClients },
  })

const stateOf = ({ revokedAt, expiresAt }: MachineClient, now: Date): Content => {
  if (revokedAt !== null) return badge(words.revoked, 'ended')
  return expiresAt <= now ? badge(words.expired, 'attention') : badge(words.inForce, 'calm')
}

const registering = (request: Request, values: Values, errors: Errors): Reply => {
  const failed = Object.keys(errors).length > 0
  return {
    kind: 'page',
    title: words.register,
    shape: 'narrow',
    lead: words.registerLead,
    trail,
    ...(failed ? { status: 422, hasErrors: true } : {}),
    body: form({
      action: '/operations/clients/new',
      csrf: request.csrf,
      values,
      errors,
      submit: { label: words.register },
      fields: [
        { kind: 'text', name: 'name', label: words.name, maxLength: 100 },
        { kind: 'text', name: 'days', label: words.days, length: 'short', inputmode: 'numeric' },
        {
          kind: 'checkboxes',
          name: 'useCases',
          label: words.mayDo,
          choices: catalogue
            .filter(({ permit }) => permit.anyone === true || (permit.roles ?? []).length > 0)
            .map(({ name, title }) => ({ value: name, label: title, hint: name })),
        },
      ],
    }),
  }
}

/** The answer itself shows the token: a redirect would have to carry it. */
const register = async (request: Request): Promise<Reply> => {
  const { name = '', days = '' } = request.form
  const useCases = request.many['useCases'] ?? []
  const made = await request.perform(registerMachineClient, { name, days, useCases })
  if (!made.ok) {
    if (made.refusal.code !== 'input.wrong') return { kind: 'refused', refusal: made.refusal }
    const wrong = Object.keys(made.refusal.fields).map(path => [path.split('.')[0] ?? '', words.check] as const)
    return registering(request, { name, days, useCases }, Object.fromEntries(wrong))
  }
  return {
    kind: 'page',
    title: words.registered,
    shape: 'narrow',
    trail,
    body: html`
      ${notice('warning', words.once)}
      <p>${identifier(made.value.token)}</p>
      ${linkButton({ href: '/operations', label: words.ok })}
    `,
  }
}

const back = (
  result: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } },
): Reply =>
  result.ok
    ? { kind: 'redirect', to: '/operations', notice: 'operations.done' }
    : {
        kind: 'refused',
        refusal: result.refusal.code === 'input.wrong' ? { code: 'not_found' } : result.refusal,
        back: '/operations',
      }

const id = ({ params }: Request): { readonly id: string } => ({ id: params['id'] ?? '' })

export const operationsPages: readonly Route[] = [
  { method: 'GET', path: '/operations', who: operators, handle: glance },
  {
    method: 'GET',
    path: '/operations/clients/new',
    who: operators,
    handle: async r => registering(r, { days: '365' }, {}),
  },
  { method: 'POST', path: '/operations/clients/new', who: operators, handle: register },
  {
    method: 'POST',
    path: '/operations/clients/:id/revoke',
    who: operators,
    handle: async r => back(await r.perform(revokeMachineClient, id(r))),
  },
  {
    method: 'POST',
    path: '/operations/jobs/:id/retry',
    who: operators,
    handle: async r => back(await r.perform(retryJob, id(r))),
  },
  {
    method: 'POST',
    path: '/operations/jobs/:id/drop',
    who: operators,
    handle: async r => back(await r.perform(dropFailedJob, id(r))),
  },
  {
    method: 'POST',
    path: '/operations/mails/:id/retry',
    who: operators,
    handle: async r => back(await r.perform(retryMail, id(r))),
  },
  {
    method: 'POST',
    path: '/operations/mails/:id/drop',
    who: operators,
    handle: async r => back(await r.perform(giveUpMail, id(r))),
  },
  {
    method: 'POST',
    path: '/operations/people/:id/retry',
    who: operators,
    handle: async r => back(await r.perform(retryPerson, { personId: id(r).id })),
  },
  {
    method: 'POST',
    path: '/operations/people/:id/drop',
    who: operators,
    handle: async r => back(await r.perform(setPersonAside, { personId: id(r).id })),
  },
  {
    method: 'POST',
    path: '/operations/mails/retry',
    who: operators,
    handle: async r => back(await r.perform(retryMails, {})),
  },
  {
    method: 'POST',
    path: '/operations/mails/drop',
    who: operators,
    handle: async r => back(await r.perform(dropFailedMails, {})),
  },
  {
    method: 'POST',
    path: '/operations/keys/rotate',
    who: operators,
    handle: async r => back(await r.perform(rotateVaultKey, {})),
  },
]
