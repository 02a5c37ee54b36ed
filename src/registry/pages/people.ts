/** ● People search: two letters are enough. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { html, passage } from '../../platform/web/html.ts'
import { filterBar } from '../../platform/web/navigation.ts'
import { notice } from '../../platform/web/notice.ts'
import { badge } from '../../platform/web/state.ts'
import { table } from '../../platform/web/table.ts'
import type { FoundPerson } from '../store/search.ts'
import { beginningsOf, findPeople } from '../use-cases/people.ts'
import { personStates, personTones, words } from './text.ts'

export const lookers = ['registrar', 'auditor', 'account-operator', 'rule-keeper', 'counter'] as const

const list = async (request: Request): Promise<Reply> => {
  const query = request.query['q'] ?? ''
  const asked = query.trim() !== ''
  const short = asked && beginningsOf(query).length === 0
  const found = asked && !short ? await request.perform(findPeople, { query, limit: 50 }) : null
  return {
    kind: 'page',
    title: words.people,
    lead: words.peopleLead,
    shape: 'wide',
    body: html`
      ${filterBar({
        action: '/people',
        label: words.searchLabel,
        values: { q: query },
        fields: [{ kind: 'text', name: 'q', label: words.search, type: 'search', length: 'medium', maxLength: 100 }],
      })}
      ${short && notice('note', words.tooShort)} ${found?.ok === true && peopleTable(found.value.people)}
    `,
  }
}

const peopleTable = (people: readonly FoundPerson[]) =>
  table<FoundPerson>({
    caption: words.found,
    rows: people,
    rowHref: person => `/people/${person.id}`,
    columns: [
      { key: 'name', label: words.name, cell: person => ({ ja: person.ja, en: person.en }) },
      { key: 'kana', label: { ja: 'かな', en: 'Kana' }, cell: person => passage('ja', person.kana) },
      {
        key: 'status',
        label: words.status,
        cell: person => (person.status === null ? '–' : html`<code translate="no">${person.status}</code>`),
      },
      { key: 'unit', label: words.unit, cell: person => person.unit ?? '–' },
      {
        key: 'state',
        label: words.state,
        cell: person => badge(personStates[person.state], personTones[person.state]),
      },
      { key: 'number', label: words.personNumber, align: 'identifier', cell: person => person.number },
    ],
    empty: { sentence: words.foundNone },
  })

export const peoplePages: readonly Route[] = [{ method: 'GET', path: '/people', who: lookers, handle: list }]
