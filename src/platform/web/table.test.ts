import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { render } from './html.ts'
import { sortFrom, table, type Column, type Sort } from './table.ts'

type Row = { readonly id: string; readonly name: string }

const columns: readonly Column<Row>[] = [
  { key: 'name', label: { ja: '氏名', en: 'Name' }, cell: row => row.name, sortable: true },
  { key: 'id', label: { ja: 'ID', en: 'ID' }, cell: row => row.id, align: 'identifier' },
]
const otherwise: Sort = { key: 'name', direction: 'ascending' }

describe('a sort asked for by an address', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, Sort])[] = [
    ['a column that may be sorted', 'name', 'descending', { key: 'name', direction: 'descending' }],
    ['a direction that does not exist', 'name', 'sideways', otherwise],
    ['a column that may not be sorted', 'id', 'descending', otherwise],
    ['a column that does not exist', "name'; drop table", 'descending', otherwise],
    ['nothing', undefined, undefined, otherwise],
  ]
  for (const [what, sort, direction, expected] of cases)
    it(`takes ${what}`, () => assert.deepEqual(sortFrom(columns, { sort, direction }, otherwise), expected))
})

describe('a list', () => {
  const draw = (rows: readonly Row[]): string =>
    render(
      table<Row>({
        caption: { ja: '人', en: 'People' },
        columns,
        rows,
        rowHref: row => `/people/${row.id}`,
        sort: { by: otherwise, href: sort => `?sort=${sort.key}&direction=${sort.direction}` },
        empty: { sentence: { ja: 'いません。', en: 'Nobody.' } },
      }),
      'en',
    )

  it('leads from the first cell, labels the others, offers the other direction', () => {
    const markup = draw([{ id: 'a0', name: '<b>' }])
    assert.match(markup, /<th scope="row"\s*>\s*<a href="\/people\/a0">&lt;b&gt;<\/a>/)
    assert.match(markup, /data-label="ID"/)
    assert.match(markup, /aria-sort="ascending"/)
    assert.match(markup, /href="\?sort=name&amp;direction=descending"/)
  })

  it('says a sentence instead of an empty table', () => {
    assert.match(draw([]), /Nobody\./)
    assert.doesNotMatch(draw([]), /<table/)
  })
})
