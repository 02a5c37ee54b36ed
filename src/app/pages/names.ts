/** ● Who acted, as officers read it: the person's name where it is a person, else what kind of actor it was. */
import type { Db } from '../../platform/database.ts'
import type { Content } from '../../platform/web/html.ts'
import { actorInWords, calledBy } from '../../registry/index.ts'

/** The names of these actors, as the audit log has them. One look-up for all. */
export const namesOf = async (db: Db, labels: readonly string[]): Promise<(label: string | null) => Content> => {
  const called = await calledBy(
    db,
    labels.map(label => label.replace(/^person:/, '')),
  )
  return label => (label === null ? null : actorInWords(label, called))
}
