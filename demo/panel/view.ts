/** ○ How the panel looks. */
import { dayOf, instantInWords, addDays, day } from '../../src/kernel/day.ts'
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { Account } from '../../src/accounts/index.ts'
import type { PageContent } from '../../src/platform/http/route.ts'
import { facts, personName } from '../../src/platform/web/fact.ts'
import { linkButton, postButton } from '../../src/platform/web/form.ts'
import { html, passage, type Content, type Html } from '../../src/platform/web/html.ts'
import { line, lines, section, tabs } from '../../src/platform/web/navigation.ts'
import { reasons } from '../../src/platform/web/notice.ts'
import { badge, type Tone } from '../../src/platform/web/state.ts'
import { emptyState } from '../../src/platform/web/table.ts'
import type { KeptMail } from '../store.ts'
import type { SampleFile } from './files.ts'
import type { Shown } from './people.ts'
import { words } from './text.ts'

type Room = 'people' | 'mail' | 'files'

const frame = (room: Room, body: Content): PageContent => ({
  title: words.title,
  lead: words.lead,
  body: html`
    ${tabs([
      { href: '/dev', label: words.tabs.people, current: room === 'people' },
      { href: '/dev/mail', label: words.tabs.mail, current: room === 'mail' },
      { href: '/dev/files', label: words.tabs.files, current: room === 'files' },
    ])}
    ${body}
  `,
})

export type PeopleView = {
  readonly people: readonly Shown[]
  readonly now: Date
  readonly csrf: Content
  readonly sampleUrl: string
}

export const peoplePage = ({ people, now, csrf, sampleUrl }: PeopleView): PageContent =>
  frame(
    'people',
    html`
      ${section(words.clock, clockPart(now, csrf))}
      ${section(
        words.sample,
        html`<p>${words.sampleWhat}</p>
          <p>${linkButton({ href: sampleUrl, label: words.sample })}</p>`,
      )}
      <form method="post" action="/dev/become">
        ${csrf}
        ${section(words.officers, lines(people.filter(({ person }) => person.role !== undefined).map(personLine)))}
        ${section(words.members, lines(people.filter(({ person }) => person.role === undefined).map(personLine)))}
      </form>
    `,
  )

const clockPart = (now: Date, csrf: Content): Html => {
  const year = Number(dayOf(now).slice(0, 4)) + (dayOf(now).slice(5) < '04-01' ? 0 : 1)
  const to = (label: Bilingual, values: Readonly<Record<string, string>>): Html =>
    postButton({ action: '/dev/move', csrf, label, values })
  return html`
    ${facts([{ label: words.clockNow, value: instantInWords(now) }])}
    <p>${words.clockWhat}</p>
    <div class="actions">
      ${to(words.day, { advance: 'P1D' })} ${to(words.week, { advance: 'P7D' })} ${to(words.month, { advance: 'P30D' })}
      ${to(words.april, { to: `${addDays(day(`${year}-04-01`), 0)}T09:00:00+09:00` })}
      ${to(words.reset, { reset: 'yes' })}
    </div>
  `
}

const tones: Readonly<Record<Account['state'], Tone>> = {
  reserved: 'calm',
  pending: 'attention',
  active: 'done',
  grace: 'attention',
  suspended: 'danger',
  closed: 'ended',
}

const personLine = (shown: Shown): Html => {
  const { person, accounts, keys, password } = shown
  const { family, given } = person
  const whole = (script: 'kanji' | 'kana' | 'roman', reverse = false): string | null => {
    const parts = [family[script], given?.[script]].filter(part => part != null)
    return parts.length === 0 ? null : (reverse ? parts.toReversed() : parts).join(' ')
  }
  return line({
    name: personName({ written: whole('kanji'), kana: whole('kana'), roman: whole('roman', true) }),
    state:
      accounts.length === 0
        ? badge(words.noAccount, 'calm')
        : accounts.map(({ kind, state }) => badge(labelled(kind, words.states[state]), tones[state])),
    detail: html`<p>${person.situation}</p>
      ${accounts.length > 0 && reasons(accountFacts(shown), words.details)}`,
    action: accounts
      .filter(({ state }) => state !== 'closed' && state !== 'suspended' && state !== 'reserved')
      .filter(({ state, username }) => (state === 'pending' ? keys[username] !== undefined : password !== null))
      .map(
        ({ kind, state, username }) => html`
          <button class="quiet" name="as" value="${person.slug} ${username}">
            ${labelled(kind, state === 'pending' ? words.activate : words.become)}<span class="unseen">
              — ${whole('kanji') ?? whole('roman')}</span
            >
          </button>
        `,
      ),
  })
}

const labelled = (kind: string, label: Bilingual): Bilingual => ({
  ja: `${kind}：${label.ja}`,
  en: `${kind}: ${label.en}`,
})

const accountFacts = ({ accounts, keys, password }: Shown): Html =>
  facts([
    ...accounts.flatMap(({ kind, username }) => [
      { label: { ja: `${kind}-ID`, en: `${kind}-ID` }, value: html`<code translate="no">${username}</code>` },
      ...(keys[username] === undefined
        ? []
        : [{ label: words.key, value: html`<code translate="no">${keys[username]}</code>` }]),
    ]),
    ...(password === null ? [] : [{ label: words.password, value: html`<code translate="no">${password}</code>` }]),
  ])

export const mailPage = (mails: readonly KeptMail[]): PageContent =>
  frame(
    'mail',
    mails.length === 0
      ? emptyState(words.noMail)
      : lines(
          mails.map(mail =>
            line({
              name: mail.subject,
              detail: html`<p>${mail.to} · ${instantInWords(mail.at)}</p>
                ${reasons(html`<p class="prose">${mail.text.split('\n').map(each => html`${each}<br />`)}</p>`, words.mailBody)}`,
            }),
          ),
        ),
  )

export const filesPage = (files: readonly SampleFile[]): PageContent =>
  frame(
    'files',
    html`
      <p>${words.filesWhat}</p>
      ${lines(
        files.map(file =>
          line({
            name: html`<a href="/dev/files/${file.name}">${passage('en', file.name)}</a>`,
            detail: file.what,
          }),
        ),
      )}
    `,
  )
