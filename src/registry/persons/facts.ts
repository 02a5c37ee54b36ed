/** ○ What a record says: the fields of its row as last read, and what a new row changes in them. */
import { sourceFields, type SourceField, type SourceValues } from '../sources/source.ts'

/** The fields of a row; the birth date is kept apart, sealed. */
export type Facts = SourceValues

/** Takes the birth date out of a row's values; where the file has such a column, an empty mark of it stays. */
export const withoutBirth = (values: SourceValues): Facts =>
  values.birthDate === undefined ? values : { ...values, birthDate: null }

/** A field that the file does not have changes nothing; an empty one takes the value away (imp.absent-is-false). */
export const mergeFacts = (stored: Facts, read: Facts): Facts => ({ ...stored, ...read })

/** Fields whose value changes, in the order of the fields; the day of the file is no change of a person. */
export const changedFields = (stored: Facts, read: Facts): readonly SourceField[] =>
  sourceFields.filter(
    field => field !== 'asOf' && read[field] !== undefined && (read[field] ?? null) !== (stored[field] ?? null),
  )
