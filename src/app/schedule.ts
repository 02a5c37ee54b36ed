/** What runs when: the modules' own schedules, and the night in which everyone is looked at again. */
import type { Scheduled } from '../platform/job.ts'
import { modules } from './modules.ts'

export const schedule: readonly Scheduled[] = modules.flatMap(module => module.schedule)
