/** Operators try a job again that was given up, or drop it where what it was for is gone. */
import { z } from 'zod'
import { accept } from '../../kernel/result.ts'
import { dropJob, lockFailedJob, tryAgain } from '../jobs/store.ts'
import { text } from '../text.ts'
import { useCase } from '../use-case.ts'

const input = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

export const retryJob = useCase({
  name: 'platform.retry-job',
  title: text.useCases.retryJob,
  input,
  permit: { roles: ['operator'] },
  load: (tx, { id }) => lockFailedJob(tx, id),
  decide: job => accept(job),
  write: async (tx, { id, kind }, { now }) => {
    await tryAgain(tx, id, now)
    return accept({ id, kind })
  },
  remembers: ({ id }, output) => ({ job: id, kind: output?.kind ?? null }),
})

export const dropFailedJob = useCase({
  name: 'platform.drop-job',
  title: text.useCases.dropJob,
  input,
  permit: { roles: ['operator'] },
  load: (tx, { id }) => lockFailedJob(tx, id),
  decide: job => accept(job),
  write: async (tx, { id, kind }) => {
    await dropJob(tx, id)
    return accept({ id, kind })
  },
  remembers: ({ id }, output) => ({ job: id, kind: output?.kind ?? null }),
})
