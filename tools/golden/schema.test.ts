import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../test/support/database.ts'
import { readSchema } from './schema.ts'
import { schemaPage } from './schema-page.ts'

const database = await testDatabase()

const made = `
create schema sample;
comment on schema sample is 'Helping people.';
create table sample.inquiry (
  id bigint generated always as identity primary key,
  state text not null default 'received' check (state in ('received', 'answered')),
  length integer generated always as (char_length(state)) stored,
  asked_at timestamptz not null,
  unique (asked_at, state)
);
comment on table sample.inquiry is 'A question.';
comment on column sample.inquiry.state is 'Where it stands';
create table sample.answer (inquiry_id bigint not null references sample.inquiry, said text);
create index answer_said on sample.answer (lower(said)) where said is not null;
create view sample.published_inquiry as select id from sample.inquiry;
create function sample.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create trigger no_deletion before delete on sample.inquiry for each row execute function sample.refuse();
`

const client = new pg.Client({ connectionString: database.url })
await client.connect()
after(async () => {
  await client.end()
  await database.drop()
})
const tables = (schema: Awaited<ReturnType<typeof readSchema>>) =>
  schema.relations.filter(({ schema: name }) => name === 'sample')

test('reads back every kind of thing that a migration may make', async () => {
  await client.query(made)
  const schema = await readSchema(database.url)
  const page = schemaPage({
    ...schema,
    schemas: schema.schemas.filter(({ name }) => name === 'sample'),
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
    'create trigger no_deletion before delete on sample.inquiry for each row execute function sample.refuse();',
    '  constraint answer_inquiry_id_fkey foreign key (inquiry_id) references sample.inquiry(id)',
    'create index answer_said on sample.answer (lower(said)) where (said is not null);',
    'create view sample.published_inquiry as',
    'create or replace function sample.refuse()',
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
  assert.ok(names.indexOf('platform') < names.indexOf('sample'))
  assert.equal(names.at(-1), 'migration')
})
