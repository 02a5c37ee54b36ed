/** ● Why does this person have, or lack, this? The clerk's page about anyone, and the person's own. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { asPersonId, isUuid, type PersonId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/database.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { belowMyPage, line, lines, section } from '../../platform/web/navigation.ts'
import { reasons } from '../../platform/web/notice.ts'
import { badge, periodInWords, untilWith, type Tone } from '../../platform/web/state.ts'
import { facts as factList, identifier } from '../../platform/web/fact.ts'
import { affiliationsOf, displayName, personsOf, type Affiliation, type Person } from '../../registry/index.ts'
import { entitlementKinds, isRoleKind, type Standing } from '../entitlement.ts'
import type { Exception } from '../exception.ts'
import { explain, inWords, type Explanation, type Sentence } from '../explain.ts'
import { nameOfStatus, type CompiledBook, type Rule } from '../rules.ts'
import { entitlementsOf } from '../store/entitlements.ts'
import { exceptionsOf } from '../store/exceptions.ts'
import { allBooks, bookInForce, compiledOf } from '../store/rule-books.ts'
import { exceptionEffectNames, kindNames } from '../text.ts'
import { explainWords as words } from './text.ts'

const readers = ['rule-keeper', 'auditor', 'registrar', 'account-operator', 'counter'] as const

type Reader = 'person' | 'clerk'
type Explained = {
  readonly person: Person
  readonly affiliations: readonly Affiliation[]
  readonly exceptions: readonly Exception[]
  readonly explanations: readonly Explanation[]
  readonly book: CompiledBook
  readonly today: Day
}

/** Everything a person has and lacks, with the reasons. Null: there is no such person. */
const explained = async (db: Db, personId: PersonId, today: Day): Promise<Explained | null> => {
  const person = (await personsOf(db, [personId])).get(personId)
  if (person === undefined) return null
  const book = compiledOf(await bookInForce(db))
  const books = await allBooks(db)
  const ruleOf = (id: string, since: number): Rule | null =>
    books.flatMap(one => one.book.rules).find(rule => rule.id === id && rule.since === since) ?? null
  const affiliations = (await affiliationsOf(db, [personId])).get(personId) ?? []
  const exceptions = (await exceptionsOf(db, [personId])).get(personId) ?? []
  const entitlements = (await entitlementsOf(db, [personId])).get(personId) ?? []
  const facts = { affiliations, exceptions }
  const explanations = entitlementKinds.map(kind => explain(kind, { facts, entitlements, book, ruleOf, today }))
  return { person, affiliations, exceptions, explanations, book, today }
}

const standingWords = {
  held: [words.held, 'done'],
  grace: [words.grace, 'attention'],
  preparing: [words.preparing, 'calm'],
  ahead: [words.comes, 'calm'],
  over: [words.ended, 'ended'],
  lacks: [words.not, 'ended'],
} as const satisfies Record<Standing | 'lacks', readonly [Bilingual, Tone]>

/** What is there for the asking is not yet held. */
const onRequest: readonly [Bilingual, Tone] = [words.available, 'calm']

const groupsOf = (all: readonly Explanation[]): readonly (readonly [Bilingual, readonly Explanation[]])[] => {
  const standing = (...wanted: readonly Explanation['standing'][]) => all.filter(one => wanted.includes(one.standing))
  return [[words.ahead, standing('preparing', 'ahead')]]
}

/** Roles are told to a person only where they have, had or will have one: the list of all roles is not their concern. */
const shownTo = (reader: Reader, all: readonly Explanation[]): readonly Explanation[] =>
  reader === 'clerk' ? all : all.filter(({ kind, standing }) => !isRoleKind(kind) || standing !== 'lacks')

const bodyOf = (found: Explained, reader: Reader): Html => {
  const shown = shownTo(reader, found.explanations)
  const over = shown.filter(({ standing }) => standing === 'over')
  const lacked = shown.filter(({ standing }) => standing === 'lacks')
  const held = shown.filter(({ standing }) => standing === 'held' || standing === 'grace')
  return html`
    ${section(
      words.has,
      held.length === 0 ? html`<p>${words.hasNothing}</p>` : lines(held.map(one => lineOf(one, reader))),
    )}
    ${groupsOf(shown).map(
      ([heading, list]) => list.length > 0 && section(heading, lines(list.map(one => lineOf(one, reader)))),
    )}
    ${section(words.statuses, statusList(found))} ${quietly(words.over, words.overCount, over, reader)}
    ${quietly(words.lacks, words.lacksCount, lacked, reader)}
  `
}

/** What is over or was never there is seldom why one came: one summary, opened when asked for. */
const quietly = (heading: Bilingual, summary: Bilingual, list: readonly Explanation[], reader: Reader): Content =>
  list.length > 0 &&
  section(heading, reasons(lines(list.map(one => lineOf(one, reader))), fill(summary, { count: list.length })))

const lineOf = (explanation: Explanation, reader: Reader): Html => {
  const asked = explanation.standing === 'held' && explanation.entitlement?.onRequest === true
  const [word, tone] = asked ? onRequest : standingWords[explanation.standing]
  const { says, because, ends, lacks, advice } = explanation
  const why = [...because, ...ends]
  const shown = explanation.standing === 'lacks' && lacks.length > 0 ? lacks : [...says, ...lacks]
  return line({
    name: kindNames[explanation.kind],
    state: badge(word, tone),
    detail: html`
      ${shown.map(one => html`<p>${inWords(one, reader)}</p>`)}
      ${why.length > 0 && reasons(sentenceList(why, reader), words.why)}
      ${advice.length > 0 && explanation.standing !== 'grace' && reasons(sentenceList(advice, reader), words.whoHas)}
    `,
  })
}

const sentenceList = (sentences: readonly Sentence[], reader: Reader): Content =>
  html`<ul>
    ${sentences.map(one => html`<li>${inWords(one, reader)}</li>`)}
  </ul>`

const statusList = ({ affiliations, book }: Explained): Content => {
  const counted = affiliations.filter(one => one.state !== 'void')
  if (counted.length === 0) return html`<p>${words.noStatus}</p>`
  return factList(
    counted.map(one => ({
      label: nameOfStatus(book, one.status),
      value: html`${one.unit !== null && html`${one.unit.name} `}${
        one.title !== null && html`<span lang="ja">${one.title}</span> `
      }${periodInWords(one.period)}
      ${one.provisional && badge(words.provisional, 'attention')}`,
    })),
  )
}

const exceptionList = ({ exceptions }: Explained): Content =>
  exceptions.length === 0
    ? html`<p>${words.noExceptions}</p>`
    : lines(
        exceptions.map(one =>
          line({
            name: html`${kindNames[one.kind]}: ${exceptionEffectNames[one.effect]}`,
            detail: html`${periodInWords(one.period)} ${one.reason}`,
          }),
        ),
      )

const showPerson = async (request: Request): Promise<Reply> => {
  const id = request.params['personId'] ?? ''
  const found = isUuid(id) ? await explained(request.db, asPersonId(id), dayOf(request.now)) : null
  if (found === null) return { kind: 'not-found' }
  const name = { ja: displayName(found.person.names, 'ja'), en: displayName(found.person.names, 'en') }
  const isKeeper = request.actor.kind === 'person' && request.actor.roles.has('rule-keeper')
  return {
    kind: 'page',
    title: { ja: fill(words.title, { name: name.ja }).ja, en: fill(words.title, { name: name.en }).en },
    lead: words.lead,
    trail: [
      { href: '/people', label: words.people },
      { href: `/people/${found.person.id}`, label: name },
    ],
    shape: 'officer',
    aside: html`<div class="card">
      <h2><a href="/people/${found.person.id}">${name}</a></h2>
      ${factList([
        { label: words.number, value: identifier(found.person.number) },
        ...found.affiliations
          .filter(one => one.state === 'active' || one.state === 'on_leave')
          .map(one => ({
            label: nameOfStatus(found.book, one.status),
            value: one.period.until === null ? words.open : untilWith(one.period.until, found.today),
          })),
      ])}
    </div>`,
    body: html`
      ${bodyOf(found, 'clerk')}
      ${section(
        words.exceptions,
        exceptionList(found),
        isKeeper && linkButton({ href: `/exceptions/new?person=${found.person.number}`, label: words.makeException }),
      )}
    `,
  }
}

const showMine = async (request: Request): Promise<Reply> => {
  if (request.actor.kind !== 'person') return { kind: 'not-found' }
  const found = await explained(request.db, request.actor.personId, dayOf(request.now))
  if (found === null) return { kind: 'not-found' }
  return {
    kind: 'page',
    title: words.myTitle,
    lead: words.myLead,
    trail: belowMyPage,
    shape: 'member',
    body: bodyOf(found, 'person'),
  }
}

export const explainPages: readonly Route[] = [
  { method: 'GET', path: '/people/:personId/explain', who: readers, handle: showPerson },
  { method: 'GET', path: '/my/entitlements', who: 'signed-in', handle: showMine },
]
