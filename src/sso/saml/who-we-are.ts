/** ● The university's name and scope, as services are told them. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Request } from '../../platform/http/route.ts'
import { institutionSetting } from '../../platform/settings/own.ts'
import { readSetting } from '../../platform/settings.ts'
import { scopeOf as scopeOfSystem } from '../../release/index.ts'

export const institution = ({ db }: Request): Promise<Bilingual> => readSetting(db, institutionSetting)
export const scopeOf = ({ db, system }: Request): Promise<string> => scopeOfSystem(db, system)
