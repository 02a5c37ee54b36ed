/** What the sample pages share: a day, an officer's table of an account's life, what a sample says besides its frame. */
import type { Bilingual } from '../../../src/kernel/bilingual.ts'
import { day } from '../../../src/kernel/day.ts'
import type { Machine } from '../../../src/kernel/machine.ts'
import { hidden } from '../../../src/platform/web/field.ts'
import type { Frame, Page } from '../../../src/platform/web/layout.ts'

export const today = day('2027-03-20')
export const csrf = hidden('csrf', 'sample')

/** What a sample page says besides its frame. */
export type Sample = Omit<Page, keyof Frame> & {
  readonly viewer: 'stranger' | 'member' | 'officer'
  readonly address?: string
  readonly flash?: Frame['flash']
  readonly current?: string
}

type AccountState = 'pending' | 'active' | 'grace' | 'suspended' | 'closed'

export const accountLife = {
  pending: { activate: 'active', close: 'closed' },
  active: { announce: 'grace', suspend: 'suspended' },
  grace: { close: 'closed', restore: 'active' },
  suspended: { resume: 'active', close: 'closed' },
  closed: {},
} as const satisfies Machine<AccountState>

export const accountStates: Readonly<Record<AccountState, Bilingual>> = {
  pending: { ja: '有効化待ち', en: 'waiting for activation' },
  active: { ja: '利用中', en: 'active' },
  grace: { ja: '停止予告中', en: 'about to stop' },
  suspended: { ja: '一時停止', en: 'suspended' },
  closed: { ja: '廃止', en: 'closed' },
}
