import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '../../test/support/database.ts'
import { readSchema } from './schema.ts'
import { schemaPage } from './schema-page.ts'

const database = await testDatabase()

const made = `
create schema doors;
comment on schema doors is 'Helping people.';
create table doors.inquiry (
  id bigint generated always as identity primary key,
  state text not null default 'received' check (state in ('received', 'answered')),
  length integer generated always as (char_length(state)) stored,
  asked_at timestamptz not null,
  unique (asked_at, state)
);
comment on table doors.inquiry is 'A question.';
comment on column doors.inquiry.state is 'Where it stands';
create table doors.answer (inquiry_id bigint not null references doors.inquiry, said text);
create index answer_said on doors.answer (lower(said)) where said is not null;
create view doors.published_inquiry as select id from doors.inquiry;
create function doors.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create trigger no_deletion before delete on doors.inquiry for each row execute function doors.refuse();
`

const client = new pg.Client({ connectionString: database.url })
await client.connect()
after(async () => {
  await client.end()
  await database.drop()
})
const tables = (schema: Awaited<ReturnType<typeof readSchema>>) =>
  schema.relations.filter(({ schema: name }) => name === 'doors')

test('reads back every kind of thing that a migration may make', async () => {
  await client.query(made)
  const schema = await readSchema(database.url)
  const page = schemaPage({
    ...schema,
    schemas: schema.schemas.filter(({ name }) => name === 'doors'),
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
    'create trigger no_deletion before delete on doors.inquiry for each row execute function doors.refuse();',
    '  constraint answer_inquiry_id_fkey foreign key (inquiry_id) references doors.inquiry(id)',
    'create index answer_said on doors.answer (lower(said)) where (said is not null);',
    'create view doors.published_inquiry as',
    'create or replace function doors.refuse()',
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
  assert.ok(names.indexOf('platform') < names.indexOf('doors'))
  assert.equal(names.at(-1), 'migration')
})
