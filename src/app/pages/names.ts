/** Who acted, as officers read it: the person's name where it is a person, else what kind of actor it was. */
import { isUuid, asPersonId } from '../../kernel/ids.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Db } from '../../platform/database.ts'
import { html, type Content } from '../../platform/web/html.ts'
import { displayName, personsOf } from '../../registry/index.ts'
import { words } from './text.ts'

/** The names of these actors, as the audit log has them. One look-up for all. */
export const namesOf = async (db: Db, labels: readonly string[]): Promise<(label: string | null) => Content> => {
  const ids = [...new Set(labels.flatMap(label => personIn(label) ?? []))]
  const persons = await personsOf(db, ids.map(asPersonId))
  return label => {
    if (label === null) return null
    const id = personIn(label)
    const names = id === null ? undefined : persons.get(asPersonId(id))?.names
    if (names !== undefined) return { ja: displayName(names, 'ja'), en: displayName(names, 'en') }
    const [kind = '', name = ''] = label.split(/:(.*)/s)
    const known = (words.audit.kinds as Readonly<Record<string, Bilingual>>)[kind]
    return kind === 'person' ? words.approvals.someone : html`${known ?? kind} ${name}`
  }
}

const personIn = (label: string): string | null => {
  const id = label.startsWith('person:') ? label.slice('person:'.length) : ''
  return isUuid(id) ? id : null
}
