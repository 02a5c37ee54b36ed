/** ○ How a person was once known: what each office said, version by version, and what it changed. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { RecordState } from '../imports/plan.ts'
import { displayName } from '../names/name.ts'
import type { SourceField } from '../sources/source.ts'
import { namesOf } from '../sources/source-names.ts'
import { changedFields, type Facts } from './facts.ts'

/** A record as it stood from one moment until the next. */
export type RecordVersion = {
  readonly record: string
  readonly version: number
  readonly source: Bilingual
  readonly key: string
  readonly state: RecordState
  readonly facts: Facts
  /** The import that wrote it; null: by hand. */
  readonly by: string | null
  readonly at: Date
}

export type FieldChange = { readonly field: SourceField; readonly before: string | null; readonly after: string | null }

export type Step = Pick<RecordVersion, 'record' | 'version' | 'source' | 'key' | 'by' | 'at'> & {
  /** A record's first version is the day an office first spoke of the person. */
  readonly isFirst: boolean
  /** The state it went into, where it went into another. */
  readonly state: RecordState | null
  readonly changes: readonly FieldChange[]
  /** What the office called the person since, where that changed. */
  readonly called: Bilingual | null
}

/** Every step of every record, newest first. */
export const historyOf = (versions: readonly RecordVersion[]): readonly Step[] =>
  [...Map.groupBy(versions, ({ record }) => record).values()]
    .flatMap(ofOne => {
      const inOrder = ofOne.toSorted((a, b) => a.version - b.version)
      return inOrder.map((version, at) => stepOf(inOrder[at - 1], version))
    })
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || b.version - a.version)

const stepOf = (before: RecordVersion | undefined, version: RecordVersion): Step => {
  const { record, source, key, by, at, facts } = version
  const [called, calledBefore] = [nameIn(facts), before === undefined ? null : nameIn(before.facts)]
  return {
    record,
    version: version.version,
    source,
    key,
    by,
    at,
    isFirst: before === undefined,
    state: before === undefined || before.state === version.state ? null : version.state,
    changes: before === undefined ? [] : changesBetween(before.facts, facts),
    called: called.ja === calledBefore?.ja && called.en === calledBefore.en ? null : called,
  }
}

const changesBetween = (before: Facts, after: Facts): readonly FieldChange[] =>
  changedFields(before, after).map(field => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }))

const nameIn = (facts: Facts): Bilingual => {
  const names = namesOf(facts)
  return { ja: displayName(names, 'ja'), en: displayName(names, 'en') }
}
