/** ● What was told about me, to whom, when; and what I agreed to. */
import { fill } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { emptyState, table } from '../../platform/web/table.ts'
import { attributes, isAttributeName } from '../attribute.ts'
import type { Agreement } from '../agreement.ts'
import { agreementsWith, consentsOf, toldAbout, type ListedConsent, type Told } from '../store.ts'
import { words } from '../text.ts'
import { withdrawConsent } from '../use-cases.ts'

const said = words.releases

const show = async (request: Request): Promise<Reply> => {
  if (request.actor.kind !== 'person') return { kind: 'not-found' }
  const [told, consents] = await Promise.all([
    toldAbout(request.db, request.actor.personId),
    consentsOf(request.db, request.actor.personId),
  ])
  const agreements = await agreementsWith(
    request.db,
    [...told, ...consents].map(each => each.recipient),
  )
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    trail: belowMyPage,
    shape: 'member',
    body: html`
      ${section(
        said.consents,
        consents.length === 0
          ? emptyState(said.noConsents)
          : lines(consents.map(consent => consentLine(consent, agreements, request))),
      )}
      ${section(said.told, toldTable(told, agreements))}
    `,
  }
}

const nameOf = (agreements: ReadonlyMap<string, Agreement>, recipient: string): Content =>
  agreements.get(recipient)?.name ?? recipient

const consentLine = (consent: ListedConsent, agreements: ReadonlyMap<string, Agreement>, request: Request): Html => {
  const at = instantInWords(consent.givenAt)
  return line({
    name: nameOf(agreements, consent.recipient),
    detail: html`${{ ja: fill(said.since, { at: at.ja }).ja, en: fill(said.since, { at: at.en }).en }} —
    ${labelsOf(consent.attributes)}`,
    action: postButton({
      action: '/my/releases/withdraw',
      csrf: request.csrf,
      label: said.withdraw,
      values: { recipient: consent.recipient },
      about: nameOf(agreements, consent.recipient),
    }),
  })
}

const labelsOf = (names: readonly string[]): Content => {
  const labels = names.filter(isAttributeName).map(name => attributes[name].label)
  if (labels.length === 0) return said.onlySubject
  return { ja: labels.map(label => label.ja).join('、'), en: labels.map(label => label.en).join(', ') }
}

const toldTable = (told: readonly Told[], agreements: ReadonlyMap<string, Agreement>): Html =>
  table<Told>({
    caption: said.told,
    columns: [
      { key: 'service', label: said.service, cell: row => nameOf(agreements, row.recipient) },
      { key: 'when', label: said.when, cell: row => instantInWords(row.lastAt) },
      { key: 'what', label: said.what, cell: row => labelsOf(row.attributes) },
      { key: 'times', label: said.times, align: 'number', cell: row => row.times },
    ],
    rows: told,
    empty: { sentence: said.none },
  })

const withdraw = async (request: Request): Promise<Reply> => {
  const result = await request.perform(withdrawConsent, { recipient: request.form['recipient'] })
  if (!result.ok) return { kind: 'refused', refusal: result.refusal, back: '/my/releases' }
  return { kind: 'redirect', to: '/my/releases', notice: 'consent-withdrawn' }
}

export const myReleasesPages: readonly Route[] = [
  { method: 'GET', path: '/my/releases', who: 'signed-in', handle: show },
  { method: 'POST', path: '/my/releases/withdraw', who: 'signed-in', handle: withdraw },
]
