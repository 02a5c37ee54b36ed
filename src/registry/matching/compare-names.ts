/** How one person's names stand to another's: part by part, over every name that each of them has carried. */
import { likeness, trigramLikeness } from './likeness.ts'
import { foldKana, foldKanji, foldVoicing } from '../names/name.ts'
import type { NameForms, PersonName } from '../names/name.ts'
import { romanOf } from '../names/romaji.ts'

export type Outcome = 'agrees' | 'close' | 'differs' | 'unknown'

/** Why two parts are close though not the same, or the same though not at first sight. */
export type NameDetail =
  'former_name' | 'voicing' | 'other_reading' | 'other_kanji' | 'spelling' | 'middle_name' | 'swapped' | null

/** `strength` is the share of the rule's points that this comparison is worth, 0 to 1. */
export type PartComparison = { readonly outcome: Outcome; readonly strength: number; readonly detail: NameDetail }

export type NameComparison = { readonly family: PartComparison; readonly given: PartComparison }

/** The best agreement between any name of one and any name of the other. */
export const compareNames = (a: readonly PersonName[], b: readonly PersonName[]): NameComparison => {
  let best: NameComparison = { family: unknownPart, given: unknownPart }
  let most = -1
  for (const left of a)
    for (const right of b) {
      const compared = compareOne(left, right)
      const worth = compared.family.strength + compared.given.strength
      if (worth > most) [best, most] = [compared, worth]
    }
  return best
}

const unknownPart: PartComparison = { outcome: 'unknown', strength: 0, detail: null }

const compareOne = (a: PersonName, b: PersonName): NameComparison => {
  const straight: NameComparison = { family: compareParts(a.family, b.family), given: compareGiven(a.given, b.given) }
  if (
    a.given !== null &&
    b.given !== null &&
    straight.family.outcome !== 'agrees' &&
    straight.given.outcome !== 'agrees'
  ) {
    const crossed = { family: compareParts(a.family, b.given), given: compareParts(a.given, b.family) }
    if (crossed.family.outcome === 'agrees' && crossed.given.outcome === 'agrees') return swapped
  }
  const byFormer =
    a.kind !== b.kind && (a.kind === 'former' || b.kind === 'former') && straight.family.outcome === 'agrees'
  return byFormer ? { ...straight, family: { ...straight.family, detail: 'former_name' } } : straight
}

const swappedPart: PartComparison = { outcome: 'close', strength: 0.8, detail: 'swapped' }
const swapped: NameComparison = { family: swappedPart, given: swappedPart }

/** Two mononyms agree in having no given name; a mononym and a full name say nothing. */
const compareGiven = (a: NameForms | null, b: NameForms | null): PartComparison => {
  if (a === null && b === null) return { outcome: 'agrees', strength: 0.6, detail: null }
  return a === null || b === null ? unknownPart : compareParts(a, b)
}

/**
 * One part in every script that both have. Agreement asks that no script differs; a script that both have and that
 * differs makes the part close at most, so that 翔太 and 祥太, both ショウタ, are never the same.
 */
export const compareParts = (a: NameForms, b: NameForms): PartComparison => {
  const kanji = a.kanji === null || b.kanji === null ? null : foldKanji(a.kanji) === foldKanji(b.kanji)
  const sound = compareSounds(a, b)
  if (kanji === null) return sound ?? unknownPart
  if (sound === null) return kanji ? { outcome: 'agrees', strength: 0.9, detail: null } : sharedCharacters(a, b)
  if (kanji && sound.outcome === 'agrees') return { outcome: 'agrees', strength: 1, detail: null }
  if (kanji)
    return {
      outcome: 'close',
      strength: sound.detail === 'voicing' ? 0.9 : 0.75,
      detail: sound.detail ?? 'other_reading',
    }
  if (sound.outcome === 'agrees') return { outcome: 'close', strength: 0.4, detail: 'other_kanji' }
  return sound.outcome === 'close' && sharedCharacters(a, b).outcome === 'close'
    ? { outcome: 'close', strength: 0.4, detail: 'spelling' }
    : differs
}

const differs: PartComparison = { outcome: 'differs', strength: 0, detail: null }

const sharedCharacters = (a: NameForms, b: NameForms): PartComparison =>
  likeness(foldKanji(a.kanji ?? ''), foldKanji(b.kanji ?? '')) >= 0.5
    ? { outcome: 'close', strength: 0.4, detail: 'spelling' }
    : differs

/** By kana where both have it, else by Roman letters (those of the kana if need be); null where neither can be heard. */
const compareSounds = (a: NameForms, b: NameForms): PartComparison | null => {
  if (a.kana !== null && b.kana !== null) {
    const [left, right] = [foldKana(a.kana), foldKana(b.kana)]
    if (left === right) return { outcome: 'agrees', strength: 0.9, detail: null }
    if (foldVoicing(left) === foldVoicing(right)) return { outcome: 'close', strength: 0.7, detail: 'voicing' }
    return likeness(left, right) >= 0.7 ? { outcome: 'close', strength: 0.6, detail: 'spelling' } : differs
  }
  const [left, right] = [romanOf(a), romanOf(b)]
  if (left === null || right === null) return null
  if (left === right) return { outcome: 'agrees', strength: 0.9, detail: null }
  if (sharesFirstWord(a, b)) return { outcome: 'close', strength: 0.7, detail: 'middle_name' }
  return likeness(left, right) >= 0.75 || trigramLikeness(left, right) >= 0.6
    ? { outcome: 'close', strength: 0.6, detail: 'spelling' }
    : differs
}

/** JOHN MICHAEL and John: the first word is there, the others were left out. */
const sharesFirstWord = (a: NameForms, b: NameForms): boolean => {
  const [left, right] = [words(a), words(b)]
  return left.length !== right.length && left[0] !== undefined && left[0].length > 1 && left[0] === right[0]
}

const words = (forms: NameForms): readonly string[] =>
  (forms.roman ?? forms.kana ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s・-]+/u)
    .filter(word => word !== '')
