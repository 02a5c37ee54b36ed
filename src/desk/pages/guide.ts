/** ● Which ID, card and certificate may I have, and how do I get it? Made from the rule book in force. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { bookInForce, kindNames, type Book, type Status, type StatusGroup } from '../../eligibility/index.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { notice, steps } from '../../platform/web/notice.ts'
import { words } from '../text.ts'

const said = words.guide

const groups = Object.keys(said.groups) as readonly StatusGroup[]
const isGroup = (text: string): text is StatusGroup => (groups as readonly string[]).includes(text)

/** Those whom an office's file brings need not apply. */
const brought: readonly StatusGroup[] = ['student', 'non-degree', 'staff']

const show = async (request: Request): Promise<Reply> => {
  const { book, version } = await bookInForce(request.db)
  const asked = request.query['who'] ?? ''
  return {
    kind: 'page',
    title: said.title,
    lead: said.lead,
    shape: 'narrow',
    body: html`
      ${isGroup(asked) ? answer(book, asked) : question()}
      ${notice('note', said.help, html`<a href="/contact">${said.helpWhat}</a>`)}
      <p class="quiet-text"><small>${fill(said.basis, { version })}</small></p>
    `,
  }
}

const question = (): Html =>
  section(
    said.who,
    lines(groups.map(group => line({ name: html`<a href="/guide?who=${group}">${said.groups[group]}</a>` }))),
  )

const answer = (book: Book, group: StatusGroup): Html => {
  const statuses = book.statuses.filter(status => status.group === group).toSorted((a, b) => a.order - b.order)
  const isBrought = brought.includes(group)
  return html`
    <p><a href="/guide">${said.back}</a></p>
    ${section(said.groups[group], lines(alike(book, statuses)))} ${isBrought ? broughtSteps() : appliedSteps()}
    <p>
      ${
        isBrought
          ? linkButton({ href: '/activate', label: said.toActivate, tone: 'primary' })
          : linkButton({ href: '/apply', label: said.toApply, tone: 'primary' })
      }
    </p>
  `
}

/** Statuses that get the same things, in one line. */
const alike = (book: Book, statuses: readonly Status[]): readonly Html[] => {
  const together = new Map<string, { readonly given: Bilingual; readonly names: Bilingual[] }>()
  for (const status of statuses) {
    const given = givenBy(book, status)
    const row = together.get(given.en) ?? { given, names: [] }
    row.names.push(status.name)
    together.set(given.en, row)
  }
  return [...together.values()].map(({ given, names }) =>
    line({
      name: { ja: names.map(name => name.ja).join('・'), en: names.map(name => name.en).join(' · ') },
      detail: given,
    }),
  )
}

const told = /^(account|mail|card|certificate)\./

const givenBy = (book: Book, { code }: Status): Bilingual => {
  const rules = book.rules.filter(rule => rule.when.statuses.includes(code) && told.test(rule.gives))
  if (rules.length === 0) return said.nothing
  const named = rules.map(({ gives, onRequest }): Bilingual => {
    const name = kindNames[gives]
    return onRequest ? { ja: `${name.ja}（${said.onRequest.ja}）`, en: `${name.en} (${said.onRequest.en})` } : name
  })
  return { ja: named.map(name => name.ja).join('、'), en: named.map(name => name.en).join(', ') }
}

const broughtSteps = (): Html =>
  steps(
    [
      { what: said.brought.get, detail: said.brought.getWhat },
      { what: said.brought.activate, detail: said.brought.activateWhat },
      { what: said.brought.use, detail: said.brought.useWhat },
    ],
    said.how,
  )

const appliedSteps = (): Html =>
  steps(
    [
      { what: said.applied.apply, detail: said.applied.applyWhat },
      { what: said.applied.show, detail: said.applied.showWhat },
      { what: said.applied.activate, detail: said.applied.activateWhat },
    ],
    said.how,
  )

const accessibility = async (): Promise<Reply> => {
  const its = words.accessibility
  return {
    kind: 'page',
    title: its.title,
    lead: its.lead,
    shape: 'narrow',
    body: html`
      ${section(its.aim, html`<p>${its.aimWhat}</p>`)}
      ${section(
        its.ways,
        html`<ul>
          ${its.list.map(item => html`<li>${item}</li>`)}
        </ul>`,
      )}
      ${section(
        its.trouble,
        html`<p>${its.troubleWhat}</p>
          <p>${linkButton({ href: '/contact?about=accessibility', label: its.tell })}</p>`,
      )}
    `,
  }
}

export const guidePages: readonly Route[] = [
  { method: 'GET', path: '/guide', who: 'anyone', handle: show },
  { method: 'GET', path: '/accessibility', who: 'anyone', handle: accessibility },
]
