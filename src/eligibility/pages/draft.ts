/** ● The draft of the rule book on one page: what it changes, its statuses, rules and hand-overs. All of it is data. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { textDifference } from '../rule-book.ts'
import type { Book, HandOver, Rule } from '../rules.ts'
import { bookInForce } from '../store/rule-books.ts'
import { bookStateNames, kindNames } from '../text.ts'
import { draftHandOverPages } from './draft-hand-over.ts'
import { conditionOf, keepers, statusesIn, trail, withDraft } from './draft-parts.ts'
import { draftRulePages } from './draft-rule.ts'
import { draftStatusPages } from './draft-status.ts'
import { handOverInWords, statusTables } from './rule-table.ts'
import { draftWords as words, rulesWords } from './text.ts'
import { stateTones } from './version.ts'

const showDraft = (request: Request): Promise<Reply> =>
  withDraft(request, async open => {
    if (open.state === 'scheduled') return { kind: 'redirect', to: `/rules/${open.version}` }
    const current = await bookInForce(request.db)
    return {
      kind: 'page',
      title: words.title,
      shape: 'wide',
      trail: trail.slice(0, 1),
      state: { word: bookStateNames[open.state], tone: stateTones[open.state] },
      lead: fill(words.lead, { version: open.version }),
      body: html`
        ${nextAction({
          what: words.next,
          button: linkButton({ href: `/rules/${open.version}`, label: words.toVersion, tone: 'primary' }),
        })}
        ${section(words.changed, changesOf(current.book, open.book))}
        ${section(
          words.changedStatus,
          statusTables(open.book, { status: code => `/rules/draft/status?code=${code}` }),
          linkButton({ href: '/rules/draft/status', label: words.addStatus }),
        )}
        ${section(words.rules, ruleList(open.book), linkButton({ href: '/rules/draft/rule', label: words.addRule }))}
        ${section(
          rulesWords.handOvers,
          handOverList(open.book),
          linkButton({ href: '/rules/draft/hand-over', label: words.addHandOver }),
        )}
      `,
    }
  })

/** What the draft changes, by name rather than by code. */
const changesOf = (before: Book, after: Book): Html => {
  const { statuses, rules, handOvers } = textDifference(before, after)
  const both = [after, before]
  const items: readonly Content[] = [
    ...statuses.map(code =>
      changeOf(
        words.changedStatus,
        code,
        named(both, book => statusNamed(book, code)),
      ),
    ),
    ...rules.map(id =>
      changeOf(
        words.changedRule,
        id,
        named(both, book => ruleNamed(book, id)),
      ),
    ),
    ...handOvers.map(id => changeOf(words.changedHandOver, id, null)),
  ]
  if (items.length === 0) return html`<p class="quiet-text">${words.unchanged}</p>`
  return html`<ul>
    ${items}
  </ul>`
}

const changeOf = (what: Bilingual, code: string, name: Bilingual | null): Html =>
  html`<li>
    ${what}: ${name} <small><code translate="no">${code}</code></small>
  </li>`

const named = (books: readonly Book[], find: (book: Book) => Bilingual | undefined): Bilingual | null =>
  books.map(find).find(name => name !== undefined) ?? null

const statusNamed = (book: Book, code: string): Bilingual | undefined =>
  book.statuses.find(one => one.code === code)?.name

const ruleNamed = (book: Book, id: string): Bilingual | undefined => {
  const rule = book.rules.find(one => one.id === id)
  return rule === undefined ? undefined : kindNames[rule.gives]
}

const ruleList = (book: Book): Html =>
  table<Rule>({
    caption: words.rules,
    columns: [
      {
        key: 'kind',
        label: words.kind,
        cell: rule =>
          html`${kindNames[rule.gives]} ${rule.onRequest && html`<small>(${rulesWords.onRequest})</small>`}`,
      },
      { key: 'statuses', label: rulesWords.statuses, cell: rule => statusesIn(book, rule.when.statuses, 3) },
      { key: 'condition', label: words.condition, cell: rule => conditionOf(rule) || '–' },
      { key: 'lead', label: words.leadDays, align: 'number', cell: rule => rule.leadDays ?? '–' },
      { key: 'grace', label: words.graceDays, align: 'number', cell: rule => rule.graceDays ?? '–' },
      { key: 'basis', label: rulesWords.basis, cell: rule => rule.basis },
      { key: 'rule', label: words.ruleId, align: 'identifier', cell: rule => rule.id },
    ],
    rows: book.rules,
    rowHref: rule => `/rules/draft/rule?id=${rule.id}`,
    empty: { sentence: words.noRules },
  })

const handOverList = (book: Book): Html =>
  table<HandOver>({
    caption: rulesWords.handOvers,
    columns: [
      { key: 'what', label: words.changedHandOver, cell: one => handOverInWords(book, one) },
      { key: 'basis', label: rulesWords.basis, cell: one => one.basis },
      { key: 'id', label: words.ruleId, align: 'identifier', cell: one => one.id },
    ],
    rows: book.handOvers,
    rowHref: one => `/rules/draft/hand-over?id=${one.id}`,
    empty: { sentence: words.noHandOvers },
  })

export const draftPages: readonly Route[] = [
  { method: 'GET', path: '/rules/draft', who: keepers, handle: showDraft },
  ...draftStatusPages,
  ...draftRulePages,
  ...draftHandOverPages,
]
