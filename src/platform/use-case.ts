/**
 * Whatever somebody can do is a use case: prepare, load, permit, decide, write — performed in one transaction with its
 * audit entry, callable alike from page, API, command line and job.
 */
import type { z } from 'zod'
import { accept, refuse, type Refusal, type Refused, type Result } from '../kernel/result.ts'
import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { hasRole, type Actor, type StaffRole } from './actor.ts'
import type { AuditEntry } from './audit/entry.ts'
import { recordEntry } from './audit.ts'
import type { Db, Tx } from './database.ts'
import type { System } from './system.ts'

export type Channel = 'page' | 'api' | 'cli' | 'job'

/** Who calls, when and from where. `now` is one instant for the whole act. */
export type Context = {
  readonly actor: Actor
  readonly now: Date
  readonly channel: Channel
  readonly language: Language
  /** The caller's network address, or null for jobs and the command line. */
  readonly address: string | null
  readonly requestId: string
  /** At the command line: the officer who gave a code for an act that takes two, and that code. */
  readonly second?: { readonly username: string; readonly code: string }
  /** Told to the operator's acts alone, by `perform`: nobody is there yet who could be the second person. */
  readonly officers?: 'none yet'
  readonly system: System
}

/** Who may: staff of any of these roles, the owner of the thing, or anyone at all. Printed as permissions.txt. */
export type Permit<Loaded> = {
  readonly roles?: readonly StaffRole[]
  readonly owner?: (actor: Actor, loaded: Loaded) => boolean
  readonly anyone?: true
}

export type InputRefusal = {
  readonly code: 'input.wrong'
  /** Field path → what is wrong with it, as a code. */
  readonly fields: Readonly<Record<string, string>>
}
export type NotFound = { readonly code: 'not_found' }

export type UseCase<Input extends z.ZodType, Prepared, Loaded, Decided, Output, R extends Refusal> = {
  /** `module.verb-noun` */
  readonly name: string
  /** What it does, in a line a clerk understands: the title in the API document and the command line's help. */
  readonly title: Bilingual
  readonly input: Input
  readonly permit: Permit<Loaded>
  /** Slow work before the transaction, such as hashing a password. Writes nothing. */
  readonly prepare?: (db: Db, input: z.output<Input>, context: Context) => Promise<Prepared>
  /** Refuses before a transaction is opened, and without a line in the audit log: what a storm shall not cost. */
  readonly turnAway?: (prepared: Prepared) => R | null
  /** Reads what is needed, locking what will change. Null: there is no such thing. */
  readonly load: (tx: Tx, input: z.output<Input>, context: Context, prepared: Prepared) => Promise<Loaded | null>
  /** The rule: pure. */
  readonly decide: (loaded: Loaded, input: z.output<Input>, context: Context) => Result<Decided, R>
  /** Writes; may still refuse when a one-time thing was spent meanwhile. What was written is then undone. */
  readonly write: (tx: Tx, decided: Decided, context: Context, input: z.output<Input>) => Promise<Result<Output, R>>
  /** Whom it concerns, for the audit log: ids of persons. */
  readonly concerns?: (loaded: Loaded, input: z.output<Input>) => readonly string[]
  /** What the audit log keeps of it beside that: ids, codes and counts, never a person's data. */
  readonly remembers?: (input: z.output<Input>, output: Output | null) => Readonly<Record<string, unknown>>
  /** A refusal that shall not fill the audit log, such as a wrong code counted elsewhere. */
  readonly quietRefusals?: readonly string[]
}

// The catalogue holds use cases of every shape; variance asks for `never` and `unknown` here.
export type AnyUseCase = {
  readonly name: string
  readonly title: Bilingual
  readonly input: z.ZodType
  readonly permit: Permit<never>
}

export const useCase = <
  Input extends z.ZodType,
  Loaded,
  Decided,
  Output,
  R extends Refusal = never,
  Prepared = undefined,
>(
  definition: UseCase<Input, Prepared, Loaded, Decided, Output, R>,
): UseCase<Input, Prepared, Loaded, Decided, Output, R> => definition

export type RefusalsOf<U> =
  U extends UseCase<z.ZodType, infer _P, infer _L, infer _D, infer _O, infer R> ? R['code'] : never

const notFound: Refused<NotFound> = refuse({ code: 'not_found' })

/**
 * Performs a use case in one transaction with its audit entry.
 *
 * Refuses with `input.wrong` when the input does not parse, and with `not_found` both when there is no such thing and
 * when the caller may not: an outsider learns nothing. Every refusal but a wrong input is audited.
 */
export const perform = async <Input extends z.ZodType, Prepared, Loaded, Decided, Output, R extends Refusal>(
  useCase: UseCase<Input, Prepared, Loaded, Decided, Output, R>,
  input: unknown,
  context: Context,
): Promise<Result<Output, R | InputRefusal | NotFound>> => {
  const parsed = useCase.input.safeParse(input)
  if (!parsed.success) return refuse(wrongInput(parsed.error))
  const entry = entryFor(useCase, context)
  if (!mayCall(useCase, context.actor)) return noteAlone(entry, context, notFound)
  const { database } = context.system
  const prepared = (await useCase.prepare?.(database.read, parsed.data, context)) as Prepared
  const away = useCase.turnAway?.(prepared) ?? null
  if (away !== null) return refuse(away)
  try {
    return await database.transact(tx => attempt(useCase, { input: parsed.data, prepared, context, entry }, tx))
  } catch (thrown) {
    if (!(thrown instanceof UndoneByRefusal)) throw thrown
    return noteAlone(entry, context, thrown.refused as Refused<R>)
  }
}

/** Thrown inside a transaction to undo it when `write` refused; never leaves this file. */
// oxlint-disable-next-line no-restricted-syntax -- the transaction is undone by an exception, as the driver demands
class UndoneByRefusal extends Error {
  readonly refused: Refused<Refusal>
  constructor(refused: Refused<Refusal>) {
    super('undone by a refusal')
    this.refused = refused
  }
}

/** The audit entry of a call, but for its outcome; `quiet` are the refusals it does not keep. */
type Entry = Omit<AuditEntry, 'outcome' | 'persons' | 'detail'> & { readonly quiet: readonly string[] }

const entryFor = (
  { name, quietRefusals = [] }: { readonly name: string; readonly quietRefusals?: readonly string[] },
  { now, actor, channel }: Context,
): Entry => ({ at: now, actor, channel, act: name, quiet: quietRefusals })

type Call<Input, Prepared> = {
  readonly input: Input
  readonly prepared: Prepared
  readonly context: Context
  readonly entry: Entry
}

const attempt = async <Input extends z.ZodType, Prepared, Loaded, Decided, Output, R extends Refusal>(
  useCase: UseCase<Input, Prepared, Loaded, Decided, Output, R>,
  { input, prepared, context: given, entry }: Call<z.output<Input>, Prepared>,
  tx: Tx,
): Promise<Result<Output, R | NotFound>> => {
  const context = await toldOfOfficers(tx, given)
  const loaded = await useCase.load(tx, input, context, prepared)
  if (loaded === null || !isPermitted(useCase.permit, context.actor, loaded)) return note(tx, entry, notFound)
  const persons = useCase.concerns?.(loaded, input) ?? []
  const decided = useCase.decide(loaded, input, context)
  if (!decided.ok) return note(tx, entry, decided, persons)
  const result = await useCase.write(tx, decided.value, context, input)
  if (!result.ok) throw new UndoneByRefusal(result)
  const { quiet: _quiet, ...done } = entry
  await recordEntry(tx, { ...done, outcome: 'done', persons, detail: useCase.remembers?.(input, result.value) ?? {} })
  return result
}

/** Acts that take two persons ask it; only the operator of this machine may ever be excused. */
const toldOfOfficers = async (tx: Tx, context: Context): Promise<Context> => {
  const { actor, now, system } = context
  if (actor.kind !== 'operator' || (await system.house.hasOfficers(tx, now))) return context
  return { ...context, officers: 'none yet' }
}

/** Keeps a refusal in the audit log, in the transaction that found it. */
const note = async <R extends Refusal>(
  tx: Tx,
  { quiet, ...entry }: Entry,
  refused: Refused<R>,
  persons: readonly string[] = [],
): Promise<Refused<R>> => {
  const { code } = refused.refusal
  if (!quiet.includes(code)) await recordEntry(tx, { ...entry, outcome: code, persons, detail: {} })
  return refused
}

/** The same where there is no such transaction, or it was undone. */
const noteAlone = <R extends Refusal>(entry: Entry, { system }: Context, refused: Refused<R>): Promise<Refused<R>> =>
  system.database.transact(tx => note(tx, entry, refused))

/** May this actor so much as try? Owners are known only once the thing is loaded. A machine may only what it was registered for. */
const mayCall = (useCase: { readonly name: string; readonly permit: Permit<never> }, actor: Actor): boolean => {
  const { anyone, owner, roles = [] } = useCase.permit
  if (actor.kind === 'machine') return actor.useCases.has(useCase.name) && (anyone === true || roles.length > 0)
  return anyone === true || owner !== undefined || hasRole(actor, roles)
}

const isPermitted = <Loaded>(permit: Permit<Loaded>, actor: Actor, loaded: Loaded): boolean =>
  actor.kind === 'machine' ||
  permit.anyone === true ||
  hasRole(actor, permit.roles ?? []) ||
  (permit.owner?.(actor, loaded) ?? false)

const wrongInput = (error: z.ZodError): InputRefusal => ({
  code: 'input.wrong',
  fields: Object.fromEntries(error.issues.map(issue => [issue.path.join('.'), issue.message])),
})

/** For use cases that only read: the loaded thing is the answer. */
export const answer = <Value>(value: Value): Result<Value, never> => accept(value)
