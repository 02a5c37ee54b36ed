/** Every page of the registry. */
import type { Route } from '../../platform/http/route.ts'
import { oneImportPages } from './import.ts'
import { guardPages } from './guard.ts'
import { importPages } from './imports.ts'
import { mappingPages } from './mapping.ts'
import { matchPages } from './matches.ts'
import { newSourcePages } from './new-source.ts'
import { peoplePages } from './people.ts'
import { personPages } from './person.ts'
import { rowPages } from './rows.ts'
import { sourcePages } from './source.ts'

export const pages: readonly Route[] = [
  ...importPages,
  ...oneImportPages,
  ...rowPages,
  ...newSourcePages,
  ...sourcePages,
  ...guardPages,
  ...mappingPages,
  ...matchPages,
  ...peoplePages,
  ...personPages,
]
