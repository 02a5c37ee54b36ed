import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../test/support/database.ts'
import { readSchema } from './schema.ts'
import { schemaPage } from './schema-page.ts'

const database = await testDatabase()

const made = `
create schema desk;
comment on schema desk is 'Helping people.';
create table desk.inquiry (
  id bigint generated always as identity primary key,
  state text not null default 'received' check (state in ('received', 'answered')),
  length integer generated always as (char_length(state)) stored,
  asked_at timestamptz not null,
  unique (asked_at, state)
);
comment on table desk.inquiry is 'A question.';
comment on column desk.inquiry.state is 'Where it stands';
create table desk.answer (inquiry_id bigint not null references desk.inquiry, said text);
create index answer_said on desk.answer (lower(said)) where said is not null;
create view desk.published_inquiry as select id from desk.inquiry;
create function desk.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create trigger no_deletion before delete on desk.inquiry for each row execute function desk.refuse();
`

const client = new pg.Client({ connectionString: database.url })
await client.connect()
after(async () => {
  await client.end()
  await database.drop()
})
const tables = (schema: Awaited<ReturnType<typeof readSchema>>) =>
  schema.relations.filter(({ schema: name }) => name === 'desk')

test('reads back every kind of thing that a migration may make', async () => {
  await client.query(made)
  const schema = await readSchema(database.url)
  const page = schemaPage({
    ...schema,
    schemas: schema.schemas.filter(({ name }) => name === 'desk'),
    relations: tables(schema),
  })
  const lines = [
    '-- Helping people.',
    '-- A question.',
    '  id bigint not null generated always as identity,',
    `  state text not null default 'received', -- Where it stands`,
    '  length integer generated always as (char_length(state)) stored,',
    '  asked_at timestamptz not null,',
    '  constraint inquiry_pkey primary key (id),',
    '  constraint inquiry_asked_at_state_key unique (asked_at, state),',
    `  constraint inquiry_state_check check (state in ('received', 'answered'))`,
    'create trigger no_deletion before delete on desk.inquiry for each row execute function desk.refuse();',
    '  constraint answer_inquiry_id_fkey foreign key (inquiry_id) references desk.inquiry(id)',
    'create index answer_said on desk.answer (lower(said)) where (said is not null);',
    'create view desk.published_inquiry as',
    'create or replace function desk.refuse()',
  ]
  const found = page.split('\n').map(line => line.replace(/ +--/, ' --'))
  assert.deepEqual(
    lines.filter(line => !found.includes(line)),
    [],
  )
})

test('reads the same twice, and modules in the order of the river', async () => {
  const [first, second] = [await readSchema(database.url), await readSchema(database.url)]
  assert.deepEqual(first, second)
  const names = first.schemas.map(({ name }) => name)
  assert.ok(names.indexOf('platform') < names.indexOf('desk'))
  assert.equal(names.at(-1), 'migration')
})
