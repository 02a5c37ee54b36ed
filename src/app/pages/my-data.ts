/** ● What is known about me, and where it came from. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { dayInWords, lastDayBefore, type Period } from '../../kernel/day.ts'
import { statusName } from '../../eligibility/index.ts'
import {
  affiliationsOf,
  contactsOf,
  personsOf,
  sourceNames,
  type Affiliation,
  type NameForms,
  type PersonName,
} from '../../registry/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { html, passage, type Content } from '../../platform/web/html.ts'
import { belowMyPage, section } from '../../platform/web/navigation.ts'
import { emptyState, table } from '../../platform/web/table.ts'
import { text } from '../text.ts'

const said = text.data

const show = async (request: Request): Promise<Reply> => {
  const { actor, db } = request
  if (actor.kind !== 'person') return { kind: 'not-found' }
  const [persons, affiliations, contacts, offices] = await Promise.all([
    personsOf(db, [actor.personId]),
    affiliationsOf(db, [actor.personId]),
    contactsOf(db, [actor.personId]),
    sourceNames(db),
  ])
  const person = persons.get(actor.personId)
  if (person === undefined) return { kind: 'not-found' }
  const reached = contacts.get(actor.personId) ?? []
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'member',
    trail: belowMyPage,
    body: html`
      ${section(
        said.names,
        facts([
          ...person.names.map(name => ({ label: said.kinds[name.kind], value: nameInFull(name) })),
          { label: said.birthDate, value: html`<span class="quiet-text">${said.birthDateHidden}</span>` },
          { label: said.number, value: identifier(person.number) },
        ]),
      )}
      ${section(said.affiliations, affiliationTable(affiliations.get(actor.personId) ?? [], offices))}
      ${section(
        said.contacts,
        reached.length === 0
          ? emptyState(said.noContacts)
          : facts(reached.map(({ kind, value }) => ({ label: contactNames[kind], value }))),
      )}
    `,
  }
}

const contactNames = {
  mail: { ja: 'メール', en: 'Mail' },
  phone: { ja: '電話', en: 'Phone' },
  postal: { ja: '住所', en: 'Address' },
} as const satisfies Record<string, Bilingual>

const written = (forms: NameForms | null, script: keyof NameForms): string => forms?.[script] ?? ''

const nameInFull = ({ family, given }: PersonName): Content => {
  const inScript = (script: 'kanji' | 'kana'): string => `${written(family, script)} ${written(given, script)}`.trim()
  const roman = `${written(given, 'roman')} ${written(family, 'roman')}`.trim()
  const parts = [passage('ja', inScript('kanji')), passage('ja', inScript('kana')), passage('en', roman)]
  return parts.map(part => html`${part} `)
}

const affiliationTable = (affiliations: readonly Affiliation[], offices: ReadonlyMap<string, Bilingual>): Content =>
  table<Affiliation>({
    caption: said.affiliations,
    columns: [
      { key: 'status', label: said.status, cell: ({ status }) => statusName(status) },
      { key: 'unit', label: said.unit, cell: ({ unit }) => unit?.name ?? '—' },
      { key: 'period', label: said.period, cell: ({ period }) => periodInWords(period) },
      { key: 'source', label: said.source, cell: ({ source }) => offices.get(source) ?? source },
      { key: 'key', label: said.key, align: 'identifier', cell: ({ sourceKey }) => sourceKey },
    ],
    rows: affiliations.filter(({ state }) => state !== 'void'),
    empty: { sentence: said.none },
  })

const periodInWords = ({ from, until }: Period): Bilingual => {
  const [begins, ends] = [dayInWords(from), until === null ? null : dayInWords(lastDayBefore(until))]
  const sentence = ends === null ? said.from : said.fromUntil
  return {
    ja: fill(sentence, { from: begins.ja, until: ends?.ja ?? '' }).ja,
    en: fill(sentence, { from: begins.en, until: ends?.en ?? '' }).en,
  }
}

export const myDataPages: readonly Route[] = [{ method: 'GET', path: '/my/data', who: 'signed-in', handle: show }]
