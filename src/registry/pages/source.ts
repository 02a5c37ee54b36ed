/** ● A source: whose file it is, how far it is believed, how it is guarded, and what came of it. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { hasRole } from '../../platform/actor.ts'
import { isReleasable } from '../../platform/dual-control.ts'
import { latestProposal } from '../../platform/dual-control/store.ts'
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { facts, identifier } from '../../platform/web/fact.ts'
import { linkButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { nextAction, notice } from '../../platform/web/notice.ts'
import { table } from '../../platform/web/table.ts'
import { figure } from '../../platform/web/text.ts'
import { brakeKinds, type BrakeKind, type Limit } from '../imports/brake.ts'
import { calledBy } from '../store/called.ts'
import { recentImports } from '../store/imports.ts'
import { sourceByCode, type Source } from '../store/sources.ts'
import { guardOf } from '../use-cases/guard-source.ts'
import { personIn, recentTable } from './imports.ts'
import { guardPartNames, sourceKindNames, sourceWords as said } from './source-text.ts'
import { words } from './text.ts'

const readers = ['registrar', 'auditor', 'operator'] as const
const keepers = ['registrar', 'operator'] as const
const importsShown = 20

export const percent = (share: number): Bilingual => fill(said.percent, { figure: figure(share * 100) })

export const countLimit = ({ count }: Limit): Bilingual =>
  count === null ? said.noCount : fill(said.atMost, { count: figure(count) })

const show = async (request: Request): Promise<Reply> => {
  const source = await sourceByCode(request.db, request.params['code'] ?? '')
  if (source === null) return { kind: 'not-found' }
  const recent = await recentImports(request.db, source.code, importsShown)
  const called = await calledBy(request.db, recent.map(personIn))
  const mayKeep = hasRole(request.actor, keepers)
  return {
    kind: 'page',
    title: source.name,
    trail: [{ href: '/imports', label: words.imports }],
    shape: 'wide',
    body: html`
      ${mayKeep && source.layout === null && mapFirst(source)}
      ${section(said.about, about(source), mayKeep && toMapping(source))}
      ${section(said.guard, await guardPart(request, source), mayKeep && toGuard(source))}
      ${section(words.recent, recentTable(recent, [source], called))}
    `,
  }
}

const toMapping = ({ code, name }: Source): Html =>
  linkButton({ href: `/sources/${code}/mapping`, label: words.mapping, about: name })

const toGuard = ({ code, name }: Source): Html =>
  linkButton({ href: `/sources/${code}/guard`, label: said.change, about: name })

const mapFirst = ({ code }: Source): Html =>
  nextAction({
    what: said.notMapped,
    button: linkButton({ href: `/sources/${code}/mapping`, label: said.mapNow, tone: 'primary' }),
  })

const about = ({ code, kind, trust, mode }: Source): Html =>
  facts([
    { label: said.code, value: identifier(code) },
    { label: said.kind, value: sourceKindNames[kind] },
    { label: said.mode, value: said[mode] },
    { label: said.trust, value: figure(trust) },
  ])

const guardPart = async (request: Request, source: Source): Promise<Content> => {
  const { brake, missingAfter } = source
  return html`
    <p>${said.guardLead}</p>
    ${await waitingPart(request, source)}
    ${table<BrakeKind>({
      caption: said.guard,
      rows: brakeKinds,
      columns: [
        { key: 'what', label: said.what, cell: kind => guardPartNames[kind] },
        { key: 'share', label: said.share, align: 'number', cell: kind => percent(brake[kind].share) },
        { key: 'count', label: said.count, align: 'number', cell: kind => countLimit(brake[kind]) },
      ],
      empty: { sentence: words.none },
    })}
    ${facts([
      { label: guardPartNames.base, value: figure(brake.base) },
      { label: guardPartNames.missingAfter, value: figure(missingAfter) },
    ])}
  `
}

const waitingPart = async ({ db, now }: Request, { code }: Source): Promise<Content> => {
  const proposal = await latestProposal(db, guardOf(code))
  return (
    proposal !== null &&
    isReleasable(proposal, proposal.payloadHash, now).ok &&
    notice('note', said.waits, html`${proposal.reason} <a href="/approvals">${said.toApprovals}</a>`)
  )
}

export const sourcePages: readonly Route[] = [{ method: 'GET', path: '/sources/:code', who: readers, handle: show }]
