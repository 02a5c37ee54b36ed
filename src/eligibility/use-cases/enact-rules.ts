/** From a draft to a version in force: rehearse, propose, release by another person. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { dayOf, isBefore, parseDay, startOf, type Day } from '../../kernel/day.ts'
import { mayDo } from '../../kernel/machine.ts'
import { actorLabel } from '../../platform/actor.ts'
import { propose, type Proposal } from '../../platform/dual-control.ts'
import type { ApprovalRefusal } from '../../platform/dual-control/approval.ts'
import { maySecond, settleAsSecond } from '../../platform/dual-control/second.ts'
import { latestProposalForUpdate } from '../../platform/dual-control/store.ts'
import type { Tx } from '../../platform/database.ts'
import { enqueue } from '../../platform/job.ts'
import { readSetting } from '../../platform/settings.ts'
import { randomId } from '../../platform/random.ts'
import { useCase } from '../../platform/use-case.ts'
import { brakes, type Brake } from '../difference.ts'
import { ruleBookMachine } from '../rule-book.ts'
import { brakeSetting } from '../settings.ts'
import { insertRehearsal, rehearsalById, type Rehearsal } from '../store/rehearsals.ts'
import { bookForUpdate, bookInForce, saveScheduled, type StoredBook } from '../store/rule-books.ts'

type Refused =
  | ApprovalRefusal
  | { readonly code: 'rules.not_possible_now' }
  | { readonly code: 'rules.not_rehearsed' }
  | { readonly code: 'rules.starts_in_the_past' }
  | { readonly code: 'rules.needs_another_person' }
  | { readonly code: 'rules.brake'; readonly losing: number }

const version = z.coerce.number().int().min(1)
const dayInput = z
  .string()
  .refine(text => parseDay(text) !== null, 'day.wrong')
  .transform(text => parseDay(text) as Day)

/** Computes what a version would do to everyone from a day on. Changes nothing. */
export const rehearseRules = useCase({
  name: 'eligibility.rehearse-rules',
  title: { ja: '規則表の版を全員について予行する', en: 'Rehearse a version of the rule book over everyone' },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({ version, startsOn: dayInput.optional() }),
  load: async (tx, input) => {
    const book = await bookForUpdate(tx, input.version)
    return book === null ? null : { book, against: (await bookInForce(tx)).version }
  },
  decide: ({ book, against }, input, { now }): Result<Begun, Refused> => {
    const from = input.startsOn ?? dayOf(now)
    if (!mayDo(ruleBookMachine, book.state, 'rehearse')) return refuse({ code: 'rules.not_possible_now' })
    return isBefore(from, dayOf(now)) ? refuse({ code: 'rules.starts_in_the_past' }) : accept({ book, against, from })
  },
  write: async (tx, { book, against, from }, { now, actor }) => {
    const id = randomId()
    await insertRehearsal(tx, {
      id,
      version: book.version,
      against,
      bookHash: book.hash,
      from,
      startedAt: now,
      startedBy: actorLabel(actor),
    })
    await enqueue(tx, { kind: 'eligibility.rehearse', key: id, payload: { rehearsalId: id }, runAt: now }, now)
    return accept({ rehearsalId: id })
  },
  remembers: (input, output) => ({ version: input.version, rehearsal: output?.rehearsalId }),
})

/** Where the release of a version is found. */
export const enactOf = (version: number) => ({ act: 'eligibility.enact-rules', subject: String(version) })

type Begun = { readonly book: StoredBook; readonly against: number; readonly from: Day }
type Loaded = {
  readonly book: StoredBook
  readonly rehearsal: Rehearsal | null
  readonly inForce: number
  readonly proposal: Proposal | null
  readonly brake: Brake
}

const loadRehearsed = async (
  tx: Tx,
  input: { readonly version: number; readonly hash: string },
): Promise<Loaded | null> => {
  const book = await bookForUpdate(tx, input.version)
  if (book === null) return null
  return {
    book,
    rehearsal: book.rehearsalId === null ? null : await rehearsalById(tx, book.rehearsalId),
    inForce: (await bookInForce(tx)).version,
    proposal: await latestProposalForUpdate(tx, enactOf(book.version)),
    brake: await readSetting(tx, brakeSetting),
  }
}

/** The rehearsal that speaks of exactly this text against the version in force, with the hash that the officer saw. */
const checkRehearsed = (loaded: Loaded, hash: string, now: Date): Result<Rehearsal, Refused> => {
  const { book, rehearsal, inForce } = loaded
  if (!mayDo(ruleBookMachine, book.state, 'schedule')) return refuse({ code: 'rules.not_possible_now' })
  if (rehearsal?.state !== 'done' || rehearsal.hash !== hash || rehearsal.bookHash !== book.hash)
    return refuse({ code: 'rules.not_rehearsed' })
  if (rehearsal.against !== inForce) return refuse({ code: 'rules.not_rehearsed' })
  return isBefore(rehearsal.from, dayOf(now)) ? refuse({ code: 'rules.starts_in_the_past' }) : accept(rehearsal)
}

/** The first of two persons asks for a rehearsed version to be put in force on the day it was rehearsed for. */
export const proposeRules = useCase({
  name: 'eligibility.propose-rules',
  title: { ja: '予行した版の施行を提案する', en: 'Propose to put a rehearsed version in force' },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({
    version,
    /** Hash of the rehearsal as shown. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    /** How many people lose something; asked for where the brake holds. */
    losing: z.coerce.number().int().min(0).optional(),
  }),
  load: loadRehearsed,
  decide: (loaded, input, { now }): Result<Rehearsal, Refused> => {
    const checked = checkRehearsed(loaded, input.hash, now)
    if (!checked.ok) return checked
    const { counts } = checked.value
    return brakes(counts, loaded.brake) && input.losing !== counts.losing
      ? refuse({ code: 'rules.brake', losing: counts.losing })
      : checked
  },
  write: async (tx, rehearsal, { actor, now }, { version, hash }) => {
    const seen = { payload: { version, hash }, payloadHash: hash, roles: ['rule-keeper'] as const }
    const reason = `version ${version}`
    await propose(tx, { ...enactOf(version), ...seen, reason, by: actor }, now)
    return accept({ startsOn: rehearsal.from })
  },
  remembers: input => ({ version: input.version, rehearsal: input.hash, losing: input.losing ?? null }),
})

type Released = { readonly rehearsal: Rehearsal; readonly proposal: Proposal }

/** Where the desk has words of its own for what dual control refuses. */
const inOurWords: Partial<Record<ApprovalRefusal['code'], Refused>> = {
  'proposal.unknown': { code: 'rules.not_possible_now' },
  'proposal.settled': { code: 'rules.not_possible_now' },
  'proposal.expired': { code: 'rules.not_possible_now' },
  'proposal.changed': { code: 'rules.not_rehearsed' },
  'proposal.same_person': { code: 'rules.needs_another_person' },
  'proposal.takes_an_officer': { code: 'rules.needs_another_person' },
}

/** The second person releases it: it comes into force on its day, exactly as rehearsed. */
export const enactRules = useCase({
  name: 'eligibility.enact-rules',
  title: { ja: '提案された版の施行を承認する', en: 'Release a proposed version to come into force' },
  permit: { roles: ['rule-keeper'] },
  input: z.strictObject({ version, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  load: loadRehearsed,
  decide: (loaded, input, context): Result<Released, Refused> => {
    const checked = checkRehearsed(loaded, input.hash, context.now)
    if (!checked.ok) return checked
    const may = maySecond(loaded.proposal, { context, payloadHash: input.hash })
    if (!may.ok) return refuse(inOurWords[may.refusal.code] ?? may.refusal)
    return accept({ rehearsal: checked.value, proposal: may.value })
  },
  write: async (tx, { rehearsal, proposal }, context): Promise<Result<{ readonly startsOn: Day }, Refused>> => {
    const { version, id, from } = rehearsal
    const { now } = context
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return refuse(inOurWords[settled.refusal.code] ?? settled.refusal)
    const saved = await saveScheduled(tx, { version, rehearsalId: id, startsOn: from, by: settled.value.by, now })
    if (!saved) return refuse({ code: 'rules.not_possible_now' })
    const runAt = startOf(from) > now ? startOf(from) : now
    await enqueue(tx, { kind: 'eligibility.put-in-force', key: String(version), payload: { version }, runAt }, now)
    return accept({ startsOn: from })
  },
  remembers: input => ({ version: input.version, rehearsal: input.hash }),
})
