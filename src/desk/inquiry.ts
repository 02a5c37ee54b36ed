/** ○ A question somebody asks the university's help desk, and what became of it. */
import type { Machine } from '../kernel/machine.ts'

export const inquiryLife = {
  open: { answer: 'answered', ask_back: 'waiting', close: 'closed' },
  answered: { close: 'closed', ask_again: 'open' },
  waiting: { ask_again: 'open', close: 'closed' },
  closed: {},
} as const satisfies Machine<'open' | 'answered' | 'waiting' | 'closed'>

export type InquiryState = keyof typeof inquiryLife

export const categories = [
  'sign-in',
  'activation',
  'account',
  'card',
  'applying',
  'service',
  'accessibility',
  'other',
] as const
export type Category = (typeof categories)[number]

export type Inquiry = {
  readonly id: string
  readonly number: string
  readonly state: InquiryState
  readonly category: Category
  readonly name: string
  readonly address: string
  readonly language: 'ja' | 'en'
  readonly askedAt: Date
  readonly changedAt: Date
}

export type Message = { readonly at: Date; readonly side: 'asker' | 'office'; readonly words: string }

/** So many questions may come from one network or for one address in an hour; a class in one room shares a network. */
export const mostPerHour = { network: 30, address: 5 } as const

/** Whether one more question is taken. */
export const mayAsk = (counts: { readonly network: number; readonly address: number }): boolean =>
  counts.network <= mostPerHour.network && counts.address <= mostPerHour.address

/** Letters of a number that is told on the telephone: none that sounds or looks like another. */
export const numberAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `Q26-7KX2M9A`: the year, then seven letters of chance. */
export const inquiryNumber = (year: number, chance: string): string =>
  `Q${String(year % 100).padStart(2, '0')}-${chance}`
