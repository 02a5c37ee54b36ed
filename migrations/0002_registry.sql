-- Who the people are, and how the offices' files come in.
create schema registry;
comment on schema registry is 'Who the people are: sources, imports, records, persons, names, affiliations, identifiers.';

create table registry.revision (
  single boolean primary key default true check (single),
  value bigint not null default 0
);
comment on table registry.revision is 'One row: rises with every change of the registry, so that a plan made earlier is known to be outdated.';
comment on column registry.revision.single is 'Keeps the table to one row';
comment on column registry.revision.value is 'Present revision';
insert into registry.revision default values;

create table registry.source (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name_ja text not null,
  name_en text not null,
  kind text not null check (kind in ('students', 'hr', 'guests', 'emeriti', 'facility', 'manual')),
  trust integer not null check (trust between 1 and 100),
  layout jsonb,
  mode text not null default 'full' check (mode in ('full', 'delta')),
  brake jsonb not null default '{}',
  missing_after integer not null default 3 check (missing_after between 1 and 30),
  changed_at timestamptz not null
);
comment on table registry.source is 'A record office and what it sends: the layout of its file, its brake, and how much its word counts.';
comment on column registry.source.code is 'Name in commands and file names, such as students';
comment on column registry.source.name_ja is 'Name shown, Japanese';
comment on column registry.source.name_en is 'Name shown, English';
comment on column registry.source.kind is 'Which kind of office: decides the default layout';
comment on column registry.source.trust is 'Whose word counts where two sources differ: the higher';
comment on column registry.source.layout is 'How its file is written: encoding, headers and words to our fields and codes; null until an officer mapped it';
comment on column registry.source.mode is 'full: every record is in each file; delta: changes alone, absence says nothing';
comment on column registry.source.brake is 'Limits per kind of change that differ from the defaults: share and count';
comment on column registry.source.missing_after is 'In so many full files in a row a record must be absent before it ends';
comment on column registry.source.changed_at is 'When these settings last changed';

create table registry.unit (
  code text primary key,
  parent_code text references registry.unit (code),
  name_ja text not null,
  name_en text not null,
  from_on date,
  until_on date,
  check (until_on > from_on)
);
comment on table registry.unit is 'The organisation tree, dated.';
comment on column registry.unit.code is 'Code used by the offices';
comment on column registry.unit.parent_code is 'The unit it belongs to; null at the top';
comment on column registry.unit.name_ja is 'Name, Japanese';
comment on column registry.unit.name_en is 'Name, English';
comment on column registry.unit.from_on is 'First day it exists; null: always did';
comment on column registry.unit.until_on is 'First day it no longer exists; null: no end known';

create table registry.import (
  id uuid primary key,
  source text not null references registry.source (code),
  mode text not null check (mode in ('full', 'delta')),
  state text not null check (state in
    ('staged', 'rehearsed', 'applying', 'blocked', 'applied', 'undoing', 'undone', 'discarded')),
  file_hash bytea not null,
  resent boolean not null,
  as_of date,
  rows integer not null,
  received_at timestamptz not null,
  received_by text not null,
  plan_hash text,
  planned_revision bigint,
  planned_at timestamptz,
  counts jsonb not null default '{}',
  held text[] not null default '{}',
  lifted text[] not null default '{}',
  progress integer not null default 0,
  steps integer not null default 0,
  applied_at timestamptz,
  applied_by text,
  undo_counts jsonb,
  undo_hash text,
  ended_at timestamptz,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'staged' then plan_hash is null and planned_at is null and applied_at is null and ended_at is null
      when 'rehearsed' then plan_hash is not null and planned_at is not null and planned_revision is not null and applied_at is null
      when 'applying' then plan_hash is not null and applied_by is not null
      when 'blocked' then plan_hash is not null and applied_at is not null and cardinality(held) > 0
      when 'applied' then plan_hash is not null and applied_at is not null
      when 'undoing' then undo_hash is not null
      when 'undone' then undo_hash is not null and ended_at is not null
      when 'discarded' then ended_at is not null
    end)
);
comment on table registry.import is 'One file taken in: staged, rehearsed, applied exactly as rehearsed, perhaps undone.';
comment on column registry.import.id is 'Number of the import';
comment on column registry.import.source is 'Which office sent it';
comment on column registry.import.mode is 'full: what is absent is missing; delta: absence says nothing';
comment on column registry.import.state is 'Where in its life it is';
comment on column registry.import.file_hash is 'SHA-256 of the file as received';
comment on column registry.import.resent is 'The very file that was applied last: nobody is counted missing by it a second time';
comment on column registry.import.as_of is 'The day the file speaks of, where it was told';
comment on column registry.import.rows is 'Rows in the file, header not counted';
comment on column registry.import.received_at is 'When it came in';
comment on column registry.import.received_by is 'Who handed it in, as in the audit log';
comment on column registry.import.plan_hash is 'SHA-256 over every planned item in order: what was shown is what is applied';
comment on column registry.import.planned_revision is 'Revision of the registry that the plan was made on';
comment on column registry.import.planned_at is 'When it was rehearsed';
comment on column registry.import.counts is 'Items per verdict';
comment on column registry.import.held is 'Verdicts that the brake holds back';
comment on column registry.import.lifted is 'Verdicts whose brake two persons lifted for this very plan';
comment on column registry.import.progress is 'Last item done, while applying or undoing; a restart goes on after it';
comment on column registry.import.steps is 'Number of planned items';
comment on column registry.import.applied_at is 'When applying ended';
comment on column registry.import.applied_by is 'Who ordered it, as in the audit log';
comment on column registry.import.undo_counts is 'What undoing puts back and what must stay, by reason';
comment on column registry.import.undo_hash is 'SHA-256 of the undo plan as shown';
comment on column registry.import.ended_at is 'When it was undone or discarded';
create index import_recent on registry.import (received_at desc);
create index import_of_source on registry.import (source, applied_at desc);
create unique index import_one_at_work on registry.import ((true)) where state in ('applying', 'undoing');

create table registry.person (
  id uuid primary key,
  number text not null unique,
  state text not null check (state in ('provisional', 'active', 'dormant', 'archived', 'erased', 'merged')),
  held boolean not null default false,
  held_reason text,
  merged_into uuid references registry.person (id),
  display_ja text not null,
  display_en text not null,
  kana text not null,
  birth_record_id uuid,
  birth_print bytea,
  created_at timestamptz not null,
  created_by uuid references registry.import (id),
  constraint a_state_carries_only_what_it_means check ((state = 'merged') = (merged_into is not null)),
  constraint a_hold_has_a_reason check (held = (held_reason is not null)),
  constraint not_merged_into_oneself check (merged_into <> id)
);
comment on table registry.person is 'One row per human being, however many roles they have had. Never deleted.';
comment on column registry.person.id is 'The person, for ever';
comment on column registry.person.number is 'Opaque number for forms and talk; says nothing about the person';
comment on column registry.person.state is 'provisional, active, dormant (no live affiliation), archived, erased, merged';
comment on column registry.person.held is 'No automatic change while held, such as during a legal matter';
comment on column registry.person.held_reason is 'Why held';
comment on column registry.person.merged_into is 'The person this one turned out to be';
comment on column registry.person.display_ja is 'Name as shown in Japanese, derived';
comment on column registry.person.display_en is 'Name as shown in English, derived';
comment on column registry.person.kana is 'Kana for ordering and calling by name, derived; may be empty';
comment on column registry.person.birth_record_id is 'The record in which the birth date is sealed';
comment on column registry.person.birth_print is 'Keyed fingerprint of the birth date, for equality alone';
comment on column registry.person.created_at is 'When the registry first knew of them';
comment on column registry.person.created_by is 'The import that brought them; null: by hand';
create index person_merged on registry.person (merged_into) where merged_into is not null;
create index person_kana on registry.person (kana collate "C", id);

create table registry.record (
  id uuid primary key,
  source text not null references registry.source (code),
  key text not null,
  state text not null check (state in ('active', 'missing', 'ended', 'withdrawn')),
  missing_count integer not null default 0 check (missing_count >= 0),
  ended_on date,
  person_id uuid references registry.person (id),
  row_hash bytea not null,
  facts jsonb not null,
  birth_sealed bytea,
  birth_print bytea,
  version integer not null default 1,
  changed_by uuid references registry.import (id),
  first_seen_at timestamptz not null,
  changed_at timestamptz not null,
  unique (source, key),
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'active' then missing_count = 0 and ended_on is null
      when 'missing' then missing_count > 0 and ended_on is null
      when 'ended' then ended_on is not null
      when 'withdrawn' then true
    end)
);
comment on table registry.record is 'What one source says of one human being: the first layer of everything.';
comment on column registry.record.id is 'The record; also the id of the affiliation it gives';
comment on column registry.record.source is 'Which office';
comment on column registry.record.key is 'The key in that office: student number, staff number, application number';
comment on column registry.record.state is 'active; missing from the last full files; ended; withdrawn: it was a mistake';
comment on column registry.record.missing_count is 'In how many full files in a row it was absent';
comment on column registry.record.ended_on is 'First day it no longer holds, when it ended by absence';
comment on column registry.record.person_id is 'Whom it means; null while a match case is open';
comment on column registry.record.row_hash is 'Hash of the row last taken in';
comment on column registry.record.facts is 'The fields as read, without the birth date';
comment on column registry.record.birth_sealed is 'Birth date, sealed for this record';
comment on column registry.record.birth_print is 'Keyed fingerprint of the birth date';
comment on column registry.record.version is 'Rises with every change';
comment on column registry.record.changed_by is 'The import that changed it last; null: by hand';
comment on column registry.record.first_seen_at is 'When it first came';
comment on column registry.record.changed_at is 'When it last changed';
create index record_person on registry.record (person_id) where person_id is not null;
create index record_absent on registry.record (source, state);

create table registry.record_version (
  record_id uuid not null references registry.record (id),
  version integer not null,
  state text not null,
  missing_count integer not null,
  ended_on date,
  person_id uuid,
  row_hash bytea not null,
  facts jsonb not null,
  birth_sealed bytea,
  birth_print bytea,
  changed_by uuid,
  changed_at timestamptz not null,
  replaced_by uuid,
  replaced_at timestamptz not null,
  primary key (record_id, version)
);
comment on table registry.record_version is 'What stood in a record before: the recorded time line, and what an undo puts back.';
comment on column registry.record_version.record_id is 'The record';
comment on column registry.record_version.version is 'Which version this was';
comment on column registry.record_version.state is 'As in record';
comment on column registry.record_version.missing_count is 'As in record';
comment on column registry.record_version.ended_on is 'As in record';
comment on column registry.record_version.person_id is 'As in record';
comment on column registry.record_version.row_hash is 'As in record';
comment on column registry.record_version.facts is 'As in record';
comment on column registry.record_version.birth_sealed is 'As in record';
comment on column registry.record_version.birth_print is 'As in record';
comment on column registry.record_version.changed_by is 'The import that had written it; null: by hand';
comment on column registry.record_version.changed_at is 'When it was written';
comment on column registry.record_version.replaced_by is 'The import that replaced it; null: by hand';
comment on column registry.record_version.replaced_at is 'When it was replaced';
create index record_version_replaced on registry.record_version (replaced_by, record_id);

create table registry.import_row (
  import_id uuid not null references registry.import (id),
  seq integer not null,
  line integer,
  key text,
  row_hash bytea,
  fields jsonb,
  birth_sealed bytea,
  birth_print bytea,
  verdict text check (verdict in
    ('create', 'link', 'update', 'noop', 'missing', 'end', 'void', 'return', 'doubt', 'quarantine')),
  column_name text,
  reason text,
  record_id uuid,
  record_version integer,
  person_id uuid,
  detail jsonb,
  applied boolean not null default false,
  undo text check (undo in ('back', 'stays')),
  undo_reason text,
  primary key (import_id, seq),
  constraint a_quarantined_row_says_why check (verdict is distinct from 'quarantine' or reason is not null)
);
comment on table registry.import_row is 'One row of a file, or one record absent from it, and what is planned for it.';
comment on column registry.import_row.import_id is 'The import';
comment on column registry.import_row.seq is 'Order of applying: the line in the file, then the absent records';
comment on column registry.import_row.line is 'Line in the file; null for a record that is absent from it';
comment on column registry.import_row.key is 'Key in the source; null where it could not be read';
comment on column registry.import_row.row_hash is 'Hash of the row';
comment on column registry.import_row.fields is 'The fields as read, without the birth date; erased when done';
comment on column registry.import_row.birth_sealed is 'Birth date, sealed for this record; erased when done';
comment on column registry.import_row.birth_print is 'Keyed fingerprint of the birth date; erased when done';
comment on column registry.import_row.verdict is 'What is planned; null until rehearsed';
comment on column registry.import_row.column_name is 'Column that could not be read';
comment on column registry.import_row.reason is 'Code: why this verdict';
comment on column registry.import_row.record_id is 'The record, known or to be made';
comment on column registry.import_row.record_version is 'Version of the record that the plan was made on; null: none yet';
comment on column registry.import_row.person_id is 'Whom it means, known or to be made; null while in doubt';
comment on column registry.import_row.detail is 'Names of the fields that change, days, candidates with evidence; no personal data';
comment on column registry.import_row.applied is 'Whether it was done';
comment on column registry.import_row.undo is 'Whether an undo puts it back or must leave it';
comment on column registry.import_row.undo_reason is 'Code: why it must stay';
create index import_row_record on registry.import_row (record_id) where record_id is not null;

create table registry.import_block (
  import_id uuid not null,
  print bigint not null,
  seq integer not null,
  primary key (import_id, print, seq)
);
comment on table registry.import_block is 'Likenesses between rows of one file, while it is rehearsed: the same human twice in one file.';
comment on column registry.import_block.import_id is 'The import; no foreign key: rows live only while it is rehearsed (decision 0033)';
comment on column registry.import_block.print is 'Keyed fingerprint of something that rows of one human share';
comment on column registry.import_block.seq is 'The row';

create table registry.name (
  person_id uuid not null references registry.person (id),
  kind text not null check (kind in ('official', 'usual', 'former')),
  place integer not null,
  family_kanji text,
  family_kana text,
  family_roman text,
  given_kanji text,
  given_kana text,
  given_roman text,
  source text not null,
  primary key (person_id, kind, place),
  constraint a_name_has_letters check (coalesce(family_kanji, family_kana, family_roman) is not null),
  constraint one_name_but_former check (kind = 'former' or place = 1)
);
comment on table registry.name is 'Names of a person, derived from the records by trust. A single name has no given part.';
comment on column registry.name.person_id is 'Whose';
comment on column registry.name.kind is 'official: as in the register; usual: as used; former';
comment on column registry.name.place is 'Order among former names';
comment on column registry.name.family_kanji is 'Family or only name, kanji or as written';
comment on column registry.name.family_kana is 'The same in kana';
comment on column registry.name.family_roman is 'The same in roman letters';
comment on column registry.name.given_kanji is 'Given name, kanji or as written';
comment on column registry.name.given_kana is 'The same in kana';
comment on column registry.name.given_roman is 'The same in roman letters';
comment on column registry.name.source is 'The source that says so';

create table registry.contact (
  person_id uuid not null references registry.person (id),
  kind text not null check (kind in ('mail', 'phone', 'postal')),
  value text not null,
  purpose text not null check (purpose in ('personal', 'notification', 'university')),
  source text,
  verified_at timestamptz,
  primary key (person_id, kind, value, purpose)
);
comment on table registry.contact is 'How a person is reached: from a source, or registered and verified by the person.';
comment on column registry.contact.person_id is 'Whose';
comment on column registry.contact.kind is 'mail, phone, postal';
comment on column registry.contact.value is 'Address or number in canonical form';
comment on column registry.contact.purpose is 'personal, notification, university';
comment on column registry.contact.source is 'The source that says so; null: the person';
comment on column registry.contact.verified_at is 'When the person proved to receive there; null: not yet';

create table registry.affiliation (
  id uuid primary key references registry.record (id),
  person_id uuid not null references registry.person (id),
  source text not null,
  source_key text not null,
  status text not null,
  unit_code text references registry.unit (code),
  title text,
  from_on date not null,
  until_on date,
  leave_from date,
  leave_until date,
  state text not null check (state in ('active', 'on_leave', 'ended', 'void')),
  provisional boolean not null default false,
  host_person_id uuid references registry.person (id),
  constraint ends_after_it_begins check (until_on >= from_on),
  constraint an_ended_one_has_an_end check (state <> 'ended' or until_on is not null)
);
comment on table registry.affiliation is 'Being something somewhere for a period, derived from one record.';
comment on column registry.affiliation.id is 'The same as its record';
comment on column registry.affiliation.person_id is 'Whose';
comment on column registry.affiliation.source is 'Which office says so';
comment on column registry.affiliation.source_key is 'Its key there';
comment on column registry.affiliation.status is 'Code of the status, such as ug; the rule book knows what it gives';
comment on column registry.affiliation.unit_code is 'Where';
comment on column registry.affiliation.title is 'Post or programme as the office writes it';
comment on column registry.affiliation.from_on is 'First day';
comment on column registry.affiliation.until_on is 'First day it no longer holds; null: no end known';
comment on column registry.affiliation.leave_from is 'First day of a leave; null: none';
comment on column registry.affiliation.leave_until is 'First day back; null: none, or not known';
comment on column registry.affiliation.state is 'active, on leave, ended, void: it was a mistake and never held';
comment on column registry.affiliation.provisional is 'Confirmed before the proof came; ends soon unless replaced';
comment on column registry.affiliation.host_person_id is 'The member who answers for a guest';
create index affiliation_person on registry.affiliation (person_id);
create index affiliation_host on registry.affiliation (host_person_id) where host_person_id is not null;
create index affiliation_status on registry.affiliation (status, until_on);

create table registry.search_key (
  person_id uuid not null,
  kind text not null check (kind in ('name', 'number', 'identifier')),
  key text collate "C" not null,
  primary key (key, person_id, kind)
);
comment on table registry.search_key is 'What people type to find a person: normalised names and numbers, found by their beginning.';
comment on column registry.search_key.person_id is 'Who is found; no foreign key, since persons are never deleted and the keys are made again from them (decision 0033)';
comment on column registry.search_key.kind is 'What the key is made of';
comment on column registry.search_key.key is 'Normalised text; its beginning of two characters is enough';
create index search_key_person on registry.search_key (person_id);

create table registry.match_key (
  person_id uuid not null,
  print bigint not null,
  primary key (print, person_id)
);
comment on table registry.match_key is 'Keyed fingerprints of what two records of one human share: finds candidates, decides nothing.';
comment on column registry.match_key.person_id is 'Who; no foreign key, as in search_key';
comment on column registry.match_key.print is 'Keyed fingerprint, 64 bits';
create index match_key_person on registry.match_key (person_id);

create table registry.identifier (
  namespace text not null,
  value text collate "C" not null,
  skeleton text collate "C" not null,
  person_id uuid not null references registry.person (id),
  taken_at timestamptz not null,
  primary key (namespace, value),
  unique (namespace, skeleton)
);
comment on table registry.identifier is 'The ledger: a name belongs to one person for ever. Rows are added, never changed, never removed.';
comment on column registry.identifier.namespace is 'login, mail …: names are unique within it';
comment on column registry.identifier.value is 'The name, normalised (NFKC, lower case)';
comment on column registry.identifier.skeleton is 'The name as the eye sees it: look-alikes share it, so only one can be taken';
comment on column registry.identifier.person_id is 'Whose, for ever';
comment on column registry.identifier.taken_at is 'Since when';
create index identifier_person on registry.identifier (person_id);

create function registry.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger of identifiers is never changed' using errcode = 'integrity_constraint_violation';
end $$;
comment on function registry.refuse_change() is 'Refuses every change of a ledger row, whoever asks.';
create trigger identifier_is_for_ever before update or delete on registry.identifier
  for each row execute function registry.refuse_change();
create trigger identifier_is_never_emptied before truncate on registry.identifier
  for each statement execute function registry.refuse_change();

create table registry.match_case (
  id uuid primary key,
  record_id uuid not null references registry.record (id),
  import_id uuid references registry.import (id),
  kind text not null check (kind in ('possible', 'conflict')),
  state text not null check (state in ('open', 'linked', 'new_person', 'rejected', 'undone')),
  candidates jsonb not null,
  person_id uuid references registry.person (id),
  opened_at timestamptz not null,
  due_on date not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'open' then person_id is null and decided_at is null
      when 'linked' then person_id is not null and decided_at is not null
      when 'new_person' then person_id is not null and decided_at is not null
      when 'rejected' then person_id is null and decided_at is not null
      when 'undone' then decided_at is not null
    end)
);
comment on table registry.match_case is 'A record that may mean someone known: a human decides. Until then the record means nobody.';
comment on column registry.match_case.id is 'The case';
comment on column registry.match_case.record_id is 'The record in question';
comment on column registry.match_case.import_id is 'The import that raised it';
comment on column registry.match_case.kind is 'possible: alike but not enough; conflict: something speaks against it';
comment on column registry.match_case.state is 'open, linked, new_person, rejected, undone with its import';
comment on column registry.match_case.candidates is 'Persons with score and evidence per rule; codes, no personal data';
comment on column registry.match_case.person_id is 'The person decided on';
comment on column registry.match_case.opened_at is 'When it was raised';
comment on column registry.match_case.due_on is 'By when it must be decided; soon when the first day is near';
comment on column registry.match_case.decided_at is 'When';
comment on column registry.match_case.decided_by is 'By whom, as in the audit log';
comment on column registry.match_case.reason is 'Why, in the officer''s words';
create unique index match_case_open_once on registry.match_case (record_id) where state = 'open';
create index match_case_due on registry.match_case (due_on) where state = 'open';
create index match_case_record on registry.match_case (record_id);

create table registry.merge (
  id uuid primary key,
  winner_id uuid not null references registry.person (id),
  loser_id uuid not null references registry.person (id),
  state text not null check (state in ('proposed', 'merged', 'unmerged', 'withdrawn')),
  basis text not null,
  reason text not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  merged_at timestamptz,
  merged_by text,
  loser_state text,
  records uuid[] not null default '{}',
  ended_at timestamptz,
  check (winner_id <> loser_id),
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'proposed' then merged_at is null and ended_at is null
      when 'merged' then merged_at is not null and loser_state is not null and ended_at is null
      when 'unmerged' then merged_at is not null and loser_state is not null and ended_at is not null
      when 'withdrawn' then merged_at is null and ended_at is not null
    end)
);
comment on table registry.merge is 'Two persons found to be one: proposed by one officer, released by another, reversible.';
comment on column registry.merge.id is 'The merge';
comment on column registry.merge.winner_id is 'Who stays';
comment on column registry.merge.loser_id is 'Who turns out to be the winner';
comment on column registry.merge.state is 'proposed, merged, unmerged, withdrawn';
comment on column registry.merge.basis is 'SHA-256 of what both officers saw';
comment on column registry.merge.reason is 'Why';
comment on column registry.merge.proposed_at is 'When';
comment on column registry.merge.proposed_by is 'By whom, as in the audit log';
comment on column registry.merge.merged_at is 'When it was released';
comment on column registry.merge.merged_by is 'By whom';
comment on column registry.merge.loser_state is 'State of the loser before, to be put back';
comment on column registry.merge.records is 'The records that moved, to be put back';
comment on column registry.merge.ended_at is 'When it was unmerged or withdrawn';
create index merge_winner on registry.merge (winner_id);
create index merge_loser on registry.merge (loser_id);

create view registry.published_person as
  select id as person_id, number, display_ja, display_en, kana, state, held from registry.person;
comment on view registry.published_person is 'For lists of higher modules: who a person id is.';
