/** ○ The rule book as one reads it: a row for each status with what it gives, then roles, then hand-overs. */
import { fill, type Bilingual, type Language } from '../../kernel/bilingual.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { table, type Column } from '../../platform/web/table.ts'
import { groupOf, isRoleKind, type KindGroup } from '../entitlement.ts'
import { statusGroups, type Book, type HandOver, type Rule, type Status, type StatusGroup } from '../rules.ts'
import { kindNames, statusGroupNames } from '../text.ts'
import { rulesWords as words } from './text.ts'

export type TableLinks = {
  /** Where a status leads; null where it is only read. */
  readonly status: ((code: string) => string) | null
}

/** The whole book. */
export const ruleTable = (book: Book): Html => html`
  ${statusGroups.map(group => {
    const statuses = inGroup(book, group)
    return statuses.length > 0 && section(statusGroupNames[group], statusTable(book, statuses, { status: null }))
  })}
  ${section(
    words.conditions,
    html`<p>${words.conditionsLead}</p>
      ${roleTable(book)}`,
  )}
  ${section(words.handOvers, handOverList(book))}
`

/** The statuses alone, group by group, each leading to where it is changed. */
export const statusTables = (book: Book, links: TableLinks): Content =>
  statusGroups.map(group => {
    const statuses = inGroup(book, group)
    return (
      statuses.length > 0 &&
      html`<h3>${statusGroupNames[group]}</h3>
        ${statusTable(book, statuses, links)}`
    )
  })

const inGroup = (book: Book, group: StatusGroup): readonly Status[] =>
  book.statuses.filter(one => one.group === group).toSorted((a, b) => a.order - b.order)

const statusTable = (book: Book, statuses: readonly Status[], links: TableLinks): Html => {
  const given =
    (...groups: readonly KindGroup[]) =>
    (status: Status) =>
      kindsOf(book, status, groups)
  const columns: readonly Column<Status>[] = [
    {
      key: 'status',
      label: words.status,
      cell: status => html`${status.name} <small><code translate="no">${status.code}</code></small>`,
    },
    { key: 'account', label: words.account, cell: given('account', 'mail') },
    { key: 'card', label: words.card, cell: given('card') },
    { key: 'certificate', label: words.certificate, cell: given('certificate') },
    { key: 'affiliation', label: words.affiliation, cell: given('affiliation') },
    { key: 'days', label: words.days, cell: daysOf },
  ]
  const { status: href } = links
  return table({
    caption: words.table,
    widths: 'even',
    columns,
    rows: statuses,
    ...(href === null ? {} : { rowHref: (status: Status) => href(status.code) }),
    empty: { sentence: words.nothing },
  })
}

const daysOf = ({ leadDays, graceDays, provisionalDays, basis }: Status): Content => html`
  <small>
    ${fill(words.dayCounts, { lead: leadDays, grace: graceDays, provisional: provisionalDays })}<br />
    ${basis}
  </small>
`

/** What a status gives of these groups, each with its own days where they differ, one below the other. */
const kindsOf = (book: Book, status: Status, groups: readonly KindGroup[]): Content => {
  const rules = book.rules.filter(
    rule => rule.when.statuses.includes(status.code) && groups.includes(groupOf(rule.gives)) && !isRoleKind(rule.gives),
  )
  if (rules.length === 0) return html`<span class="quiet-text">–</span>`
  return rules.map(
    rule => html`<div>${shortName(rule)} ${rule.onRequest && html`<small>(${words.onRequest})</small>`}</div>`,
  )
}

const shortName = (rule: Rule): Content =>
  rule.gives.startsWith('affiliation.')
    ? html`<span lang="en" translate="no">${rule.gives.slice('affiliation.'.length)}</span>`
    : kindNames[rule.gives]

const roleTable = (book: Book): Html => {
  const named = new Map(book.statuses.map(status => [status.code, status.name]))
  const list = (codes: readonly string[]): Bilingual => ({
    ja: codes.map(code => named.get(code)?.ja ?? code).join('、'),
    en: codes.map(code => named.get(code)?.en ?? code).join(', '),
  })
  return table<Rule>({
    caption: words.conditions,
    columns: [
      { key: 'role', label: words.role, cell: rule => kindNames[rule.gives] },
      { key: 'statuses', label: words.statuses, cell: rule => list(rule.when.statuses) },
      {
        key: 'unit',
        label: words.unit,
        cell: ({ when }) => (when.units.length === 0 ? words.anyUnit : when.units.join(', ')),
      },
      {
        key: 'title',
        label: words.jobTitle,
        cell: ({ when }) => html`<span lang="ja">${when.titles.join('、')}</span>`,
      },
    ],
    rows: book.rules.filter(rule => isRoleKind(rule.gives)),
    empty: { sentence: words.nothing },
  })
}

const handOverList = (book: Book): Html => html`
  <ul>
    ${book.handOvers.map(
      one =>
        html`<li>${handOverInWords(book, one)} ${one.note !== null && html`<br /><small>${one.note}</small>`}</li>`,
    )}
  </ul>
`

/** ECS-ID・KUMOI → SPS-ID：両方を使える期間 30日. */
export const handOverInWords = (book: Book, { leaves, takes, overlapDays }: HandOver): Bilingual => {
  const taken = book.rules.filter(rule => takes.includes(rule.id)).map(rule => rule.gives)
  const names = (language: Language, kinds: readonly Rule['gives'][]): string =>
    kinds.map(kind => kindNames[kind][language]).join(language === 'ja' ? '・' : ', ')
  const said = (language: Language): string =>
    fill(words.overlap, { leaves: names(language, leaves), takes: names(language, taken), days: overlapDays })[language]
  return { ja: said('ja'), en: said('en') }
}
