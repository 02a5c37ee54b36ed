/** ● An officer's rooms on their own page, with how much waits in each. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { countOpenInquiries } from '../../desk/index.ts'
import { waitingWork } from '../../registry/index.ts'
import { hasRole } from '../../platform/actor.ts'
import type { Request } from '../../platform/http/route.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { badge } from '../../platform/web/state.ts'
import { roomsOf } from '../navigation.ts'
import { duties as said } from './text.ts'

/** Nothing for a member without a role. */
export const dutiesPart = async (request: Request): Promise<Content> => {
  const mine = roomsOf(request.actor)
  if (mine.length === 0) return null
  const waiting = await waitingIn(request)
  return section(
    said.title,
    lines(
      mine.map(({ href, label }) =>
        line({
          name: html`<a href="${href}">${label}</a>`,
          state: waitingBadge(waiting[href] ?? 0),
          detail: (said.rooms as Readonly<Record<string, Bilingual>>)[href],
        }),
      ),
    ),
  )
}

const waitingBadge = (count: number): Content => count > 0 && badge(fill(said.waiting, { count }), 'attention')

/** How much waits, by room; rooms where nothing ever waits are not counted. */
const waitingIn = async ({ actor, db }: Request): Promise<Readonly<Record<string, number>>> => {
  const [registrar, counter] = [hasRole(actor, ['registrar']), hasRole(actor, ['counter', 'operator'])]
  const work = registrar ? await waitingWork(db) : { imports: 0, matches: 0 }
  const inquiries = counter ? await countOpenInquiries(db) : 0
  return { '/imports': work.imports, '/matches': work.matches, '/inquiries': inquiries }
}
