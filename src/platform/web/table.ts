/** Lists: a table at a desk, cards with labels on a phone. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import { attributes, has, html, type Content, type Html } from './html.ts'
import { range, words } from './text.ts'

export type Column<Row> = {
  readonly key: string
  readonly label: Bilingual
  readonly cell: (row: Row) => Content
  /** number: right-aligned in figures of one width. identifier: letters that cannot be mistaken. whole: never broken. */
  readonly align?: 'number' | 'identifier' | 'whole'
  readonly sortable?: boolean
}

export type Direction = 'ascending' | 'descending'
export type Sort = { readonly key: string; readonly direction: Direction }

export type Table<Row> = {
  /** What the list holds; read aloud, and shown where `showCaption` says so. */
  readonly caption: Bilingual
  readonly showCaption?: boolean
  /** even: columns of one width, for tables that stand one below the other. */
  readonly widths?: 'even'
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Where a row leads; the whole row can be pressed, its first cell is the link. */
  readonly rowHref?: (row: Row) => string
  readonly sort?: { readonly by: Sort; readonly href: (sort: Sort) => string }
  readonly empty: { readonly sentence: Content; readonly action?: Content }
  /** Ticks for a bulk action, of the form with this id; label names the row. */
  readonly pick?: {
    readonly form: string
    readonly name: string
    readonly value: (row: Row) => string
    readonly label: (row: Row) => Bilingual
    readonly heading: Bilingual
  }
}

/** A list, or the sentence that says why there is none and what to do. */
export const table = <Row>(table: Table<Row>): Html =>
  table.rows.length === 0
    ? emptyState(table.empty.sentence, table.empty.action)
    : html`
        <table class="${table.widths === 'even' ? 'list even' : 'list'}">
          <caption ${attributes({ class: table.showCaption === true ? null : 'unseen' })}>
            ${table.caption}
          </caption>
          <thead>
            <tr>
              ${table.pick !== undefined && html`<th scope="col"><span class="unseen">${table.pick.heading}</span></th>`}
              ${table.columns.map(column => headOf(table, column))}
            </tr>
          </thead>
          <tbody>
            ${table.rows.map(row => rowOf(table, row))}
          </tbody>
        </table>
      `

/** The sort an address asks for, if the column exists and may be sorted; else the one given. */
export const sortFrom = <Row>(
  columns: readonly Column<Row>[],
  asked: { readonly sort?: string | undefined; readonly direction?: string | undefined },
  otherwise: Sort,
): Sort => {
  const column = columns.find(column => column.sortable === true && column.key === asked.sort)
  if (column === undefined) return otherwise
  return { key: column.key, direction: asked.direction === 'descending' ? 'descending' : 'ascending' }
}

/** A list that is empty: why, and what one can do. */
export const emptyState = (sentence: Content, action?: Content): Html => html`
  <div class="empty">
    <p>${sentence}</p>
    ${has(action) && html`<div class="actions">${action}</div>`}
  </div>
`

/** Where one is in a long list; links are null at its ends, total null where counting would be slow. */
export const pager = (pager: {
  readonly from: number
  readonly to: number
  readonly total: number | null
  readonly previous: string | null
  readonly next: string | null
}): Content => html`
  <nav class="pager" aria-label="${words.pages}">
    <p>${range(pager.from, pager.to, pager.total)}</p>
    ${pager.previous !== null && html`<a class="button quiet" rel="prev" href="${pager.previous}">${words.previous}</a>`}
    ${pager.next !== null && html`<a class="button quiet" rel="next" href="${pager.next}">${words.next}</a>`}
  </nav>
`

const headOf = <Row>({ sort }: Table<Row>, column: Column<Row>): Html => {
  if (sort === undefined || column.sortable !== true)
    return html`<th scope="col" ${attributes({ class: column.align })}>${column.label}</th>`
  const current = sort.by.key === column.key ? sort.by.direction : null
  const wanted: Direction = current === 'ascending' ? 'descending' : 'ascending'
  return html`<th scope="col" ${attributes({ class: column.align, 'aria-sort': current })}>
    <a href="${sort.href({ key: column.key, direction: wanted })}">${column.label}</a>
  </th>`
}

const rowOf = <Row>(table: Table<Row>, row: Row): Html => html`
  <tr ${attributes({ class: table.rowHref === undefined ? null : 'leads' })}>
    ${table.pick !== undefined && pickOf(table.pick, row)}
    ${table.columns.map((column, index) => cellOf(table, column, { row, names: index === 0 }))}
  </tr>
`

const pickOf = <Row>(pick: NonNullable<Table<Row>['pick']>, row: Row): Html => html`
  <td class="pick">
    <input
      type="checkbox"
      form="${pick.form}"
      name="${pick.name}"
      value="${pick.value(row)}"
      aria-label="${pick.label(row)}"
    />
  </td>
`

const cellOf = <Row>(
  { rowHref }: Table<Row>,
  column: Column<Row>,
  { row, names }: { readonly row: Row; readonly names: boolean },
): Html => {
  const content = column.cell(row)
  if (!names)
    return html`<td data-label="${column.label}" ${attributes({ class: column.align })}><div>${content}</div></td>`
  return html`<th scope="row" ${attributes({ class: column.align })}>
    ${rowHref === undefined ? content : html`<a href="${rowHref(row)}">${content}</a>`}
  </th>`
}
