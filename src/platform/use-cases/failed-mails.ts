/** Operators send mails again that were given up, or drop them where they have lost their meaning. */
import { z } from 'zod'
import { accept } from '../../kernel/result.ts'
import { dropMails, lockFailedMails, sendMailsAgain } from '../mail/store.ts'
import { text } from '../text.ts'
import { useCase } from '../use-case.ts'

/** `because`: only those that were given up for this, such as `restored`; all of them unless said. */
const input = z.strictObject({ because: z.string().max(200).optional() })

const orNone = (ids: readonly number[]): readonly number[] | null => (ids.length === 0 ? null : ids)

export const retryMails = useCase({
  name: 'platform.retry-mails',
  title: text.useCases.retryMails,
  input,
  permit: { roles: ['operator'] },
  load: async (tx, { because }) => orNone(await lockFailedMails(tx, because ?? null)),
  decide: ids => accept(ids),
  write: async (tx, ids, { now }) => accept({ count: await sendMailsAgain(tx, ids, now) }),
  remembers: ({ because }, output) => ({ because: because ?? null, count: output?.count ?? 0 }),
})

export const dropFailedMails = useCase({
  name: 'platform.drop-mails',
  title: text.useCases.dropMails,
  input,
  permit: { roles: ['operator'] },
  load: async (tx, { because }) => orNone(await lockFailedMails(tx, because ?? null)),
  decide: ids => accept(ids),
  write: async (tx, ids) => accept({ count: await dropMails(tx, ids) }),
  remembers: ({ because }, output) => ({ because: because ?? null, count: output?.count ?? 0 }),
})
