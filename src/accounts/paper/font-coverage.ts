/**
 * ○ Which characters a font file can print, read from its own table, so that a name never comes out as an empty box.
 *
 * Source: OpenType 1.9, table `cmap`, subtable format 12 (segmented coverage of all of Unicode).
 */

export type Coverage = (codePoint: number) => boolean

/** Reads the coverage of a TrueType or OpenType file. @throws when the file has no full Unicode table */
export const coverageOf = (file: Buffer): Coverage => {
  const tables = Array.from({ length: file.readUInt16BE(4) }, (_, index) => 12 + index * 16)
  const entry = tables.find(at => file.toString('latin1', at, at + 4) === 'cmap')
  if (entry === undefined) throw new Error('the font has no character table')
  const cmap = file.readUInt32BE(entry + 8)
  const subtables = Array.from(
    { length: file.readUInt16BE(cmap + 2) },
    (_, index) => cmap + file.readUInt32BE(cmap + 4 + index * 8 + 4),
  )
  const full = subtables.find(at => file.readUInt16BE(at) === 12)
  if (full === undefined) throw new Error('the font has no table of all of Unicode')
  const groups = Array.from({ length: file.readUInt32BE(full + 12) }, (_, index) => {
    const at = full + 16 + index * 12
    return { first: file.readUInt32BE(at), last: file.readUInt32BE(at + 4) }
  })
  return codePoint => isIn(groups, codePoint)
}

/** The groups are in order and do not overlap. */
const isIn = (groups: readonly { readonly first: number; readonly last: number }[], codePoint: number): boolean => {
  let [low, high] = [0, groups.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const group = groups[middle]
    if (group === undefined) return false
    if (codePoint < group.first) high = middle - 1
    else if (codePoint > group.last) low = middle + 1
    else return true
  }
  return false
}
