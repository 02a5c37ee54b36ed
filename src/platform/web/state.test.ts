import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { day } from '../../kernel/day.ts'
import type { Machine } from '../../kernel/machine.ts'
import { html, render } from './html.ts'
import { actionButtons, badge, lifeline, wayOn, wayTo } from './state.ts'

type State = 'draft' | 'screening' | 'committee' | 'connected' | 'rejected' | 'withdrawn'

const application = {
  draft: { submit: 'screening', withdraw: 'withdrawn' },
  screening: { forward: 'committee', sendBack: 'draft', reject: 'rejected' },
  committee: { connect: 'connected', reject: 'rejected' },
  connected: {},
  rejected: {},
  withdrawn: {},
} as const satisfies Machine<State>

const same = (word: string): Bilingual => ({ ja: word, en: word })
const labels: Readonly<Record<State, Bilingual>> = {
  draft: same('draft'),
  screening: same('screening'),
  committee: same('committee'),
  connected: same('connected'),
  rejected: same('rejected'),
  withdrawn: same('withdrawn'),
}

describe('a life drawn from its table', () => {
  const lives: readonly (readonly [State, readonly State[], readonly State[]])[] = [
    ['draft', [], ['screening', 'committee', 'connected']],
    ['screening', ['draft'], ['committee', 'connected']],
    ['connected', ['draft', 'screening', 'committee'], []],
    ['rejected', ['draft', 'screening'], []],
    ['withdrawn', ['draft'], []],
  ]
  for (const [state, past, ahead] of lives)
    it(`knows what lies before and after ${state}`, () => {
      assert.deepEqual(wayTo<State>(application, state), past)
      assert.deepEqual(wayOn<State>(application, state, past), ahead)
    })

  it('does not go in circles', () => {
    const round: Machine<'a' | 'b'> = { a: { on: 'b' }, b: { back: 'a' } }
    assert.deepEqual(wayOn(round, 'a'), ['b'])
    assert.deepEqual(wayTo(round, 'b'), ['a'])
  })

  it('marks past, now and ahead, with days', () => {
    const markup = render(
      lifeline<State>({
        machine: application,
        state: 'screening',
        labels,
        today: day('2027-03-20'),
        ahead: [{ state: 'committee', on: day('2027-04-01') }],
      }),
      'en',
    )
    assert.deepEqual(
      [...markup.matchAll(/<li class="(\w+)">\s*<strong>(\w+)/g)].map(([, when, word]) => [when, word]),
      [
        ['past', 'draft'],
        ['now', 'screening'],
        ['ahead', 'committee'],
      ],
    )
    assert.match(markup, /datetime="2027-04-01"/)
  })
})

describe('buttons drawn from the table', () => {
  const buttons = (state: State, permitted?: ReadonlySet<string>): readonly string[] => {
    const content = actionButtons<State>({
      machine: application,
      state,
      labels: {
        submit: { label: same('submit') },
        forward: { label: same('forward') },
        sendBack: { label: same('send back') },
        reject: { label: same('reject'), tone: 'danger' },
      },
      address: action => `/applications/1/${action}`,
      csrf: html`<input type="hidden" name="csrf" value="t" />`,
      ...(permitted === undefined ? {} : { permitted }),
    })
    const markup = render(html`${content}`, 'ja')
    return [...markup.matchAll(/<button class="(\w+)" formaction="([^"]+)"/g)].map(match => `${match[1]} ${match[2]}`)
  }

  it('fills the first, keeps the others quiet, marks danger', () => {
    assert.deepEqual(buttons('screening'), [
      'primary /applications/1/forward',
      'quiet /applications/1/sendBack',
      'danger /applications/1/reject',
    ])
  })

  it('shows no action without words, none in a final state, none that is not permitted', () => {
    assert.deepEqual(buttons('draft'), ['primary /applications/1/submit'])
    assert.deepEqual(buttons('connected'), [])
    assert.deepEqual(buttons('screening', new Set(['reject'])), ['danger /applications/1/reject'])
  })
})

it('a badge has its word', () => {
  assert.equal(render(badge({ ja: '利用中', en: 'active' }, 'done'), 'en'), '<span class="badge done">active</span>')
})
