/** ○ The main menu as data: which rooms there are, and who may enter them. */
import type { Bilingual } from '../kernel/bilingual.ts'
import { hasRole, staffRoles, type Actor, type StaffRole } from '../platform/actor.ts'
import type { NavigationItem } from '../platform/web/layout.ts'
import { text } from './text.ts'

type Room = { readonly href: string; readonly label: Bilingual; readonly roles: readonly StaffRole[] | 'members' }

const words = text.navigation

const rooms: readonly Room[] = [
  { href: '/', label: words.home, roles: 'members' },
  {
    href: '/people',
    label: words.people,
    roles: ['registrar', 'auditor', 'account-operator', 'counter', 'rule-keeper'],
  },
  { href: '/counter', label: words.counter, roles: ['counter', 'account-operator'] },
  { href: '/imports', label: words.imports, roles: ['registrar', 'auditor'] },
  { href: '/matches', label: words.matches, roles: ['registrar'] },
  { href: '/admissions', label: words.admissions, roles: ['counter', 'registrar', 'department'] },
  { href: '/accounts', label: words.accounts, roles: ['account-operator', 'auditor'] },
  { href: '/rules', label: words.rules, roles: ['rule-keeper', 'auditor'] },
  { href: '/exceptions', label: words.exceptions, roles: ['rule-keeper', 'auditor'] },
  { href: '/approvals', label: words.approvals, roles: staffRoles },
  { href: '/inquiries', label: words.inquiries, roles: ['counter', 'operator'] },
  { href: '/services', label: words.services, roles: ['operator'] },
  { href: '/settings', label: words.settings, roles: ['operator', 'auditor'] },
  { href: '/operations', label: words.system, roles: ['operator'] },
  { href: '/audit', label: words.audit, roles: ['auditor'] },
]

/** The rooms an officer works in, beside their own page. */
export const roomsOf = (actor: Actor): readonly { readonly href: string; readonly label: Bilingual }[] =>
  rooms.filter(room => room.roles !== 'members' && hasRole(actor, room.roles))

/** The menu of whoever looks: a stranger has none, a member without a role needs none. */
export const navigationFor = (actor: Actor, path: string, waiting: number): readonly NavigationItem[] => {
  const mine = rooms.filter(room => (room.roles === 'members' ? actor.kind === 'person' : hasRole(actor, room.roles)))
  return mine.length < 2
    ? []
    : mine.map(({ href, label }) => ({
        href,
        label,
        current: isWithin(path, href),
        ...(href === '/approvals' ? { count: waiting } : {}),
      }))
}

/** Staff who look people up have the search box in the head of every page. */
export const maySearchPeople = (actor: Actor): boolean =>
  rooms.some(room => room.href === '/people' && room.roles !== 'members' && hasRole(actor, room.roles))

const isWithin = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
