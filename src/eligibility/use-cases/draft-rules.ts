/** Making a version of the rule book: begin, edit, roll back to an earlier text, withdraw. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { withdrawProposals } from '../../platform/dual-control/store.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { mayDo } from '../../kernel/machine.ts'
import { editSchema, edited, hashOfBook, ruleBookMachine, type EditRefusal } from '../rule-book.ts'
import type { Book } from '../rules.ts'
import { outdateRehearsals } from '../store/rehearsals.ts'
import {
  allBooks,
  bookByVersion,
  bookForUpdate,
  bookInForce,
  bookOnItsWay,
  insertDraft,
  keepFirstBook,
  nextVersion,
  saveCalledBack,
  saveEdit,
  saveWithdrawn,
  type StoredBook,
} from '../store/rule-books.ts'
import { enactOf } from './enact-rules.ts'

type Refused =
  | EditRefusal
  | { readonly code: 'rules.edited_meanwhile' }
  | { readonly code: 'rules.note_missing' }
  | { readonly code: 'rules.one_on_its_way' }
  | { readonly code: 'rules.not_possible_now' }

const note = z.string().trim().max(500)
const version = z.coerce.number().int().min(1)

type Loaded = {
  readonly current: StoredBook
  readonly open: StoredBook | null
  /** Texts that were once in force, the oldest first. */
  readonly earlier: readonly Book[]
  /** Number of the next version; a withdrawn one keeps its own. */
  readonly next: number
}

const loadDesk = async (tx: Tx): Promise<Loaded> => {
  const current = await bookInForce(tx)
  const open = await bookOnItsWay(tx)
  const earlier = (await allBooks(tx)).filter(one => one.activatedAt !== null).map(one => one.book)
  return { current, open, earlier: earlier.toReversed(), next: await nextVersion(tx) }
}

/** Begins a new version from the one in force, or edits the one that is being made. */
export const draftRules = useCase({
  name: 'eligibility.draft-rules',
  title: { ja: '規則表の新しい版を作る・変更する', en: 'Draft or edit a version of the rule book' },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({
    /** What the version is for; kept from its beginning, which needs it or a first edit. */
    note: note.default(''),
    /** Revision of the draft that the edit was made on; needed once there is a draft. */
    revision: z.coerce.number().int().min(1).optional(),
    edit: editSchema.optional(),
  }),
  load: loadDesk,
  decide: ({ current, open, earlier, next }, input): Result<Draft, Refused> => {
    if (open === null) {
      if (input.edit === undefined)
        return input.note === ''
          ? refuse({ code: 'rules.note_missing' })
          : accept({ do: 'begin', next, book: current.book, madeFrom: current.version })
      const book = edited(current.book, input.edit, next, earlier)
      return book.ok ? accept({ do: 'begin', next, book: book.value, madeFrom: current.version }) : book
    }
    if (input.edit === undefined) return refuse({ code: 'rules.one_on_its_way' })
    if (!mayDo(ruleBookMachine, open.state, 'edit')) return refuse({ code: 'rules.not_possible_now' })
    if (input.revision !== open.revision) return refuse({ code: 'rules.edited_meanwhile' })
    const book = edited(open.book, input.edit, open.version, earlier)
    return book.ok ? accept({ do: 'edit', open, book: book.value }) : book
  },
  write: (tx, draft, context, input): Promise<Result<Drafted, Refused>> =>
    draft.do === 'begin' ? begin(tx, draft, context, input.note) : saveDraft(tx, draft, context),
  remembers: (input, output) => ({ version: output?.version, edit: input.edit?.do ?? 'begin' }),
})

type Begin = { readonly do: 'begin'; readonly next: number; readonly book: Book; readonly madeFrom: number }
type EditDraft = { readonly do: 'edit'; readonly open: StoredBook; readonly book: Book }
type Draft = Begin | EditDraft
type Drafted = { readonly version: number; readonly revision: number }

const begin = async (tx: Tx, draft: Begin, context: Context, text: string): Promise<Result<Drafted, Refused>> => {
  await keepFirstBook(tx)
  const made = await insertDraft(tx, {
    version: draft.next,
    book: draft.book,
    hash: hashOfBook(draft.book),
    madeFrom: draft.madeFrom,
    note: text,
    createdBy: actorLabel(context.actor),
    createdAt: context.now,
  })
  return made ? accept({ version: draft.next, revision: 1 }) : refuse({ code: 'rules.one_on_its_way' })
}

const saveDraft = async (
  tx: Tx,
  { open, book }: EditDraft,
  { actor, now }: Context,
): Promise<Result<Drafted, Refused>> => {
  const saved = await saveEdit(tx, { version: open.version, revision: open.revision, book, hash: hashOfBook(book) })
  if (!saved) return refuse({ code: 'rules.edited_meanwhile' })
  await outdateRehearsals(tx, open.version)
  await withdrawProposals(tx, enactOf(open.version), actorLabel(actor), now)
  return accept({ version: open.version, revision: open.revision + 1 })
}

/** Makes a new version with the text of an earlier one, to be rehearsed and released like any other. */
export const rollBackRules = useCase({
  name: 'eligibility.roll-back-rules',
  title: {
    ja: '規則表を以前の版の内容に戻す（予行から始める）',
    en: 'Go back to an earlier rule book, beginning with a rehearsal',
  },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({ version, note: note.default('') }),
  load: async (tx, input) => {
    const former = await bookByVersion(tx, input.version)
    return former === null ? null : { former, open: await bookOnItsWay(tx) }
  },
  decide: ({ former, open }): Result<StoredBook, Refused> => {
    if (open !== null) return refuse({ code: 'rules.one_on_its_way' })
    return former.state === 'retired' ? accept(former) : refuse({ code: 'rules.not_possible_now' })
  },
  write: async (tx, former, context, input): Promise<Result<Drafted, Refused>> => {
    const next = await nextVersion(tx)
    const { book, hash, version: madeFrom } = former
    const made = await insertDraft(tx, {
      version: next,
      book,
      hash,
      madeFrom,
      note: input.note,
      createdBy: actorLabel(context.actor),
      createdAt: context.now,
    })
    return made ? accept({ version: next, revision: 1 }) : refuse({ code: 'rules.one_on_its_way' })
  },
  remembers: (input, output) => ({ from: input.version, version: output?.version }),
})

/** Gives up a version that is being made, or takes one that waits for its day back to the desk. */
export const withdrawRules = useCase({
  name: 'eligibility.withdraw-rules',
  title: {
    ja: '作成中の版を取り下げる・施行待ちの版を差し戻す',
    en: 'Withdraw a version, or call back one that waits for its day',
  },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({ version }),
  load: (tx, input) => bookForUpdate(tx, input.version),
  decide: (book): Result<'withdraw' | 'call_back', Refused> => {
    if (mayDo(ruleBookMachine, book.state, 'withdraw')) return accept('withdraw')
    return mayDo(ruleBookMachine, book.state, 'call_back')
      ? accept('call_back')
      : refuse({ code: 'rules.not_possible_now' })
  },
  write: async (tx, how, context, input) => {
    if (how === 'withdraw') await saveWithdrawn(tx, input.version, context.now)
    if (how === 'call_back') await saveCalledBack(tx, input.version)
    await outdateRehearsals(tx, input.version)
    await withdrawProposals(tx, enactOf(input.version), actorLabel(context.actor), context.now)
    return accept({ version: input.version })
  },
  remembers: input => ({ version: input.version }),
})
