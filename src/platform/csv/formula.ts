/**
 * ○ Cells that a spreadsheet would compute (plat.csv-formula): what begins with = + - @, also in full width, or with a tab
 * or line end that a program may strip to reach one. An apostrophe before them makes a spreadsheet take them as text, and hide it.
 */

const computed = /^'*[=+\-@＝＋－＠\t\r\n]/

/** A cell as it is written: with an apostrophe more where a spreadsheet would compute it. */
export const neutralised = (cell: string): string => (computed.test(cell) ? `'${cell}` : cell)

/** A cell as it was before `neutralised`, by us or by a spreadsheet: +46… is a telephone again. */
export const restored = (cell: string): string => (cell.startsWith("'") && computed.test(cell) ? cell.slice(1) : cell)
