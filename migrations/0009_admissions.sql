-- Applications of those whom no file brings, and the invitations of their hosts.
create schema admissions;
comment on schema admissions is 'Applications of those whom no file brings: drafts, proof seen, decisions, invitations.';

create table admissions.application (
  id uuid primary key,
  number text not null unique check (number ~ '^A[0-9]{2}-[0-9A-HJ-NP-Z]{7}$'),
  secret_hash bytea not null unique,
  kind text not null check (kind in ('new', 'continuation', 'status-change')),
  brought_by text not null check (brought_by in ('self', 'invitation', 'department', 'personnel')),
  state text not null check (state in ('draft', 'host_asked', 'submitted', 'checked', 'provisional', 'admitted',
    'sent_back', 'rejected', 'withdrawn', 'expired', 'lapsed', 'voided')),
  answers bytea not null,
  status text,
  from_on date,
  until_on date,
  counts_until date,
  unit_code text,
  continues text references admissions.application (number),
  applicant_person_id uuid,
  host_person_id uuid,
  host_confirmed_at timestamptz,
  hostless_until date,
  next_host_person_id uuid,
  reminded_at timestamptz,
  invitation_id uuid,
  brought_by_label text,
  batch_id uuid,
  mail_verified_at timestamptz,
  code_print bytea,
  code_until timestamptz,
  code_tries integer not null default 0,
  codes_sent integer not null default 0,
  landing text not null default 'none' check (landing in ('none', 'waiting', 'landed', 'case', 'refused')),
  landings integer not null default 0,
  language text not null check (language in ('ja', 'en')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  constraint ends_after_it_begins check (until_on > from_on),
  constraint what_was_handed_in_is_whole check (
    state in ('draft', 'withdrawn', 'expired') or (status is not null and from_on is not null and submitted_at is not null)),
  constraint a_provisional_one_ends check ((state = 'provisional') <= (counts_until is not null)),
  constraint only_the_admitted_lose_a_host check (
    (hostless_until is null and next_host_person_id is null) or (state in ('admitted', 'voided') and host_person_id is not null)),
  constraint only_the_admitted_land check (landing = 'none' or state in ('provisional', 'admitted', 'lapsed', 'voided'))
);
create index application_open on admissions.application (state, changed_at);
create index application_host on admissions.application (host_person_id) where host_person_id is not null;
create index application_next_host on admissions.application (next_host_person_id) where next_host_person_id is not null;
create index application_unit on admissions.application (unit_code, changed_at) where unit_code is not null;
create index application_batch on admissions.application (batch_id) where batch_id is not null;
create index application_applicant on admissions.application (applicant_person_id) where applicant_person_id is not null;
create index application_lapsing on admissions.application (counts_until) where state = 'provisional';
comment on table admissions.application is 'One application for one status of one person.';
comment on column admissions.application.id is 'Opaque id';
comment on column admissions.application.number is 'Application number: named on papers, and the key of the record in the registry';
comment on column admissions.application.secret_hash is 'SHA-256 of the secret in the applicant''s cookie and link';
comment on column admissions.application.kind is 'New, a continuation, or another status of somebody known';
comment on column admissions.application.brought_by is 'Who began it';
comment on column admissions.application.state is 'State of its life';
comment on column admissions.application.answers is 'What was answered, sealed by the vault (names, birth date, addresses)';
comment on column admissions.application.status is 'Status applied for, as the rule book knows it';
comment on column admissions.application.from_on is 'First day asked for';
comment on column admissions.application.until_on is 'First day after the end asked for; null where the status has no end';
comment on column admissions.application.counts_until is 'First day after the provisional end';
comment on column admissions.application.unit_code is 'Unit, as the department or the counter said it';
comment on column admissions.application.continues is 'Number of the application that this one continues';
comment on column admissions.application.applicant_person_id is 'The signed-in person who applies for themself';
comment on column admissions.application.host_person_id is 'The host named, where one was found';
comment on column admissions.application.host_confirmed_at is 'When the host confirmed';
comment on column admissions.application.hostless_until is 'First day without them, set when their host leaves; null while somebody answers for them';
comment on column admissions.application.next_host_person_id is 'The member asked to take over, who has not answered yet';
comment on column admissions.application.reminded_at is 'When the person was last reminded of an end that comes';
comment on column admissions.application.invitation_id is 'The invitation it answers';
comment on column admissions.application.brought_by_label is 'The officer who applied for somebody else, as in the audit log';
comment on column admissions.application.batch_id is 'Applications handed in together';
comment on column admissions.application.mail_verified_at is 'When the code mailed to the contact address came back';
comment on column admissions.application.code_print is 'Keyed fingerprint of the code that is out';
comment on column admissions.application.code_until is 'Until when that code counts';
comment on column admissions.application.code_tries is 'Wrong tries of that code';
comment on column admissions.application.codes_sent is 'Codes sent so far';
comment on column admissions.application.landing is 'Whether the registry has it: waiting, landed, or a match case first';
comment on column admissions.application.landings is 'How often it was handed to the registry';
comment on column admissions.application.language is 'Language the applicant reads';
comment on column admissions.application.created_at is 'When it was begun';
comment on column admissions.application.changed_at is 'Last change';
comment on column admissions.application.submitted_at is 'When it was handed in, the last time';

create table admissions.event (
  application_id uuid not null references admissions.application (id),
  seq integer not null,
  at timestamptz not null,
  action text not null,
  state text not null,
  actor text not null,
  note text,
  primary key (application_id, seq)
);
comment on table admissions.event is 'What happened to an application; never changed.';
comment on column admissions.event.application_id is 'The application';
comment on column admissions.event.seq is 'Counts from 1';
comment on column admissions.event.at is 'When';
comment on column admissions.event.action is 'What was done, as in the state table';
comment on column admissions.event.state is 'State afterwards';
comment on column admissions.event.actor is 'Who, as in the audit log';
comment on column admissions.event.note is 'What the office wrote to the applicant';

create table admissions.evidence (
  id uuid primary key,
  application_id uuid not null references admissions.application (id),
  method text not null check (method in ('in-person', 'call-back', 'registered-contact', 'superior')),
  document text not null check (document in ('appointment-letter', 'part-time-lecturer-id', 'jsps-letter', 'jsps-id',
    'certificate-of-acceptance', 'employment-paper', 'emeritus-certificate', 'approval', 'none')),
  last4 text not null check (length(last4) <= 4),
  counter text not null check (counter in ('main', 'agent', 'department')),
  checker text not null,
  checker_person_id uuid,
  at timestamptz not null,
  second_checker text check (second_checker <> checker),
  second_at timestamptz,
  constraint a_second_check_has_its_time check ((second_checker is null) = (second_at is null))
);
create index evidence_application on admissions.evidence (application_id);
comment on table admissions.evidence is 'What a counter saw; never a copy of it.';
comment on column admissions.evidence.id is 'Opaque id';
comment on column admissions.evidence.application_id is 'The application';
comment on column admissions.evidence.method is 'How it was seen';
comment on column admissions.evidence.document is 'Kind of document';
comment on column admissions.evidence.last4 is 'Last four characters of its number';
comment on column admissions.evidence.counter is 'Kind of counter';
comment on column admissions.evidence.checker is 'Who saw it, as in the audit log';
comment on column admissions.evidence.checker_person_id is 'Who saw it';
comment on column admissions.evidence.at is 'When';
comment on column admissions.evidence.second_checker is 'Who checked again, where one officer is not enough; as in the audit log';
comment on column admissions.evidence.second_at is 'When they did';

create table admissions.invitation (
  id uuid primary key,
  secret_hash bytea not null unique,
  host_person_id uuid not null,
  guest bytea not null,
  status text not null,
  unit_name text not null,
  from_on date not null,
  until_on date not null check (until_on > from_on),
  state text not null check (state in ('open', 'used', 'withdrawn', 'expired')),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  reminded_at timestamptz
);
create index invitation_open on admissions.invitation (expires_at) where state = 'open';
create index invitation_host on admissions.invitation (host_person_id, sent_at desc);
comment on table admissions.invitation is 'A host''s word beforehand: whom they invite as what, where and how long.';
comment on column admissions.invitation.id is 'Opaque id';
comment on column admissions.invitation.secret_hash is 'SHA-256 of the secret in the mailed link';
comment on column admissions.invitation.host_person_id is 'The host';
comment on column admissions.invitation.guest is 'Name and address of the guest, sealed';
comment on column admissions.invitation.status is 'Status offered';
comment on column admissions.invitation.unit_name is 'Where';
comment on column admissions.invitation.from_on is 'First day';
comment on column admissions.invitation.until_on is 'First day after the end';
comment on column admissions.invitation.state is 'Open, used, withdrawn, or expired';
comment on column admissions.invitation.sent_at is 'When it was mailed';
comment on column admissions.invitation.expires_at is 'Until when the link counts';
comment on column admissions.invitation.reminded_at is 'When the guest was mailed a second time';

create table admissions.batch (
  id uuid primary key,
  brought_by text not null check (brought_by in ('department', 'personnel')),
  unit_code text,
  unit_name text not null,
  state text not null check (state in ('read', 'handed_in', 'discarded')),
  file bytea,
  encoding text not null check (encoding in ('utf-8', 'cp932')),
  delimiter text not null check (delimiter in (',', E'\t')),
  columns jsonb not null,
  status text,
  people integer not null default 0 check (people >= 0),
  left_out jsonb not null default '[]',
  by_label text not null,
  read_at timestamptz not null,
  changed_at timestamptz not null,
  constraint a_department_has_its_unit check (brought_by = 'personnel' or unit_code is not null),
  constraint the_file_stays_until_it_is_settled check ((state = 'read') = (file is not null))
);
create index batch_unit on admissions.batch (unit_code, read_at desc);
comment on table admissions.batch is 'A file of people whom a department or personnel applies for: read, shown, handed in as it was shown.';
comment on column admissions.batch.id is 'Opaque id';
comment on column admissions.batch.brought_by is 'Which office brings it';
comment on column admissions.batch.unit_code is 'Unit the people belong to; null for personnel';
comment on column admissions.batch.unit_name is 'Its name, as the applications say it';
comment on column admissions.batch.state is 'Read, handed in, or discarded';
comment on column admissions.batch.file is 'The file itself, sealed by the vault; gone once it is handed in or discarded';
comment on column admissions.batch.encoding is 'Encoding of the file';
comment on column admissions.batch.delimiter is 'What stands between its cells';
comment on column admissions.batch.columns is 'Field of an application → heading of its column';
comment on column admissions.batch.status is 'Status of every row, where no column says it';
comment on column admissions.batch.people is 'How many were applied for';
comment on column admissions.batch.left_out is 'Rows left out when it was handed in: line, column and reason, nothing else of them';
comment on column admissions.batch.by_label is 'Who brought it, as in the audit log';
comment on column admissions.batch.read_at is 'When it was read';
comment on column admissions.batch.changed_at is 'Last change';

create table admissions.hostless (
  source text not null,
  source_key text not null,
  person_id uuid not null,
  host_person_id uuid not null,
  noticed_at timestamptz not null,
  primary key (source, source_key, host_person_id)
);
comment on table admissions.hostless is 'Guests who were told that their host leaves, each once for each host.';
comment on column admissions.hostless.source is 'Source of the guest''s record';
comment on column admissions.hostless.source_key is 'Its key there';
comment on column admissions.hostless.person_id is 'The guest';
comment on column admissions.hostless.host_person_id is 'The host who leaves';
comment on column admissions.hostless.noticed_at is 'When it was noticed and told';

create table admissions.tally (
  print bytea not null,
  hour timestamptz not null,
  count integer not null,
  primary key (print, hour)
);
comment on table admissions.tally is 'How often something was done in an hour, to bound floods.';
comment on column admissions.tally.print is 'Keyed fingerprint of what is counted: a network, an address';
comment on column admissions.tally.hour is 'The hour';
comment on column admissions.tally.count is 'How often';
