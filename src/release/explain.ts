/** ○ What a service would get about a person, value by value, and the rule that says so: the filter of a release, with reasons. */
import type { Day } from '../kernel/day.ts'
import { attributeNames, type AttributeName, type AttributeValues } from './attribute.ts'
import { filterAttributes, type Agreement } from './agreement.ts'

/** Why an attribute is asked for. */
export type Asking =
  | { readonly by: 'scope'; readonly scope: string }
  | { readonly by: 'metadata'; readonly isRequired: boolean }
  /** The service names none, and so is told all that is agreed. */
  | { readonly by: 'agreement' }

export type Verdict =
  | { readonly does: 'leave'; readonly asking: Asking }
  | {
      readonly does: 'stay'
      readonly because: 'no-agreement' | 'agreement-over' | 'not-agreed' | 'not-asked' | 'no-value'
    }

export type Explained = { readonly name: AttributeName; readonly values: readonly string[]; readonly verdict: Verdict }

/** Every attribute of the catalogue: those that leave first, then those that were agreed or asked for, then the others. */
export const explainRelease = ({
  values,
  agreement,
  asked,
  today,
}: {
  readonly values: AttributeValues
  readonly agreement: Pick<Agreement, 'attributes' | 'until'> | null
  readonly asked: ReadonlyMap<AttributeName, Asking>
  readonly today: Day
}): readonly Explained[] => {
  const nothing: AttributeValues = new Map()
  const leaving = agreement === null ? nothing : filterAttributes(values, agreement, [...asked.keys()], today)
  const verdictOn = (name: AttributeName): Verdict => {
    const asking = asked.get(name)
    if (leaving.has(name) && asking !== undefined) return { does: 'leave', asking }
    if (agreement === null) return { does: 'stay', because: 'no-agreement' }
    if (agreement.until !== null && agreement.until <= today) return { does: 'stay', because: 'agreement-over' }
    if (!agreement.attributes.includes(name)) return { does: 'stay', because: 'not-agreed' }
    return { does: 'stay', because: asking === undefined ? 'not-asked' : 'no-value' }
  }
  const place = ({ name, verdict }: Explained): number => {
    if (verdict.does === 'leave') return 0
    return asked.has(name) || agreement?.attributes.includes(name) === true ? 1 : 2
  }
  return attributeNames
    .map(name => ({ name, values: values.get(name) ?? [], verdict: verdictOn(name) }))
    .toSorted((a, b) => place(a) - place(b))
}
