/** ○ Everyone of the sample university. */
import { guests } from './guests.ts'
import type { SamplePerson } from './sample.ts'
import { staff } from './staff.ts'
import { students } from './students.ts'

export const everyone: readonly SamplePerson[] = [...students, ...staff, ...guests]
