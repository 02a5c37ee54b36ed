/** The system's administrators change a setting; where it weakens a guard, another of them must agree. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../actor.ts'
import type { Tx } from '../database.ts'
import { propose, type Proposal } from '../dual-control.ts'
import type { ApprovalRefusal } from '../dual-control/approval.ts'
import { hashOfSeen, maySecond, settleAsSecond } from '../dual-control/second.ts'
import { latestProposalForUpdate } from '../dual-control/store.ts'
import { saveSetting, settingForUpdate } from '../settings/store.ts'
import type { AnySetting } from '../settings.ts'
import { text } from '../text.ts'
import { useCase, type Context } from '../use-case.ts'

const administrators = ['operator'] as const
const releaseAct = 'platform.release-setting'

/** Where the wish to change a setting is found. */
export const changeOf = (name: string) => ({ act: releaseAct, subject: name })

const input = z.strictObject({
  name: z.string().max(100),
  value: z.unknown(),
  /** The version seen: how often it was changed before; 0 while the default holds. */
  version: z.coerce.number().int().min(0),
})
type Input = z.output<typeof input>

type Standing = { readonly setting: AnySetting; readonly version: number; readonly before: unknown }
type Change = Standing & { readonly after: unknown }
export type ChangeRefusal =
  | { readonly code: 'setting.wrong'; readonly fields: readonly string[] }
  /** Somebody else changed it since it was seen. */
  | { readonly code: 'setting.changed_meanwhile' }
  | { readonly code: 'setting.same' }

const loadStanding = async (tx: Tx, { name }: Input, { system }: Context): Promise<Standing | null> => {
  const setting = system.house.settings.find(each => each.name === name)
  if (setting === undefined) return null
  const stored = await settingForUpdate(tx, name)
  return { setting, version: stored?.version ?? 0, before: stored === null ? setting.default : stored.value }
}

const check = ({ setting, version, before }: Standing, wish: Input): Result<Change, ChangeRefusal> => {
  if (wish.version !== version) return refuse({ code: 'setting.changed_meanwhile' })
  const parsed = setting.schema.safeParse(wish.value)
  if (!parsed.success)
    return refuse({ code: 'setting.wrong', fields: parsed.error.issues.map(issue => issue.path.join('.')) })
  const known = setting.schema.safeParse(before)
  if (known.success && seen(known.data) === seen(parsed.data)) return refuse({ code: 'setting.same' })
  return accept({ setting, version, before, after: parsed.data })
}

/** A schema gives the parts of a value in its own order: what says the same reads the same. */
const seen = (value: unknown): string => JSON.stringify(value)

const hashOf = ({ setting, version, after }: Change): string => hashOfSeen(setting.name, version, seen(after))

const save = async (tx: Tx, { setting, version, after }: Change, by: string, now: Date): Promise<boolean> =>
  saveSetting(tx, { name: setting.name, value: after, version: version + 1, changedAt: now, changedBy: by })

export type Changed = {
  readonly setting: string
  readonly from: unknown
  readonly to: unknown
  readonly waits: boolean
}

const told = ({ setting, before, after }: Change, waits: boolean): Changed => ({
  setting: setting.name,
  from: before,
  to: after,
  waits,
})

/** At once where it takes one person; where it takes two, the other is waited for. */
export const changeSetting = useCase({
  name: 'platform.change-setting',
  title: text.useCases.changeSetting,
  input: input.extend({ reason: z.string().trim().min(1).max(500) }),
  permit: { roles: administrators },
  load: loadStanding,
  decide: check,
  write: async (tx, change, { actor, now }, { reason }): Promise<Result<Changed, ChangeRefusal>> => {
    const { setting, version, after } = change
    if (setting.takes === 'two persons') {
      const payload = { name: setting.name, value: after, version }
      const shown = { payload, payloadHash: hashOf(change), roles: administrators, reason }
      await propose(tx, { ...changeOf(setting.name), ...shown, by: actor }, now)
      return accept(told(change, true))
    }
    const saved = await save(tx, change, actorLabel(actor), now)
    return saved ? accept(told(change, false)) : refuse({ code: 'setting.changed_meanwhile' })
  },
  remembers: ({ name }, output) => ({ ...output, setting: name }),
})

type Released = { readonly change: Change; readonly proposal: Proposal }

/** The second of two, another person: the setting is changed to exactly what was proposed. */
export const releaseSetting = useCase({
  name: releaseAct,
  title: text.useCases.releaseSetting,
  input,
  permit: { roles: administrators },
  load: async (tx, wish, context) => {
    const standing = await loadStanding(tx, wish, context)
    return standing && { standing, proposal: await latestProposalForUpdate(tx, changeOf(wish.name)) }
  },
  decide: ({ standing, proposal }, wish, context): Result<Released, ChangeRefusal | ApprovalRefusal> => {
    const checked = check(standing, wish)
    if (!checked.ok) return checked
    const may = maySecond(proposal, { context, payloadHash: hashOf(checked.value) })
    return may.ok ? accept({ change: checked.value, proposal: may.value }) : may
  },
  write: async (tx, { change, proposal }, context): Promise<Result<Changed, ChangeRefusal | ApprovalRefusal>> => {
    const settled = await settleAsSecond(tx, proposal, context)
    if (!settled.ok) return settled
    const saved = await save(tx, change, settled.value.by, context.now)
    return saved ? accept(told(change, false)) : refuse({ code: 'setting.changed_meanwhile' })
  },
  remembers: ({ name }, output) => ({ ...output, setting: name }),
})
