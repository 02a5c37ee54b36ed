/** How alike two short texts are, from 0 (nothing) to 1 (the same). */

/** Edits (insert, remove, replace, swap of neighbours) that turn one text into the other; optimal string alignment. */
export const editDistance = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]]
  let before: readonly number[] = []
  let above = right.map((_, index) => index + 1)
  above.unshift(0)
  for (const [row, letter] of left.entries()) {
    const here = [row + 1]
    for (const [column, other] of right.entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
      const shifted = Math.min((above[column + 1] ?? 0) + 1, (here[column] ?? 0) + 1)
      const swaps = row > 0 && column > 0 && letter === right[column - 1] && left[row - 1] === other
      here.push(Math.min(replaced, shifted, swaps ? (before[column - 1] ?? 0) + 1 : Infinity))
    }
    before = above
    above = here
  }
  return above[right.length] ?? 0
}

/** 1 − edits ÷ length of the longer. */
export const likeness = (a: string, b: string): number => {
  if (a === b) return 1
  const longer = Math.max([...a].length, [...b].length)
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer
}

/** Shared three-letter pieces over all of them (Jaccard): kinder than edits to words that changed places. */
export const trigramLikeness = (a: string, b: string): number => {
  const [left, right] = [trigramsOf(a), trigramsOf(b)]
  if (left.size === 0 && right.size === 0) return 1
  const shared = [...left].filter(piece => right.has(piece)).length
  return shared / (left.size + right.size - shared)
}

const trigramsOf = (text: string): ReadonlySet<string> => {
  const padded = `  ${text} `
  return new Set(text === '' ? [] : Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}
