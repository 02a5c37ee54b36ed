/** ● The university's name and scope, as services are told them. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Request } from '../../platform/http/route.ts'
import { scopeOf as scopeOfSystem } from '../../release/index.ts'
import { words } from '../text.ts'

export const institution = async (_request: Request): Promise<Bilingual> => words.institution
export const scopeOf = async ({ system }: Request): Promise<string> => scopeOfSystem(system)
