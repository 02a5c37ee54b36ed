/** ● People search: two letters are enough. */
import { fill } from '../../kernel/bilingual.ts'
import { hasRole } from '../../platform/actor.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, passage, type Content, type Html } from '../../platform/web/html.ts'
import { filterBar } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { emptyState, table } from '../../platform/web/table.ts'
import type { FoundPerson } from '../store/search.ts'
import { beginningsOf, findPeople } from '../use-cases/people.ts'
import { personStates, personTones } from './state-text.ts'
import { peopleWords, words } from './text.ts'

export const lookers = ['registrar', 'auditor', 'account-operator', 'rule-keeper', 'counter'] as const

const shownAtMost = 50

const list = async (request: Request): Promise<Reply> => {
  const query = (request.query['q'] ?? '').trim()
  const short = query !== '' && beginningsOf(query).length === 0
  const found = query === '' || short ? null : await request.perform(findPeople, { query, limit: shownAtMost })
  return {
    kind: 'page',
    title: words.people,
    lead: words.peopleLead,
    shape: 'wide',
    body: html`
      ${filterBar({
        action: '/people',
        csrf: request.csrf,
        label: words.searchLabel,
        submit: peopleWords.search,
        values: { q: query },
        fields: [{ kind: 'text', name: 'q', label: words.search, type: 'search', length: 'long', maxLength: 100 }],
      })}
      ${query === '' && hints()} ${short && notice('note', words.tooShort)}
      ${found?.ok === true && peopleTable(request, query, found.value.people)}
    `,
  }
}

/** What may be typed, by example. */
const hints = (): Html => html`
  <ul class="quiet-text">
    ${peopleWords.hints.map(hint => html`<li>${hint}</li>`)}
  </ul>
`

const peopleTable = (request: Request, query: string, people: readonly FoundPerson[]): Html =>
  people.length === 0
    ? emptyState(
        fill(peopleWords.foundNobody, { query }),
        hasRole(request.actor, ['registrar']) &&
          html`${linkButton({ href: '/matches', label: words.matches })}
          ${linkButton({ href: '/imports', label: words.imports })}`,
      )
    : html`
        <p class="quiet-text" role="status">
          ${fill(people.length < shownAtMost ? peopleWords.foundMany : peopleWords.foundTooMany, { count: people.length })}
        </p>
        ${foundTable(request, people)}
      `

const foundTable = ({ nameOf }: Request, people: readonly FoundPerson[]): Html =>
  table<FoundPerson>({
    caption: words.found,
    rows: people,
    rowHref: person => `/people/${person.id}`,
    columns: [
      { key: 'name', label: words.name, cell: person => ({ ja: person.ja, en: person.en }) },
      { key: 'kana', label: peopleWords.kana, cell: person => passage('ja', kanaOf(person)) },
      {
        key: 'status',
        label: words.status,
        cell: person => (person.status === null ? '–' : nameOf('status', person.status)),
      },
      { key: 'unit', label: words.unit, cell: person => (person.unit === null ? '–' : passage('ja', person.unit)) },
      {
        key: 'state',
        label: words.state,
        cell: person => badge(personStates[person.state], personTones[person.state]),
      },
      { key: 'number', label: words.personNumber, align: 'identifier', cell: person => person.number },
    ],
    empty: { sentence: words.foundNone },
  })

/** Lists are sorted by kana where there is one, else by roman letters; only kana is a reading. */
const kanaOf = ({ kana }: FoundPerson): Content => (/\p{Script=Katakana}/u.test(kana) ? kana : '–')

export const peoplePages: readonly Route[] = [{ method: 'GET', path: '/people', who: lookers, handle: list }]
