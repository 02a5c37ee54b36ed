/** ● What a service would get about a person, value by value, and the rule that says so. Nothing is sent. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { attributes, entityCategoryName, type Agreement, type Explained } from '../../release/index.ts'
import { has, html, passage, type Content } from '../../platform/web/html.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { linkButton } from '../../platform/web/form.ts'
import { filterBar, section } from '../../platform/web/navigation.ts'
import { reasons } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { previewWords as said } from '../service-text.ts'
import { relyingPartyById, type RelyingParty } from '../store/parties.ts'
import { words } from '../text.ts'
import { lookForPerson, previewRelease, type Preview } from '../use-cases/preview.ts'
import { addressOf } from './service-facts.ts'

const trailTo = (party: Pick<RelyingParty, 'id' | 'name'>) => [
  { href: '/services', label: words.parties.title },
  { href: addressOf(party), label: party.name },
]

const leadOf = ({ name }: Pick<RelyingParty, 'name'>): Bilingual => ({
  ja: fill(said.lead, { service: name.ja }).ja,
  en: fill(said.lead, { service: name.en }).en,
})

const choose = async (request: Request): Promise<Reply> => {
  const party = await relyingPartyById(request.db, request.params['clientId'] ?? '')
  if (party === null) return { kind: 'not-found' }
  const query = (request.query['q'] ?? '').trim()
  const found = query === '' ? null : await request.perform(lookForPerson, { query })
  return {
    kind: 'page',
    title: said.title,
    lead: leadOf(party),
    shape: 'wide',
    trail: trailTo(party),
    body: html`
      ${filterBar({
        action: `${addressOf(party)}/preview`,
        label: said.choose,
        submit: said.find,
        values: { q: query },
        fields: [{ kind: 'text', name: 'q', label: said.search, type: 'search', length: 'long', maxLength: 100 }],
      })}
      ${
        found?.ok === true &&
        table({
          caption: said.found,
          rows: found.value.people,
          rowHref: ({ id }) => `${addressOf(party)}/preview/${id}`,
          columns: [
            { key: 'name', label: said.name, cell: ({ ja, en }) => ({ ja, en }) },
            {
              key: 'status',
              label: said.status,
              cell: ({ status }) => (status === null ? '–' : request.nameOf('status', status)),
            },
            { key: 'unit', label: said.unit, cell: ({ unit }) => (unit === null ? '–' : passage('ja', unit)) },
          ],
          empty: { sentence: said.none },
        })
      }
    `,
  }
}

const show = async (request: Request): Promise<Reply> => {
  const clientId = request.params['clientId'] ?? ''
  const { account } = request.query
  const person = request.params['personId'] ?? ''
  const seen = await request.perform(previewRelease, {
    clientId,
    person,
    ...(account === undefined ? {} : { account }),
  })
  if (!seen.ok)
    return seen.refusal.code === 'preview.no_account'
      ? { kind: 'refused', refusal: seen.refusal, back: `${addressOf({ id: clientId })}/preview` }
      : { kind: 'not-found' }
  const { party } = seen.value
  return {
    kind: 'page',
    title: said.title,
    lead: leadOf(party),
    shape: 'wide',
    trail: trailTo(party),
    body: previewView(seen.value, `${addressOf(party)}/preview/${person}`),
  }
}

const isOf =
  (preview: Preview, part: 'leaving' | 'staying' | 'others') =>
  ({ name, verdict }: Explained): boolean => {
    if (verdict.does === 'leave') return part === 'leaving'
    const isNear = verdict.because === 'not-asked' || verdict.because === 'no-value' || preview.categories.has(name)
    return part === (isNear ? 'staying' : 'others')
  }

/** The whole answer; `here` is the address of this person's preview. */
const previewView = (preview: Preview, here: string): Content => {
  const of = (part: 'leaving' | 'staying' | 'others') => preview.lines.filter(isOf(preview, part))
  const [leaving, staying, others] = [of('leaving'), of('staying'), of('others')]
  const otherAccounts = preview.accounts.filter(({ id }) => id !== preview.account.id)
  return html`
    ${facts([
      { label: said.person, value: preview.name },
      { label: said.account, value: identifier(preview.account.username) },
      ...(preview.agreement === null
        ? []
        : [{ label: said.consent, value: consentInWords(preview.agreement, preview.wouldAsk) }]),
    ])}
    <p>
      ${otherAccounts.map(({ id, username }) =>
        linkButton({ href: `${here}?account=${id}`, label: fill(said.otherAccount, { username }) }),
      )}
      ${linkButton({ href: `${addressOf(preview.party)}/preview`, label: said.changeWho })}
    </p>
    ${section(said.leaving, linesTable(preview, leaving, said.leaving))}
    ${staying.length > 0 && section(said.staying, linesTable(preview, staying, said.staying))}
    ${others.length > 0 && reasons(linesTable(preview, others, said.others), said.others)}
  `
}

const consentInWords = ({ mode }: Agreement, wouldAsk: boolean): Bilingual => {
  if (wouldAsk) return said.wouldAsk
  return mode === 'duty' ? said.isDuty : said.hasAgreed
}

const linesTable = (preview: Preview, rows: readonly Explained[], caption: Bilingual): Content =>
  table<Explained>({
    caption,
    widths: 'even',
    rows,
    columns: [
      {
        key: 'attribute',
        label: said.attribute,
        cell: ({ name }) => html`${attributes[name].label} <small>${name}</small>`,
      },
      { key: 'value', label: said.value, cell: valuesOf },
      { key: 'because', label: said.because, cell: line => ruleOf(preview, line) },
    ],
    empty: { sentence: said.nothing },
  })

const valuesOf = ({ values }: Explained): Content => {
  const list: Content = values.map((value, at) => html`${at > 0 && html`<br />`}<code>${value}</code>`)
  return has(list) ? list : html`<span class="quiet-text">${said.noValue}</span>`
}

const ruleOf = ({ categories }: Preview, { name, verdict }: Explained): Content => {
  const category = categories.get(name)
  const label = category === undefined ? null : entityCategoryName(category)
  const rule = ruleInWords(verdict)
  return label === null
    ? rule
    : html`${rule}<br /><span class="quiet-text"
          >${{
            ja: fill(said.rules.category, { category: label.ja }).ja,
            en: fill(said.rules.category, { category: label.en }).en,
          }}</span
        >`
}

const ruleInWords = (verdict: Explained['verdict']): Bilingual => {
  if (verdict.does === 'stay') return said.rules[verdict.because]
  const { asking } = verdict
  switch (asking.by) {
    case 'scope':
      return fill(said.rules.scope, { scope: asking.scope })
    case 'metadata':
      return asking.isRequired ? said.rules.required : said.rules.optional
    case 'agreement':
      return said.rules.agreement
  }
}

export const previewPages: readonly Route[] = [
  { method: 'GET', path: '/services/:clientId/preview', who: ['operator', 'auditor'], handle: choose },
  { method: 'GET', path: '/services/:clientId/preview/:personId', who: ['operator', 'auditor'], handle: show },
]
