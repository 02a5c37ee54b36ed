/** ● At a counter: a new key against evidence, and a new deadline for the one on the paper. */
import { z } from 'zod'
import { dayOf, parseDay, type Day } from '../../kernel/day.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { actorLabel, hasRole, type StaffRole } from '../../platform/actor.ts'
import { randomId } from '../../platform/random.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { rolesOf } from '../../eligibility/index.ts'
import type { Tx } from '../../platform/database.ts'
import type { Account } from '../account.ts'
import { extendKey, keyDeadline, type ActivationKey, type ExtendRefusal } from '../activation-key.ts'
import { checkEvidence, counters, documents, methods, type Evidence, type EvidenceRefusal } from '../evidence.ts'
import { makeKeys, type Paper } from '../new-keys.ts'
import { accountForUpdate, recordChanges } from '../store/accounts.ts'
import { insertEvidence, keyForUpdate, saveExtended } from '../store/keys.ts'
import { accountIdInput, isOwn } from './suspend.ts'

export const dayInput = z.string().transform((text, context): Day => {
  const day = parseDay(text.trim())
  if (day !== null) return day
  context.addIssue({ code: 'custom', message: 'day.wrong' })
  return z.NEVER
})

const evidenceFields = {
  method: z.enum(methods, 'evidence.method_missing'),
  document: z.enum(documents, 'evidence.document_missing'),
  last4: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z]{0,4}$/, 'evidence.last4'),
  counter: z.enum(counters, 'evidence.counter_missing'),
  secondChecker: z.string().trim().max(64).optional(),
}

const evidenceOf = (
  purpose: Evidence['purpose'],
  input: {
    readonly method: Evidence['method']
    readonly document: Evidence['document']
    readonly last4: string
    readonly counter: Evidence['counter']
    readonly secondChecker?: string | undefined
  },
): Evidence => ({
  purpose,
  method: input.method,
  document: input.document,
  last4: input.last4,
  counter: input.counter,
  secondChecker: input.secondChecker === undefined || input.secondChecker === '' ? null : input.secondChecker,
})

type Loaded = { readonly account: Account; readonly ownerRoles: ReadonlySet<StaffRole> }

const loadWithRoles = async (tx: Tx, account: Account | null, { now }: Context): Promise<Loaded | null> =>
  account === null ? null : { account, ownerRoles: await rolesOf(tx, account.personId, dayOf(now)) }

type DeskRefusal = { readonly code: 'account.own' | 'account.of_an_officer' | 'account.not_to_activate' }

/** The desk does not touch its own account, nor those of officers: a helpdesk is how real attacks enter (§11). */
const checkDesk = ({ account, ownerRoles }: Loaded, { actor }: Context): Result<Account, DeskRefusal> => {
  if (isOwn(account, actor)) return refuse({ code: 'account.own' })
  if (ownerRoles.size > 0 && !hasRole(actor, ['account-operator'])) return refuse({ code: 'account.of_an_officer' })
  if (account.state === 'suspended' || account.state === 'closed') return refuse({ code: 'account.not_to_activate' })
  return accept(account)
}

/** A key for new use or a forgotten password, one month, handed out on paper at once. Former keys are revoked. */
export const issueKey = useCase({
  name: 'accounts.issue-key',
  title: { ja: '窓口で有効化キーを発行する', en: 'Issue an activation key at a counter' },
  input: z.strictObject({
    accountId: accountIdInput,
    purpose: z.enum(['new-use', 'forgotten-password'], 'evidence.purpose_missing'),
    ...evidenceFields,
  }),
  permit: { roles: ['counter', 'account-operator'] },
  load: async (tx, { accountId }, context) => loadWithRoles(tx, await accountForUpdate(tx, accountId), context),
  decide: (loaded, input, context): Result<{ account: Account; evidence: Evidence }, DeskRefusal | EvidenceRefusal> => {
    const checked = checkDesk(loaded, context)
    if (!checked.ok) return checked
    const evidence = checkEvidence(evidenceOf(input.purpose, input))
    return evidence.ok ? accept({ account: checked.value, evidence: evidence.value }) : evidence
  },
  write: async (
    tx,
    { account, evidence },
    context,
  ): Promise<Result<{ readonly accountId: string; readonly paper: Paper }, never>> => {
    const { now, actor } = context
    const today = dayOf(now)
    const evidenceId = randomId()
    await insertEvidence(tx, evidence, { id: evidenceId, accountId: account.id, checker: actorLabel(actor), now })
    await recordChanges(tx, [
      {
        accountId: account.id,
        at: now,
        act: 'issue-key',
        state: account.state === 'reserved' ? 'pending' : account.state,
        actor: actorLabel(actor),
      },
    ])
    const paper = await makeKeys(
      tx,
      [account],
      {
        channel: 'counter',
        batchId: null,
        evidenceId,
        until: notBefore => keyDeadline('counter', today, notBefore),
        from: () => ({ by: 'counter', on: today }),
      },
      context,
    )
    return accept({ accountId: account.id, paper })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ accountId, purpose, method, document, counter }) => ({ accountId, purpose, method, document, counter }),
})

type LoadedKey = Loaded & { readonly key: ActivationKey }
type ExtendKeyRefusal = DeskRefusal | EvidenceRefusal | ExtendRefusal | { readonly code: 'key.replaced' }

/** A later deadline for the key that the person already has on paper. */
export const extendDeadline = useCase({
  name: 'accounts.extend-key',
  title: { ja: '有効化の期限を延長する', en: 'Extend an activation deadline' },
  input: z.strictObject({ keyId: z.uuid('key.unknown'), until: dayInput, ...evidenceFields }),
  permit: { roles: ['counter', 'account-operator'] },
  load: async (tx, { keyId }, context): Promise<LoadedKey | null> => {
    const key = await keyForUpdate(tx, keyId)
    const loaded = key === null ? null : await loadWithRoles(tx, await accountForUpdate(tx, key.accountId), context)
    return key === null || loaded === null ? null : { ...loaded, key }
  },
  decide: (loaded, input, context): Result<{ key: ActivationKey; evidence: Evidence }, ExtendKeyRefusal> => {
    const checked = checkDesk(loaded, context)
    if (!checked.ok) return checked
    const evidence = checkEvidence(evidenceOf('extend-deadline', input))
    if (!evidence.ok) return evidence
    const extended = extendKey(loaded.key, input.until, dayOf(context.now))
    return extended.ok ? accept({ key: extended.value, evidence: evidence.value }) : extended
  },
  write: async (tx, { key, evidence }, { now, actor }): Promise<Result<{ readonly until: Day }, ExtendKeyRefusal>> => {
    if (!(await saveExtended(tx, key))) return refuse({ code: 'key.replaced' })
    await insertEvidence(tx, evidence, { id: randomId(), accountId: key.accountId, checker: actorLabel(actor), now })
    return accept({ until: key.until })
  },
  concerns: ({ account }) => [account.personId],
  remembers: ({ keyId, until, method, document, counter }) => ({ keyId, until, method, document, counter }),
})
