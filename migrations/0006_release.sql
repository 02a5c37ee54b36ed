-- What may be told about a person, to whom: agreements, consents, subject identifiers, and what was told.
create schema release;
comment on schema release is 'What may be told about a person, to whom, and what was.';

create table release.agreement (
  recipient text primary key,
  name_ja text not null,
  name_en text not null,
  attributes text[] not null,
  purpose_ja text not null,
  purpose_en text not null,
  privacy_url text,
  mode text not null check (mode in ('duty', 'once', 'each')),
  until date,
  changed_at timestamptz not null
);
comment on table release.agreement is 'What was approved for one recipient. Nothing else is ever told to it.';
comment on column release.agreement.recipient is 'Protocol and name of the recipient, as oidc:CLIENT_ID';
comment on column release.agreement.name_ja is 'Name shown to people, Japanese';
comment on column release.agreement.name_en is 'Name shown to people, English';
comment on column release.agreement.attributes is 'Names of the catalogue';
comment on column release.agreement.purpose_ja is 'What they are needed for, Japanese';
comment on column release.agreement.purpose_en is 'What they are needed for, English';
comment on column release.agreement.privacy_url is 'The recipient''s privacy page';
comment on column release.agreement.mode is 'duty: shown, not asked; once: asked once and after changes; each: asked each time';
comment on column release.agreement.until is 'First day it no longer holds';
comment on column release.agreement.changed_at is 'When it was last changed';

create table release.consent (
  person_id uuid not null references registry.person,
  recipient text not null,
  content text not null,
  attributes text[] not null,
  given_at timestamptz not null,
  primary key (person_id, recipient)
);
comment on table release.consent is 'A person''s own yes to one recipient. Withdrawn by removal; what was said before stands in the audit log.';
comment on column release.consent.person_id is 'Who agreed';
comment on column release.consent.recipient is 'To whom';
comment on column release.consent.content is 'Fingerprint of the attributes, purpose and privacy page agreed to';
comment on column release.consent.attributes is 'The attributes agreed to';
comment on column release.consent.given_at is 'When';

create table release.subject (
  person_id uuid not null references registry.person,
  sector text not null,
  value text not null,
  created_at timestamptz not null,
  primary key (person_id, sector),
  unique (sector, value)
);
comment on table release.subject is 'How a recipient knows a person; stored at first use, never changed, never another person''s.';
comment on column release.subject.person_id is 'The person';
comment on column release.subject.sector is 'Host of the recipient''s redirect addresses; empty for the public id';
comment on column release.subject.value is 'Opaque, 32 letters of base32';
comment on column release.subject.created_at is 'First use';

create table release.told (
  person_id uuid not null references registry.person,
  recipient text not null,
  on_day date not null,
  attributes text[] not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null,
  primary key (person_id, recipient, on_day, attributes)
);
comment on table release.told is 'What was told about a person, to whom and when: for the person''s own page. One row for each day and set of attributes.';
comment on column release.told.person_id is 'About whom';
comment on column release.told.recipient is 'To whom';
comment on column release.told.on_day is 'The day at the university';
comment on column release.told.attributes is 'Which attributes had a value';
comment on column release.told.first_at is 'First time that day';
comment on column release.told.last_at is 'Last time that day';
comment on column release.told.times is 'How often that day';
