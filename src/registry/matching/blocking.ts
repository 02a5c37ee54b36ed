/**
 * Whom to compare a record with: people who share one of these keys. Set-based, so that a file of 100,000 rows finds
 * its candidates in one join. A key names its rule first; the registry keeps fingerprints of them, never the keys:
 * they hold dates of birth and addresses.
 */
import type { Day } from '../../kernel/day.ts'
import { foldKanji } from '../names/name.ts'
import type { NameForms, PersonName } from '../names/name.ts'
import { foldRoman, romanOf, romanSkeleton, toRoman } from '../names/romaji.ts'

export type Blockable = {
  readonly numbers: readonly { readonly source: string; readonly key: string }[]
  readonly names: readonly PersonName[]
  readonly birthDate: Day | null
  readonly mails: readonly string[]
  readonly phones: readonly string[]
}

/**
 * The blocking keys of a record or a person; two of one person share at least one unless birth date *and* both names
 * were mistyped, or name and date are not there and no address is. For a record, `numbers` holds its key and the previous one.
 */
export const blockingKeysOf = ({ numbers, names, birthDate, mails, phones }: Blockable): readonly string[] => {
  const keys = new Set<string>()
  for (const { source, key } of numbers) keys.add(`number:${source}:${key}`)
  for (const mail of mails) keys.add(`mail:${mail}`)
  for (const phone of phones) keys.add(`phone:${phone}`)
  for (const { family, given } of names) {
    const families = soundsOf(family)
    const givens = given === null ? [] : soundsOf(given)
    // Family and given names share the first room: some offices swap the two.
    if (birthDate !== null) for (const sound of [...families, ...givens]) keys.add(`birth:${birthDate}:${sound}`)
    for (const one of families)
      for (const other of givens) keys.add(`name:${[one, other].sort((a, b) => (a < b ? -1 : 1)).join(':')}`)
  }
  return [...keys]
}

/** How a part may sound without voicing: by its roman form and by its kana; its kanji only where it has no sound. */
const soundsOf = (forms: NameForms): readonly string[] => {
  const read = forms.kana === null ? null : toRoman(forms.kana)
  const firstWord = forms.roman?.trim().split(/[\s・-]+/u)[0] ?? null
  const sounds = new Set<string>()
  for (const roman of [read, firstWord]) if (roman !== null) sounds.add(romanSkeleton(foldRoman(roman)))
  const whole = romanOf(forms)
  if (sounds.size === 0 && whole !== null) sounds.add(romanSkeleton(whole))
  if (sounds.size === 0 && forms.kanji !== null) sounds.add(foldKanji(forms.kanji))
  sounds.delete('')
  return [...sounds]
}
