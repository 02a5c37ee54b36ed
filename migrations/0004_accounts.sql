-- The accounts people sign in with: their lives, the keys that open them, and what was told before they stop.
create schema accounts;
comment on schema accounts is 'Accounts, activation keys, notices printed and sent.';

create table accounts.account (
  id uuid primary key,
  person_id uuid not null,
  kind text not null check (kind in ('ECS', 'SPS')),
  username text not null,
  mail text,
  state text not null check (state in ('reserved', 'pending', 'active', 'grace', 'suspended', 'closed')),
  since timestamptz,
  until date,
  cause text check (cause in ('discipline', 'compromise', 'report', 'other')),
  reason text,
  before text check (before in ('pending', 'active', 'grace')),
  why text check (why in ('ended', 'no-show', 'withdrawn', 'merged')),
  activated_at timestamptz,
  eligibility_end date,
  notified_stop date,
  told_on date,
  told_milestone integer,
  actual_stop date,
  forward_to text,
  forward_until date,
  created_at timestamptz not null,
  issued_to uuid,
  superseded_by uuid references accounts.account (id),
  superseded_on date,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'suspended' then since is not null and cause is not null and reason is not null and before is not null
                            and why is null and actual_stop is null and (until is not null) = (before = 'grace')
      when 'closed'    then since is not null and why is not null and actual_stop is not null
                            and cause is null and reason is null and before is null and until is null
      when 'grace'     then until is not null and since is null and cause is null and reason is null
                            and before is null and why is null and actual_stop is null
      else since is null and until is null and cause is null and reason is null
           and before is null and why is null and actual_stop is null
    end),
  constraint an_active_account_was_activated check (state <> 'active' or activated_at is not null),
  constraint a_reserved_account_was_not check (state <> 'reserved' or activated_at is null),
  constraint what_was_told_is_told_whole check (
    (notified_stop is null) = (told_on is null) and (notified_stop is null) = (told_milestone is null)),
  constraint a_stop_is_told_a_week_before check (notified_stop is null or notified_stop >= told_on + 7),
  constraint no_stop_before_the_one_told check (actual_stop is null or notified_stop is null or actual_stop >= notified_stop),
  constraint superseded_by_another_since_a_day check (
    (superseded_by is null) = (superseded_on is null) and superseded_by <> id),
  constraint issued_to_another_than_its_owner check (issued_to <> person_id),
  constraint forwarding_has_an_address check (forward_until is null or forward_to is not null)
);
create unique index account_username on accounts.account (username);
create unique index account_mail on accounts.account (mail) where mail is not null;
create unique index account_person_kind on accounts.account (person_id, kind) where superseded_by is null;
create index account_person on accounts.account (person_id);
create index account_issued_to on accounts.account (issued_to) where issued_to is not null;
create index account_superseded_by on accounts.account (superseded_by) where superseded_by is not null;
create index account_state on accounts.account (state, id);
create index account_stop on accounts.account (notified_stop) where notified_stop is not null and state <> 'closed';
create index account_name_search on accounts.account (username text_pattern_ops);
comment on table accounts.account is 'One account of one kind of one person, for ever; a closed one is never anyone else''s.';
comment on column accounts.account.id is 'Never changes, also when the name does';
comment on column accounts.account.person_id is 'Whose it is';
comment on column accounts.account.kind is 'ECS: students and guests; SPS: staff';
comment on column accounts.account.username is 'The name to sign in with, as taken in the ledger';
comment on column accounts.account.mail is 'The university address that goes with it; null without a right to mail';
comment on column accounts.account.state is 'Where in its life it is (account.ts)';
comment on column accounts.account.since is 'Suspended or closed since when';
comment on column accounts.account.until is 'First day after grace';
comment on column accounts.account.cause is 'Why suspended, as a code';
comment on column accounts.account.reason is 'Why suspended, in the officer''s words; shown to officers alone';
comment on column accounts.account.before is 'The state that the suspension interrupted';
comment on column accounts.account.why is 'Why closed, as a code';
comment on column accounts.account.activated_at is 'When a key was redeemed last; older passwords and sessions do not count';
comment on column accounts.account.eligibility_end is 'First day without the right; null while no end is known';
comment on column accounts.account.notified_stop is 'The stop that the person was told: first day that signing in is refused';
comment on column accounts.account.told_on is 'Day on which that stop was told first';
comment on column accounts.account.told_milestone is 'Last reminder of it, in days before';
comment on column accounts.account.actual_stop is 'Day from which it really was closed';
comment on column accounts.account.forward_to is 'Address that mail goes on to after leaving, set by the person beforehand';
comment on column accounts.account.forward_until is 'First day mail is no longer forwarded';
comment on column accounts.account.created_at is 'When the name was taken';
comment on column accounts.account.issued_to is 'To whom it was issued, where a merge gave it another owner; unmerging returns it';
comment on column accounts.account.superseded_by is 'The account of the same kind that stays in its place after a merge';
comment on column accounts.account.superseded_on is 'Since when that one stays in its place';

create table accounts.alias (
  username text primary key,
  account_id uuid not null references accounts.account (id),
  until date not null,
  since timestamptz not null,
  reason text not null
);
create index alias_account on accounts.alias (account_id);
comment on table accounts.alias is 'Former names of accounts. They lead to the account until a day, and to nobody else ever.';
comment on column accounts.alias.username is 'The former name';
comment on column accounts.alias.account_id is 'The account it was the name of';
comment on column accounts.alias.until is 'First day it no longer signs in';
comment on column accounts.alias.since is 'When the account was renamed';
comment on column accounts.alias.reason is 'Why, in the officer''s words';

create table accounts.name_case (
  person_id uuid not null,
  kind text not null check (kind in ('ECS', 'SPS')),
  code text not null,
  since timestamptz not null,
  primary key (person_id, kind)
);
comment on table accounts.name_case is 'Persons whose account waits for an officer to choose a name.';
comment on column accounts.name_case.person_id is 'The person';
comment on column accounts.name_case.kind is 'Which account';
comment on column accounts.name_case.code is 'Why no name could be made, as a refusal code';
comment on column accounts.name_case.since is 'Since when they wait';

create table accounts.change (
  id bigint generated always as identity primary key,
  account_id uuid not null references accounts.account (id),
  at timestamptz not null,
  act text not null,
  state text not null check (state in ('reserved', 'pending', 'active', 'grace', 'suspended', 'closed')),
  actor text not null
);
create index change_account on accounts.change (account_id, id);
comment on table accounts.change is 'Every change of state of every account: its life, oldest first.';
comment on column accounts.change.id is 'Order of the changes';
comment on column accounts.change.account_id is 'The account';
comment on column accounts.change.at is 'When';
comment on column accounts.change.act is 'What was done to it';
comment on column accounts.change.state is 'The state since then';
comment on column accounts.change.actor is 'By whom, as in the audit log';

create view accounts.published_stop as
  select account_id, at from accounts.change where state in ('suspended', 'closed');
comment on view accounts.published_stop is 'For higher modules: when an account was stopped. What was proven before does not count again, whatever came after.';

create table accounts.evidence (
  id uuid primary key,
  account_id uuid not null references accounts.account (id),
  purpose text not null check (purpose in ('new-use', 'forgotten-password', 'extend-deadline')),
  method text not null check (method in ('in-person', 'call-back', 'registered-contact', 'superior')),
  document text not null check (document in ('student-id', 'staff-id', 'part-time-lecturer-id', 'emeritus-certificate',
    'jsps-letter', 'certificate-of-acceptance', 'public-photo-id', 'none')),
  last4 text not null check (last4 ~ '^[0-9A-Za-z]{0,4}$'),
  counter text not null check (counter in ('main', 'agent', 'department')),
  checker text not null,
  second_checker text,
  at timestamptz not null,
  constraint seen_in_person_means_a_document check (method <> 'in-person' or document <> 'none')
);
create index evidence_account on accounts.evidence (account_id, at);
comment on table accounts.evidence is 'What a counter saw before it acted. Never a copy of the document.';
comment on column accounts.evidence.id is 'Id that a key refers to';
comment on column accounts.evidence.account_id is 'For which account';
comment on column accounts.evidence.purpose is 'What was asked for';
comment on column accounts.evidence.method is 'How identity was checked';
comment on column accounts.evidence.document is 'Kind of document seen';
comment on column accounts.evidence.last4 is 'Last four letters of its number';
comment on column accounts.evidence.counter is 'Which kind of counter';
comment on column accounts.evidence.checker is 'Who checked, as in the audit log';
comment on column accounts.evidence.second_checker is 'Who checked beside them, if anyone';
comment on column accounts.evidence.at is 'When';

create table accounts.batch (
  id uuid primary key,
  number bigint generated always as identity,
  kind text not null check (kind in ('ECS', 'SPS')),
  status text,
  unit text,
  starts_on date,
  until date not null,
  count integer not null check (count > 0),
  created_at timestamptz not null,
  created_by text not null
);
create unique index batch_number on accounts.batch (number);
comment on table accounts.batch is 'Notices printed together, such as those of an entering class.';
comment on column accounts.batch.id is 'Id in addresses';
comment on column accounts.batch.number is 'Printed on each notice';
comment on column accounts.batch.kind is 'Accounts of which kind';
comment on column accounts.batch.status is 'Only people of this status; null: any';
comment on column accounts.batch.unit is 'Only people of this unit; null: any';
comment on column accounts.batch.starts_on is 'Only people who start on this day; null: any';
comment on column accounts.batch.until is 'First day its keys are no longer usable';
comment on column accounts.batch.count is 'How many notices';
comment on column accounts.batch.created_at is 'When it was printed first';
comment on column accounts.batch.created_by is 'By whom, as in the audit log';

create table accounts.activation_key (
  id uuid primary key,
  account_id uuid not null references accounts.account (id),
  fingerprint bytea not null,
  state text not null check (state in ('issued', 'delivered', 'redeemed', 'expired', 'revoked', 'burned')),
  channel text not null check (channel in ('letter', 'counter')),
  not_before date not null,
  until date not null,
  wrong_tries integer not null default 0 check (wrong_tries between 0 and 5),
  issued_at timestamptz not null,
  issued_by text not null,
  delivered_at timestamptz,
  ended_at timestamptz,
  batch_id uuid references accounts.batch (id),
  evidence_id uuid references accounts.evidence (id),
  constraint a_key_has_days check (not_before < until),
  constraint an_ended_key_says_when check ((state in ('redeemed', 'revoked', 'burned')) <= (ended_at is not null)),
  constraint burned_by_five check (state <> 'burned' or wrong_tries = 5),
  constraint its_channel_says_where_from check ((channel = 'letter') = (batch_id is not null)
    and (channel = 'counter') = (evidence_id is not null))
);
create unique index activation_key_one_live on accounts.activation_key (account_id) where state in ('issued', 'delivered');
create index activation_key_account on accounts.activation_key (account_id, issued_at);
create index activation_key_batch on accounts.activation_key (batch_id) where batch_id is not null;
create index activation_key_due on accounts.activation_key (until) where state in ('issued', 'delivered');
comment on table accounts.activation_key is 'Keys on notices. Only a keyed fingerprint is kept; at most one key of an account is alive.';
comment on column accounts.activation_key.id is 'The key''s own id; nothing of the key is in it';
comment on column accounts.activation_key.account_id is 'The account it opens';
comment on column accounts.activation_key.fingerprint is 'HMAC of account and key';
comment on column accounts.activation_key.state is 'Where in its life it is (activation-key.ts)';
comment on column accounts.activation_key.channel is 'By letter with a batch, or over a counter';
comment on column accounts.activation_key.not_before is 'First day it is usable';
comment on column accounts.activation_key.until is 'First day it is no longer usable';
comment on column accounts.activation_key.wrong_tries is 'Wrong keys entered; the fifth burns it';
comment on column accounts.activation_key.issued_at is 'When it was printed';
comment on column accounts.activation_key.issued_by is 'By whom, as in the audit log';
comment on column accounts.activation_key.delivered_at is 'When its notice was handed over';
comment on column accounts.activation_key.ended_at is 'When it was redeemed, revoked or burned';
comment on column accounts.activation_key.batch_id is 'The batch whose letter carries it';
comment on column accounts.activation_key.evidence_id is 'What the counter saw before handing it out';

create table accounts.batch_item (
  batch_id uuid not null references accounts.batch (id),
  place integer not null check (place > 0),
  account_id uuid not null references accounts.account (id),
  primary key (batch_id, place)
);
create unique index batch_item_once on accounts.batch_item (batch_id, account_id);
create index batch_item_account on accounts.batch_item (account_id);
comment on table accounts.batch_item is 'Who is in a batch, in the order of the paper.';
comment on column accounts.batch_item.batch_id is 'The batch';
comment on column accounts.batch_item.place is 'Place in the stack, from 1; printed on the notice';
comment on column accounts.batch_item.account_id is 'Whose notice';

create table accounts.batch_print (
  id bigint generated always as identity primary key,
  batch_id uuid not null references accounts.batch (id),
  at timestamptz not null,
  actor text not null,
  count integer not null check (count > 0),
  reason text
);
create index batch_print_batch on accounts.batch_print (batch_id, id);
comment on table accounts.batch_print is 'Each time notices of a batch were printed. A reprint has a reason, and revoked the keys printed before.';
comment on column accounts.batch_print.id is 'Order of printing';
comment on column accounts.batch_print.batch_id is 'The batch';
comment on column accounts.batch_print.at is 'When';
comment on column accounts.batch_print.actor is 'By whom, as in the audit log';
comment on column accounts.batch_print.count is 'How many notices';
comment on column accounts.batch_print.reason is 'Why again; null for the first print';

create table accounts.notice (
  account_id uuid not null references accounts.account (id),
  kind text not null check (kind in ('stop-announced', 'stop-reminder', 'stop-withdrawn')),
  stop_on date not null,
  told_on date not null,
  milestone integer not null,
  sent_at timestamptz not null,
  channels text[] not null,
  text_version text not null,
  primary key (account_id, kind, stop_on, told_on, milestone)
);
comment on table accounts.notice is 'What was told about stopping. The key makes it impossible to tell the same thing twice.';
comment on column accounts.notice.account_id is 'Whose owner was told';
comment on column accounts.notice.kind is 'A stop told, repeated, or withdrawn';
comment on column accounts.notice.stop_on is 'The stop it is about';
comment on column accounts.notice.told_on is 'Day on which that stop was told first';
comment on column accounts.notice.milestone is 'Days before the stop that it belongs to';
comment on column accounts.notice.sent_at is 'When it was put into the outbox';
comment on column accounts.notice.channels is 'university: its own mailbox; notification: the address registered for that';
comment on column accounts.notice.text_version is 'Which wording was sent';
