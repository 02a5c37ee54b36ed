/** ● Words and lines on a sheet of paper: placed in millimetres, in two languages, made smaller where they must fit. */
import type { Bilingual } from '../../kernel/bilingual.ts'

/** Lengths on paper are millimetres; a PDF counts points. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4
export const ink = { text: '#1b1b1f', quiet: '#55565f', line: '#b9bac4', indigo: '#1f3a6e', paper: '#f3f4f8' } as const
export const left = 20
export const right = 190

export type Sheet = PDFKit.PDFDocument

export const drawCode = (
  sheet: Sheet,
  code: boolean[][],
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void => {
  const cell = size / code.length
  sheet.rect(mm(x), mm(y), mm(size), mm(size)).fill('#ffffff')
  code.forEach((line, row) =>
    line.forEach((dark, column) => {
      // A hair wider than a cell, so that no printer leaves a white line between two.
      if (dark) sheet.rect(mm(x + column * cell), mm(y + row * cell), mm(cell * 1.02), mm(cell * 1.02))
    }),
  )
  sheet.fill('#000000')
}

/** Two posts and a lintel. */
export const drawMark = (sheet: Sheet, x: number, y: number): void => {
  sheet
    .rect(mm(x), mm(y), mm(7), mm(1.1))
    .rect(mm(x + 1.1), mm(y + 1.8), mm(1.1), mm(5))
    .rect(mm(x + 4.8), mm(y + 1.8), mm(1.1), mm(5))
  sheet.fill(ink.indigo)
}

type Place = {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly width: number
  readonly align?: 'center'
}

export const write = (sheet: Sheet, text: string, { x, y, size, width, align }: Place): void => {
  sheet
    .font('sans')
    .fontSize(size)
    .text(text, mm(x), mm(y), { width: mm(width), lineGap: size * 0.15, ...(align === undefined ? {} : { align }) })
}

/** Japanese, and the same in English beneath it, wherever the Japanese ends. Answers with the line after both. */
export const both = (sheet: Sheet, words: Bilingual, place: Place): number => {
  sheet.fillColor(ink.text)
  write(sheet, words.ja, place)
  sheet.fillColor(ink.quiet)
  write(sheet, words.en, { ...place, y: (sheet.y * 25.4) / 72 + 0.3, size: Math.max(place.size * 0.82, 7) })
  return (sheet.y * 25.4) / 72
}

/** Heavier letters from the one weight that is embedded. */
export const bold = (sheet: Sheet, text: string, { x, y, size, width }: Place): void => {
  sheet
    .font('sans')
    .fontSize(size)
    .lineWidth(size * 0.03)
  sheet.strokeColor(ink.text).text(text, mm(x), mm(y), { width: mm(width), fill: true, stroke: true })
}

/** One line, made smaller until it fits; what is still too long breaks. */
export const fitted = (
  sheet: Sheet,
  text: string,
  place: Place & { readonly font?: 'mono'; readonly smallest?: number; readonly spacing?: number },
): void => {
  const { x, y, width, font: face = 'sans', smallest = 9, spacing = 0 } = place
  let size = place.size
  sheet.font(face).fontSize(size)
  while (size > smallest && sheet.widthOfString(text, { characterSpacing: spacing }) > mm(width))
    sheet.fontSize((size -= 0.5))
  // The smaller the letters, the lower they start: the line keeps its place.
  sheet.text(text, mm(x), mm(y) + (place.size - size) * 0.6, { width: mm(width), characterSpacing: spacing })
}

export const labelled = (
  sheet: Sheet,
  label: Bilingual,
  { x, y, width = 100 }: { readonly x: number; readonly y: number; readonly width?: number },
): void => {
  sheet.fillColor(ink.quiet)
  write(sheet, `${label.ja}  ${label.en}`, { x, y, size: 8, width })
}

export const heading = (sheet: Sheet, words: Bilingual, { x, y }: { readonly x: number; readonly y: number }): void => {
  sheet.fillColor(ink.text)
  bold(sheet, words.ja, { x, y, size: 10.5, width: 60 })
  const offset = (words.ja.length * 10.5 * 25.4) / 72 + 3
  sheet.fillColor(ink.quiet)
  write(sheet, words.en, { x: x + offset, y: y + 1, size: 8, width: 60 })
}

export const rule = (sheet: Sheet, y: number, width: number): void => {
  sheet
    .moveTo(mm(left + 8), mm(y))
    .lineTo(mm(left + 8 + width), mm(y))
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke()
}
