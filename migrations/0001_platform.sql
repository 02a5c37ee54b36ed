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
create index audit_entry_seal on platform.audit_entry (seal, seq);
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
comment on column platform.job.id is 'Order of enqueueing';
comment on column platform.job.kind is 'Which handler';
comment on column platform.job.key is 'While a job with this kind and key waits, another is not added';
comment on column platform.job.payload is 'Ids for the handler; no personal data';
comment on column platform.job.run_at is 'Not before';
comment on column platform.job.attempts is 'How often it was begun';
comment on column platform.job.leased_until is 'Until when a worker holds it, by the time of the database; past means the worker died';
comment on column platform.job.leased_by is 'Which worker holds it';
comment on column platform.job.failed_at is 'Set when it was given up and waits for a person';
comment on column platform.job.last_error is 'Code and place of the last failure';
comment on column platform.job.created_at is 'When it was enqueued';
create unique index job_waiting_once on platform.job (kind, key) where key is not null and leased_until is null and failed_at is null;
create index job_due on platform.job (run_at) where failed_at is null;

create table platform.schedule (
  kind text primary key,
  due timestamptz not null
);
comment on table platform.schedule is 'Work that comes back: one row for each kind, so that of many workers one enqueues it.';
comment on column platform.schedule.kind is 'Which handler';
comment on column platform.schedule.due is 'The last time for which it was enqueued, or at which it was first seen';

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
  last_error text,
  leased_until timestamptz
);
comment on table platform.mail is 'The outbox: written in the transaction that causes a mail, sent by a job, in order per address.';
comment on column platform.mail.id is 'Order of writing, which is the order of sending for one address';
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
comment on column platform.mail.leased_until is 'Until when a worker is sending it, by the time of the database; past means the worker died';
comment on column platform.mail.last_error is 'Code of the last failure';
create index mail_waiting on platform.mail (next_try_at, id) where sent_at is null and failed_at is null;
create index mail_waiting_address on platform.mail (address, id) where sent_at is null and failed_at is null;
create index mail_person on platform.mail (person_id, id);

create table platform.vault_key (
  id text primary key,
  kind text not null check (kind in ('data', 'fingerprint')),
  wrapped bytea not null,
  master_id text not null,
  seals_from timestamptz not null,
  created_at timestamptz not null
);
comment on table platform.vault_key is 'Keys of the vault, each wrapped by the master key. Of the data keys the newest in force seals; every one opens what it sealed.';
comment on column platform.vault_key.id is 'Key id, written into every sealed value';
comment on column platform.vault_key.kind is 'data: seals secrets; fingerprint: the one root of keyed fingerprints, never rotated';
comment on column platform.vault_key.wrapped is 'AES-256-GCM of the key under the master key: nonce, tag, ciphertext';
comment on column platform.vault_key.master_id is 'Fingerprint of the master key that wraps it';
comment on column platform.vault_key.seals_from is 'From when new values are sealed with it: a little later than it was made, so that every process knows it by then';
comment on column platform.vault_key.created_at is 'When it was made';
create unique index vault_key_one_fingerprint on platform.vault_key (kind) where kind = 'fingerprint';

create table platform.dirty (
  person_id uuid primary key,
  since timestamptz not null,
  version bigint not null default 1,
  leased_until timestamptz,
  failed_at timestamptz,
  last_error text,
  constraint a_failure_says_why check ((failed_at is null) = (last_error is null))
);
comment on table platform.dirty is 'Persons whose consequences must be recomputed; says who, never what.';
comment on column platform.dirty.person_id is 'The person';
comment on column platform.dirty.since is 'Since when';
comment on column platform.dirty.version is 'Rises with each mark, so that a mark set during a recompute is not lost';
comment on column platform.dirty.leased_until is 'Until when a worker recomputes it, by the time of the database; past means the worker died';
comment on column platform.dirty.failed_at is 'Set when the recompute of this very person failed: parked for an operator until the next mark';
comment on column platform.dirty.last_error is 'Code and place of the failure';
create index dirty_waiting on platform.dirty (since, person_id) where failed_at is null;

create table platform.setting (
  name text primary key,
  value jsonb not null,
  version integer not null default 1 check (version > 0),
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table platform.setting is 'What an operator may set. Absent means the default in the code.';
comment on column platform.setting.name is 'module.name';
comment on column platform.setting.value is 'The value, checked by the module that reads it';
comment on column platform.setting.version is 'How often it was changed: who saw an older one does not overwrite it';
comment on column platform.setting.changed_at is 'When';
comment on column platform.setting.changed_by is 'By whom, as in the audit log';

create table platform.audit_seal (
  number bigint primary key check (number > 0),
  first_seq bigint not null,
  last_seq bigint not null,
  seqs bigint[] not null,
  leaves bytea not null,
  root bytea not null check (octet_length(root) = 32),
  previous bytea not null check (octet_length(previous) = 32),
  chain bytea not null check (octet_length(chain) = 32),
  key_id text not null,
  signature bytea not null check (octet_length(signature) = 64),
  sealed_at timestamptz not null,
  constraint a_seal_covers_what_it_counts check (cardinality(seqs) > 0 and octet_length(leaves) = 32 * cardinality(seqs))
);
comment on table platform.audit_seal is 'One batch of audit entries, bound by a hash tree whose root is chained to the seal before and signed. Its roots are kept outside the database too.';
comment on column platform.audit_seal.number is 'Counts from 1 without a gap';
comment on column platform.audit_seal.first_seq is 'The first entry it covers';
comment on column platform.audit_seal.last_seq is 'The last entry it covers';
comment on column platform.audit_seal.seqs is 'The entries it covers, in order; one that was committed late is in a later seal';
comment on column platform.audit_seal.leaves is 'SHA-256 leaf hash of each entry it covers, in order of seq, 32 octets each';
comment on column platform.audit_seal.root is 'Root of the hash tree over the leaves (RFC 6962 section 2.1)';
comment on column platform.audit_seal.previous is 'Chain value of the seal before; zeros for the first';
comment on column platform.audit_seal.chain is 'SHA-256 over number, seqs, root and previous';
comment on column platform.audit_seal.key_id is 'Which signing key';
comment on column platform.audit_seal.signature is 'Ed25519 over the chain value';
comment on column platform.audit_seal.sealed_at is 'When it was sealed';

create table platform.signing_key (
  id text primary key,
  purpose text not null,
  public_key bytea not null,
  private_key bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
comment on table platform.signing_key is 'Signing keys of the platform; the private half is sealed by the vault.';
comment on column platform.signing_key.id is 'First 16 hexadecimal digits of the SHA-256 of the public key';
comment on column platform.signing_key.purpose is 'What it signs, such as audit';
comment on column platform.signing_key.public_key is 'SubjectPublicKeyInfo, DER';
comment on column platform.signing_key.private_key is 'PKCS #8, DER, sealed';
comment on column platform.signing_key.created_at is 'When it was made';
comment on column platform.signing_key.retired_at is 'Since when it only verifies';
create unique index signing_key_in_use on platform.signing_key (purpose) where retired_at is null;

create table platform.proposal (
  id uuid primary key,
  act text not null,
  payload jsonb not null,
  payload_hash bytea not null check (octet_length(payload_hash) = 32),
  subject text not null,
  roles text[] not null check (cardinality(roles) > 0),
  proposed_by text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  reason text not null,
  state text not null check (state in ('proposed', 'released', 'refused', 'expired', 'withdrawn')),
  settled_by text,
  settled_at timestamptz,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'proposed' then settled_by is null and settled_at is null
      when 'expired' then settled_by is null and settled_at is not null
      else settled_by is not null and settled_at is not null
    end),
  constraint released_by_another check (state <> 'released' or settled_by <> proposed_by or settled_by like 'operator:%')
);
comment on table platform.proposal is 'Acts that take two people: proposed by one, released by another, bound to the hash of what both saw.';
comment on column platform.proposal.id is 'Named on the page and the command line';
comment on column platform.proposal.act is 'Which act, as the name of its use case';
comment on column platform.proposal.payload is 'What shall be done: ids, codes and counts';
comment on column platform.proposal.payload_hash is 'SHA-256 of what both people saw';
comment on column platform.proposal.subject is 'What it is about, as an id: a new proposal of the act for it replaces one that waits';
comment on column platform.proposal.roles is 'Staff roles, any of which may release it';
comment on column platform.proposal.proposed_by is 'Who, as in the audit log: a person, not an account';
comment on column platform.proposal.proposed_at is 'When';
comment on column platform.proposal.expires_at is 'From when it can no longer be released';
comment on column platform.proposal.reason is 'Why, in the words of the one who proposed';
comment on column platform.proposal.state is 'Where it stands';
comment on column platform.proposal.settled_by is 'Who released, refused or withdrew it';
comment on column platform.proposal.settled_at is 'When it was settled or found expired';
create unique index proposal_one_waits on platform.proposal (act, subject) where state = 'proposed';
create index proposal_about on platform.proposal (act, subject, proposed_at);
create index proposal_waiting on platform.proposal (proposed_at) where state = 'proposed';

create table platform.approval (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  proposal_id uuid not null references platform.proposal (id),
  payload_hash bytea not null check (octet_length(payload_hash) = 32),
  approver text not null,
  username text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz
);
comment on table platform.approval is 'One-time codes by which an officer lets the operator at the command line carry out one proposal.';
comment on column platform.approval.code_hash is 'SHA-256 of the code, which has 100 random bits';
comment on column platform.approval.proposal_id is 'The proposal it releases';
comment on column platform.approval.payload_hash is 'Hash of what the officer saw';
comment on column platform.approval.approver is 'The officer, as in the audit log';
comment on column platform.approval.username is 'The name the operator gives with --second';
comment on column platform.approval.created_at is 'When it was made';
comment on column platform.approval.expires_at is 'From when it is worthless';
comment on column platform.approval.spent_at is 'When it was used';

create table platform.machine_client (
  id uuid primary key,
  name text not null,
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  use_cases text[] not null check (cardinality(use_cases) > 0),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on column platform.machine_client.id is 'Names it in the audit log';
comment on table platform.machine_client is 'Registered programs with a bearer token, each bound to the use cases it was registered for.';
comment on column platform.machine_client.name is 'What it is, for operators';
comment on column platform.machine_client.secret_hash is 'SHA-256 of its 256-bit secret';
comment on column platform.machine_client.use_cases is 'Names of the use cases it may call';
comment on column platform.machine_client.created_at is 'When it was registered';
comment on column platform.machine_client.created_by is 'By whom, as in the audit log';
comment on column platform.machine_client.expires_at is 'From when it is refused';
comment on column platform.machine_client.revoked_at is 'Since when it is refused for good';
