-- Questions that people ask, and what became of them.
create schema desk;
comment on schema desk is 'The contact form and its answers.';

create table desk.inquiry (
  id uuid primary key,
  number text not null unique check (number ~ '^Q[0-9]{2}-[0-9A-HJ-NP-Z]{7}$'),
  secret_hash bytea not null unique,
  state text not null check (state in ('open', 'answered', 'waiting', 'closed')),
  category text not null check (category in ('sign-in', 'activation', 'account', 'card', 'applying', 'service', 'accessibility', 'other')),
  asker bytea not null,
  person_id uuid,
  language text not null check (language in ('ja', 'en')),
  asked_at timestamptz not null,
  changed_at timestamptz not null
);
create index inquiry_open on desk.inquiry (state, changed_at);
comment on table desk.inquiry is 'One question and what became of it.';
comment on column desk.inquiry.id is 'Opaque id';
comment on column desk.inquiry.number is 'Number told to the asker';
comment on column desk.inquiry.secret_hash is 'SHA-256 of the secret in the asker''s cookie and link';
comment on column desk.inquiry.state is 'State of its life';
comment on column desk.inquiry.category is 'What it is about';
comment on column desk.inquiry.asker is 'Name and reply address, sealed';
comment on column desk.inquiry.person_id is 'Who asked, where they were signed in';
comment on column desk.inquiry.language is 'Language the asker reads';
comment on column desk.inquiry.asked_at is 'When it was asked';
comment on column desk.inquiry.changed_at is 'Last change';

create table desk.message (
  inquiry_id uuid not null references desk.inquiry (id),
  seq integer not null,
  at timestamptz not null,
  side text not null check (side in ('asker', 'office')),
  author text not null,
  words bytea not null,
  primary key (inquiry_id, seq)
);
comment on table desk.message is 'What was written, in turn.';
comment on column desk.message.inquiry_id is 'The question';
comment on column desk.message.seq is 'Counts from 1';
comment on column desk.message.at is 'When';
comment on column desk.message.side is 'Who wrote: the asker or the office';
comment on column desk.message.author is 'Who wrote, as in the audit log';
comment on column desk.message.words is 'The text, sealed';

create table desk.tally (
  print bytea not null,
  hour timestamptz not null,
  count integer not null,
  primary key (print, hour)
);
comment on table desk.tally is 'How often somebody asked in an hour, to bound floods.';
comment on column desk.tally.print is 'Keyed fingerprint of a network or an address';
comment on column desk.tally.hour is 'The hour';
comment on column desk.tally.count is 'How often';
