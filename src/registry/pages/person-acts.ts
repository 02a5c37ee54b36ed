/** ● What a registrar may do about a person: merge, undo a merge, hold. What was typed comes back with the refusal. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Request } from '../../platform/http/route.ts'
import { form, postButton } from '../../platform/web/form.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { line, lines, section } from '../../platform/web/navigation.ts'
import { reasons } from '../../platform/web/notice.ts'
import { badge, type Tone } from '../../platform/web/state.ts'
import type { Merge, MergeState } from '../store/merges.ts'
import type { Shown } from '../use-cases/people.ts'
import { isRegistrar } from './imports.ts'
import { peopleWords, words } from './text.ts'

/** A form that was refused: which one, and what to correct in it. */
export type Refused = { readonly act: string; readonly errors: Errors }

const mergeTones: Readonly<Record<MergeState, Tone>> = {
  proposed: 'attention',
  merged: 'done',
  unmerged: 'ended',
  withdrawn: 'ended',
}

/** Merges with others, whom with, why, and the one thing to do about each. */
export const mergesPart = (request: Request, shown: Shown, view: MergesView): Content =>
  shown.merges.length > 0 &&
  section(words.merges, lines(shown.merges.map(merge => mergeLine(request, shown, { ...view, merge }))))

type MergesView = { readonly called: ReadonlyMap<string, Bilingual>; readonly refused: Refused | null }

const mergeLine = (
  request: Request,
  { person }: Shown,
  { called, refused, merge }: MergesView & { readonly merge: Merge },
): Html => {
  const other = merge.winnerId === person.id ? merge.loserId : merge.winnerId
  return line({
    name: html`<a href="/people/${other}">${called.get(other) ?? words.see}</a>`,
    state: badge(peopleWords.mergeStates[merge.state], mergeTones[merge.state]),
    detail: html`<p>${instantInWords(merge.proposedAt)} ・ ${merge.reason}</p>
      ${isRegistrar(request) && merge.state === 'merged' && unmergeForm(request, merge, refused)}`,
    action: isRegistrar(request) && merge.state === 'proposed' && releaseButton(request, merge),
  })
}

const releaseButton = (request: Request, merge: Merge): Content =>
  merge.proposedBy === actorLabel(request.actor)
    ? words.waitingOther
    : postButton({
        action: addressOf(request, 'release-merge'),
        csrf: request.csrf,
        label: words.releaseMerge,
        values: { merge: merge.id },
      })

const unmergeForm = (request: Request, merge: Merge, refused: Refused | null): Html =>
  reasonForm(request, { act: 'unmerge', heading: words.unmerge, submit: words.unmerge, refused }, [
    { kind: 'hidden', name: 'merge', value: merge.id },
    reasonOf('unmergeReason', peopleWords.unmergeHint),
  ])

/** Merging and holding, folded away until wanted. */
export const actsPart = (request: Request, { person }: Shown, refused: Refused | null): Html =>
  section(
    peopleWords.acts,
    html`
      ${reasonForm(request, { act: 'merge', heading: words.merge, submit: words.propose, refused }, [
        {
          kind: 'text',
          name: 'other',
          label: words.mergeOther,
          hint: words.mergeHint,
          identifier: true,
          maxLength: 20,
        },
        reasonOf('mergeReason'),
      ])}
      ${
        !person.held &&
        reasonForm(request, { act: 'hold', heading: words.hold, submit: words.hold, refused }, [
          reasonOf('reason', peopleWords.holdHint),
        ])
      }
    `,
  )

const reasonOf = (name: string, hint?: Bilingual): Field => ({
  kind: 'text',
  name,
  label: words.reason,
  length: 'long',
  maxLength: 500,
  ...(hint === undefined ? {} : { hint }),
})

type ReasonForm = {
  readonly act: string
  readonly heading: Bilingual
  readonly submit: Bilingual
  readonly refused: Refused | null
}

const reasonForm = (
  request: Request,
  { act, heading, submit, refused }: ReasonForm,
  fields: readonly Field[],
): Html => {
  const again = refused?.act === act
  return reasons(
    form({
      action: addressOf(request, act),
      csrf: request.csrf,
      fields,
      values: again ? request.form : {},
      errors: again ? refused.errors : {},
      submit: { label: submit },
    }),
    heading,
    again ? 'open' : 'closed',
  )
}

const addressOf = (request: Request, act: string): string => `/people/${request.params['personId'] ?? ''}/${act}`
