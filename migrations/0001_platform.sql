-- What every module stands on: audit, jobs, mail, secrets, dirty marks, settings.
create schema platform;
comment on schema platform is 'The world below the university: audit, jobs, mail, secrets, settings.';

create table platform.audit_entry (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  channel text not null check (channel in ('page', 'api', 'cli', 'job')),
  act text not null,
  outcome text not null,
  persons uuid[] not null default '{}',
  detail jsonb not null default '{}',
  seal bigint
);
comment on table platform.audit_entry is 'What was done or refused. Written in the transaction of the act, sealed soon after, never changed.';
comment on column platform.audit_entry.seq is 'Order of writing; gaps are transactions that were undone';
comment on column platform.audit_entry.at is 'When it happened, by the clock of the act';
comment on column platform.audit_entry.actor is 'Who acted: kind and id, never a name of a person';
comment on column platform.audit_entry.channel is 'By which way: page, API, command line, job';
comment on column platform.audit_entry.act is 'Name of the use case or reconciler';
comment on column platform.audit_entry.outcome is 'done, or the code of the refusal';
comment on column platform.audit_entry.persons is 'Persons concerned';
comment on column platform.audit_entry.detail is 'Ids, codes and counts; no personal data';
comment on column platform.audit_entry.seal is 'Number of the seal that covers it; null until sealed';
create index audit_entry_unsealed on platform.audit_entry (seq) where seal is null;
create index audit_entry_persons on platform.audit_entry using gin (persons);
create index audit_entry_at on platform.audit_entry (at);
create index audit_entry_act on platform.audit_entry (act, seq);

create table platform.job (
  id bigint generated always as identity primary key,
  kind text not null,
  key text,
  payload jsonb not null default '{}',
  run_at timestamptz not null,
  attempts integer not null default 0,
  leased_until timestamptz,
  leased_by text,
  failed_at timestamptz,
  last_error text,
  created_at timestamptz not null
);
comment on table platform.job is 'Work to be done soon, at least once. A row is removed when its work is done.';
comment on column platform.job.kind is 'Which handler';
comment on column platform.job.key is 'While a job with this kind and key waits, another is not added';
comment on column platform.job.payload is 'Ids for the handler; no personal data';
comment on column platform.job.run_at is 'Not before';
comment on column platform.job.attempts is 'How often it was begun';
comment on column platform.job.leased_until is 'Until when a worker holds it; past means the worker died';
comment on column platform.job.leased_by is 'Which worker holds it';
comment on column platform.job.failed_at is 'Set when it was given up and waits for a person';
comment on column platform.job.last_error is 'Code of the last failure';
comment on column platform.job.created_at is 'When it was enqueued';
create unique index job_waiting_once on platform.job (kind, key) where key is not null and leased_until is null and failed_at is null;
create index job_due on platform.job (run_at) where failed_at is null;

create table platform.mail (
  id bigint generated always as identity primary key,
  address text not null,
  recipient_name text not null default '',
  subject text not null,
  body text not null,
  purpose text not null,
  person_id uuid,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  failed_at timestamptz,
  last_error text
);
comment on table platform.mail is 'The outbox: written in the transaction that causes a mail, sent by a job, in order per address.';
comment on column platform.mail.address is 'Addr-spec in canonical form, checked when it was registered';
comment on column platform.mail.recipient_name is 'Display name, may be empty';
comment on column platform.mail.subject is 'One line';
comment on column platform.mail.body is 'Plain text; emptied after retention';
comment on column platform.mail.purpose is 'Code: which notice this is';
comment on column platform.mail.person_id is 'The person it is about';
comment on column platform.mail.created_at is 'When it was written';
comment on column platform.mail.sent_at is 'When the mail server took it';
comment on column platform.mail.attempts is 'How often it was tried';
comment on column platform.mail.next_try_at is 'Not before';
comment on column platform.mail.failed_at is 'Given up';
comment on column platform.mail.last_error is 'Code of the last failure';
create index mail_waiting on platform.mail (next_try_at, id) where sent_at is null and failed_at is null;
create index mail_person on platform.mail (person_id, id);

create table platform.vault_key (
  id text primary key,
  wrapped bytea not null,
  master_id text not null,
  state text not null check (state in ('sealing', 'opening')),
  created_at timestamptz not null
);
comment on table platform.vault_key is 'Data keys, each wrapped by the master key. One seals, older ones still open what they sealed.';
comment on column platform.vault_key.id is 'Key id, written into every sealed value';
comment on column platform.vault_key.wrapped is 'AES-256-GCM of the data key under the master key: nonce, ciphertext, tag';
comment on column platform.vault_key.master_id is 'Fingerprint of the master key that wraps it';
comment on column platform.vault_key.state is 'sealing: the one new values are sealed with; opening: only opens';
comment on column platform.vault_key.created_at is 'When it was made';

create table platform.dirty (
  person_id uuid primary key,
  since timestamptz not null,
  version bigint not null default 1
);
comment on table platform.dirty is 'Persons whose consequences must be recomputed; says who, never what.';
comment on column platform.dirty.person_id is 'The person';
comment on column platform.dirty.since is 'Since when';
comment on column platform.dirty.version is 'Rises with each mark, so that a mark set during a recompute is not lost';
create index dirty_since on platform.dirty (since);

create table platform.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table platform.setting is 'What an operator may set. Absent means the default in the code.';
comment on column platform.setting.name is 'module.name';
comment on column platform.setting.value is 'The value, checked by the module that reads it';
comment on column platform.setting.changed_at is 'When';
comment on column platform.setting.changed_by is 'By whom, as in the audit log';
