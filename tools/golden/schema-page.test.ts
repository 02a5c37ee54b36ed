import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Column, Relation, Schema } from './schema.ts'
import { schemaPage, unexplained } from './schema-page.ts'

const column = (name: string, type: string, rest: Partial<Column> = {}): Column => ({
  name,
  type,
  required: true,
  otherwise: null,
  comment: `The ${name}`,
  ...rest,
})

const table: Relation = {
  schema: 'accounts',
  name: 'account',
  kind: 'table',
  comment: 'Accounts.',
  columns: [column('id', 'uuid'), column('state', 'text', { otherwise: `default 'NEW one'::text` })],
  constraints: [
    'constraint account_pkey PRIMARY KEY (id)',
    `constraint a_state CHECK (state = ANY (ARRAY['new'::text, 'old'::text]))`,
  ],
  others: ['CREATE INDEX account_state ON accounts.account USING btree (state)'],
}

const schema = (relations: readonly Relation[]): Schema => ({
  schemas: [{ name: 'accounts', comment: 'Accounts of people.' }],
  relations,
  functions: [],
})

test('a table reads as the project writes SQL, each column with its words', () => {
  const [, , part] = schemaPage(schema([table])).split('\n\n')
  assert.equal(
    part,
    `-- Accounts.
create table accounts.account (
  id uuid not null,                      -- The id
  state text not null default 'NEW one', -- The state
  constraint account_pkey primary key (id),
  constraint a_state check (state in ('new', 'old'))
);
create index account_state on accounts.account (state);
`,
  )
})

test('a view shows what it selects', () => {
  const view: Relation = { ...table, name: 'published_account', kind: 'view', constraints: [], others: [' SELECT 1;'] }
  assert.match(schemaPage(schema([view])), /create view accounts\.published_account as\n SELECT 1;\n$/)
})

test('names whatever nobody explained', () => {
  const silent: Relation = {
    ...table,
    comment: null,
    columns: [column('id', 'uuid', { comment: null }), column('a', 'text')],
  }
  assert.deepEqual(unexplained(schema([silent])), ['accounts.account', 'accounts.account.id'])
  assert.deepEqual(unexplained(schema([table])), [])
})
