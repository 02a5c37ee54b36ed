/** ● Takes what was typed into a search box, and goes on to its list without writing it into the address. */
import type { Reply, Request, Route } from '../../platform/http/route.ts'
import { keptSearch } from '../../platform/http/search.ts'

const lists = new Set(['/people', '/accounts', '/counter'])

const search = async ({ form, system }: Request): Promise<Reply> => {
  const { to = '', ...asked } = form
  return lists.has(to) ? { kind: 'redirect', to: `${to}${keptSearch(system.vault, asked)}` } : { kind: 'not-found' }
}

export const searchRoutes: readonly Route[] = [{ method: 'POST', path: '/search', who: 'signed-in', handle: search }]
