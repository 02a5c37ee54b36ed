/** ● The romanised usual name that a staff login name is made of; kana are read by the registry's rule. Source: people-and-accounts §4.2. */
import { toRoman, type PersonName } from '../registry/index.ts'
import type { RomanName } from './username.ts'

/**
 * The usual name in roman letters, else the official one; a part without roman letters is read from its kana.
 *
 * Words after the first of the given name are kept in it, and are also the middle name that widens a full pattern.
 */
export const romanNameOf = (names: readonly PersonName[]): RomanName => {
  const name = names.find(each => each.kind === 'usual') ?? names.find(each => each.kind === 'official') ?? names[0]
  if (name === undefined) return { family: '', given: null }
  const official = names.find(each => each.kind === 'official')
  const family = romanOf(name.family) ?? romanOf(official?.family ?? null) ?? ''
  const given = name.given === null ? null : (romanOf(name.given) ?? romanOf(official?.given ?? null) ?? '')
  const middle = (given ?? '').split(/\s+/).slice(1).join('')
  return { family, given, ...(middle === '' ? {} : { middle }) }
}

const romanOf = (forms: PersonName['family'] | null): string | null =>
  forms === null ? null : (forms.roman ?? (forms.kana === null ? null : toRoman(forms.kana)))
