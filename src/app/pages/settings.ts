/** ● What the university decides for itself: every setting of every module, and the form that changes one. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { hasRole } from '../../platform/actor.ts'
import { isReleasable } from '../../platform/dual-control.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { storedSetting, storedSettings, type StoredSetting } from '../../platform/settings/store.ts'
import { answerOf, boxesOf, changesOf, errorsOf, factsOf, fieldsOf } from '../../platform/settings/shape.ts'
import type { AnySetting } from '../../platform/settings.ts'
import { changeOf, changeSetting, type ChangeRefusal } from '../../platform/use-cases/settings.ts'
import type { InputRefusal } from '../../platform/use-case.ts'
import type { Errors, Values } from '../../platform/web/field.ts'
import { facts } from '../../platform/web/fact.ts'
import { form, linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { modules } from '../modules.ts'
import { wordsOf } from '../words.ts'
import { namesOf } from './names.ts'
import { words as all } from './text.ts'

const words = all.settings
const administrators = ['operator'] as const
const readers = ['operator', 'auditor'] as const
const trail = [{ href: '/settings', label: words.title }]

const list = async (request: Request): Promise<Reply> => {
  const stored = new Map((await storedSettings(request.db)).map(one => [one.name, one]))
  return {
    kind: 'page',
    title: words.title,
    lead: words.lead,
    body: html`${modules
      .filter(({ settings = [] }) => settings.length > 0)
      .map(({ name, settings = [] }) =>
        section(
          moduleNames[name] ?? name,
          lines(settings.map(setting => settingLine(request, setting, stored.get(setting.name) ?? null))),
        ),
      )}`,
  }
}

const moduleNames: Readonly<Record<string, Bilingual>> = words.modules

const valueIn = (setting: AnySetting, stored: StoredSetting | null): unknown =>
  stored === null ? setting.default : stored.value

const settingLine = ({ actor }: Request, setting: AnySetting, stored: StoredSetting | null): Html =>
  line({
    name: html`<a href="/settings/${setting.name}">${setting.title}</a>`,
    state: setting.takes === 'two persons' && badge(words.twoPersons, 'calm'),
    detail: html`${setting.help}${briefly(setting, valueIn(setting, stored))}`,
    action:
      hasRole(actor, administrators) &&
      linkButton({ href: `/settings/${setting.name}`, label: words.change, about: setting.title }),
  })

/** A value of one part is told at once; one of many on its own page. */
const briefly = (setting: AnySetting, value: unknown): Content => {
  const [only, ...others] = factsOf(setting, value)
  return only !== undefined && others.length === 0 && html`<br /><strong>${only.value}</strong>`
}

const show = (request: Request): Promise<Reply> => pageOf(request, null)

type Refused = { readonly values: Values; readonly errors: Errors }

const pageOf = async (request: Request, refused: Refused | null): Promise<Reply> => {
  const { actor, csrf, db } = request
  const setting = settingOf(request)
  if (setting === null) return { kind: 'not-found' }
  const stored = await storedSetting(db, setting.name)
  const value = valueIn(setting, stored)
  const takesTwo = setting.takes === 'two persons'
  return {
    kind: 'page',
    title: setting.title,
    lead: setting.help,
    trail,
    ...(refused === null ? {} : { status: 422, hasErrors: true }),
    body: html`
      ${(await isAsked(request, setting)) && notice('warning', words.waits)} ${await standing(request, setting, stored)}
      ${
        hasRole(actor, administrators) &&
        section(
          words.change,
          html`${takesTwo && notice('note', words.takesTwo)}
          ${form({
            action: `/settings/${setting.name}`,
            csrf,
            fields: [
              { kind: 'hidden', name: 'version', value: String(stored?.version ?? 0) },
              ...fieldsOf(setting),
              {
                kind: 'textarea',
                name: 'reason',
                label: words.reason,
                hint: words.reasonHint,
                rows: 2,
                maxLength: 500,
              },
            ],
            values: refused?.values ?? boxesOf(setting, value),
            errors: refused?.errors ?? {},
            submit: { label: takesTwo ? words.propose : words.submit },
          })}`,
        )
      }
    `,
  }
}

const settingOf = ({ params, system }: Request): AnySetting | null =>
  system.house.settings.find(({ name }) => name === params['name']) ?? null

const isAsked = async ({ db, now }: Request, { name }: AnySetting): Promise<boolean> => {
  const proposal = await latestProposal(db, changeOf(name))
  return proposal !== null && isReleasable(proposal, proposal.payloadHash, now).ok
}

const standing = async ({ db }: Request, setting: AnySetting, stored: StoredSetting | null): Promise<Html> => {
  const names = await namesOf(db, stored === null ? [] : [stored.changedBy])
  const now = factsOf(setting, valueIn(setting, stored))
  return html`${section(words.value, facts(now))}
  ${facts([
    { label: words.default, value: stored === null ? words.isDefault : defaultOf(setting, stored.value) },
    {
      label: words.changed,
      value: stored === null ? words.never : html`${instantInWords(stored.changedAt)} — ${names(stored.changedBy)}`,
    },
  ])}`
}

/** What the default says where the present value says something else. */
const defaultOf = (setting: AnySetting, value: unknown): Content => {
  const differing = changesOf(setting, setting.default, value)
  if (differing.length === 0) return words.isDefault
  return differing.map(({ label, before }) => [
    factsOf(setting, value).length > 1 && [label, ': '],
    before,
    html`<br />`,
  ])
}

const change = async (request: Request): Promise<Reply> => {
  const setting = settingOf(request)
  if (setting === null) return { kind: 'not-found' }
  const { name } = setting
  const { version = '', reason = '' } = request.form
  const result = await request.perform(changeSetting, { name, value: answerOf(setting, request.form), version, reason })
  if (result.ok) {
    const notice = result.value.waits ? 'settings.proposed' : 'settings.changed'
    return { kind: 'redirect', to: `/settings/${name}`, notice }
  }
  const { refusal } = result
  if (refusal.code === 'not_found') return { kind: 'not-found' }
  return pageOf(request, { values: request.form, errors: errorsFor(setting, refusal) })
}

const errorsFor = (setting: AnySetting, refusal: ChangeRefusal | InputRefusal): Errors => {
  if (refusal.code === 'setting.wrong') return errorsOf(setting, refusal.fields)
  if (refusal.code === 'input.wrong' && 'reason' in refusal.fields) return { reason: words.reasonMissing }
  return { '': wordsOf(refusal) }
}

export const settingPages: readonly Route[] = [
  { method: 'GET', path: '/settings', who: readers, handle: list },
  { method: 'GET', path: '/settings/:name', who: readers, handle: show },
  { method: 'POST', path: '/settings/:name', who: administrators, handle: change },
]
