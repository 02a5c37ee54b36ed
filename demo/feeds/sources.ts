/** The sample university's offices lay out their files as a new registry expects. */
import { usualSources, type UsualSource } from '../../src/registry/index.ts'

export const feedSources = usualSources
export type FeedSource = UsualSource
export const feedSourceNames = [
  'students',
  'hr',
  'guests',
  'emeriti',
  'facility',
] as const satisfies readonly FeedSource[]
