/** The worker's pulse: that it is noted as due every minute shows that somebody keeps the schedule, that its job is gone that lanes run. */
import type { JobHandler, Scheduled } from '../job.ts'

export const heartbeatKind = 'platform.heartbeat'

/** Nothing but its coming and going is wanted. */
export const heartbeatJob: JobHandler = { kind: heartbeatKind, run: async () => {} }

export const heartbeat: Scheduled = { kind: heartbeatKind, every: 1 }
