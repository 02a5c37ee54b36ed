-- Proving it is you: passwords, sessions, known browsers, throttles, and what each person sees of their own sign-ins.
create schema authentication;
comment on schema authentication is 'Proving it is you: passwords, sessions, known browsers, throttles.';

create table authentication.password (
  account_id uuid primary key references accounts.account,
  hash text not null check (hash like '$argon2id$%'),
  changed_at timestamptz not null
);
comment on table authentication.password is 'One password for each account that has been activated. Removed when the account begins a new life.';
comment on column authentication.password.account_id is 'Whose';
comment on column authentication.password.hash is 'Argon2id PHC string of the NFKC form';
comment on column authentication.password.changed_at is 'When it was set';

create table authentication.browser (
  id uuid primary key,
  account_id uuid not null references accounts.account,
  secret_hash bytea not null unique,
  label text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  proved_at timestamptz
);
comment on table authentication.browser is 'Browsers that have signed in to an account before: counted apart from strangers, so that an outsider cannot lock the person out.';
comment on column authentication.browser.id is 'Identifier';
comment on column authentication.browser.account_id is 'Whose';
comment on column authentication.browser.secret_hash is 'SHA-256 of the secret in the browser''s cookie';
comment on column authentication.browser.label is 'Browser and system as words, from the user agent';
comment on column authentication.browser.first_seen_at is 'First sign-in';
comment on column authentication.browser.last_seen_at is 'Last sign-in';
comment on column authentication.browser.proved_at is 'When a second factor was last proved at it; a password alone makes no browser known where codes are counted';
create index browser_account on authentication.browser (account_id);

create table authentication.session (
  id uuid primary key,
  secret_hash bytea not null unique,
  account_id uuid not null references accounts.account,
  person_id uuid not null references registry.person,
  proofs jsonb not null check (jsonb_array_length(proofs) > 0),
  network text not null,
  label text not null,
  created_at timestamptz not null,
  authenticated_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  replaced_by uuid,
  constraint replaced_by_another check ((replaced_by is null) = (ended_because is distinct from 'replaced')),
  constraint ended_with_a_reason check ((ended_at is null) = (ended_because is null)),
  constraint a_known_reason check (ended_because in ('signed-out', 'ended-elsewhere', 'password-changed', 'replaced', 'restored'))
);
comment on table authentication.session is 'What was verified on one browser, and when. Rows are kept for the person''s own view and purged by age.';
comment on column authentication.session.id is 'Identifier';
comment on column authentication.session.secret_hash is 'SHA-256 of the secret in the browser''s cookie';
comment on column authentication.session.account_id is 'Signed in as';
comment on column authentication.session.person_id is 'Who';
comment on column authentication.session.proofs is 'How it was proved and when: [{method, at}], the first first';
comment on column authentication.session.network is '/24 or /56 of the address';
comment on column authentication.session.label is 'Browser and system as words, from the user agent';
comment on column authentication.session.created_at is 'When it began';
comment on column authentication.session.authenticated_at is 'When the person last proved it was they';
comment on column authentication.session.last_seen_at is 'Last use, at most five minutes late';
comment on column authentication.session.expires_at is 'Its end whatever happens';
comment on column authentication.session.ended_at is 'When it was ended before that';
comment on column authentication.session.ended_because is 'Why';
comment on column authentication.session.replaced_by is 'The session of the same browser that took its place';
create index session_account on authentication.session (account_id, created_at);
create index session_person on authentication.session (person_id, created_at);
create index session_expired on authentication.session (expires_at);

create table authentication.throttle (
  path text primary key,
  failures integer not null check (failures >= 0),
  free integer not null,
  longest_seconds integer not null,
  last_failed_at timestamptz not null,
  wait_until timestamptz,
  waiting boolean not null
);
comment on table authentication.throttle is 'Failures in a row on one path of trying, and until when tries on it do not count.';
comment on column authentication.throttle.path is 'Account, browser or network that is counted';
comment on column authentication.throttle.failures is 'Failures since the last success on this path, forgotten after a quiet day';
comment on column authentication.throttle.free is 'Failures without a wait';
comment on column authentication.throttle.longest_seconds is 'Longest wait, in seconds';
comment on column authentication.throttle.waiting is 'Whether the last try came before the wait was over';
comment on column authentication.throttle.last_failed_at is 'When it last failed';
comment on column authentication.throttle.wait_until is 'Until then nothing on this path succeeds';
create index throttle_old on authentication.throttle (last_failed_at);

create table authentication.sign_in (
  id bigint generated always as identity primary key,
  account_id uuid not null references accounts.account,
  at timestamptz not null,
  outcome text not null check (outcome in ('done', 'wrong', 'waiting', 'stopped')),
  method text not null check (method in ('password', 'activation-key', 'totp', 'mail-code', 'passkey', 'passkey-verified', 'recovery-code')),
  network text not null,
  label text not null,
  known_browser boolean not null
);
comment on table authentication.sign_in is 'What each person sees of their own sign-ins.';
comment on column authentication.sign_in.id is 'Order';
comment on column authentication.sign_in.account_id is 'Whose account';
comment on column authentication.sign_in.at is 'When';
comment on column authentication.sign_in.outcome is 'done; wrong; waiting: came before the wait was over; stopped: the account does not sign in';
comment on column authentication.sign_in.method is 'How it was tried';
comment on column authentication.sign_in.network is '/24 or /56 of the address';
comment on column authentication.sign_in.label is 'Browser and system as words';
comment on column authentication.sign_in.known_browser is 'Whether this browser had signed in to the account before';
create index sign_in_account on authentication.sign_in (account_id, id);

create table authentication.authenticator (
  id uuid primary key,
  person_id uuid not null references registry.person,
  kind text not null check (kind in ('totp', 'mail', 'passkey', 'recovery-set')),
  name text not null check (length(name) between 1 and 60),
  state text not null check (state in ('pending', 'active', 'suspended', 'retired')),
  sealed bytea,
  data jsonb,
  last_step bigint,
  created_at timestamptz not null,
  verified_at timestamptz,
  last_used_at timestamptz,
  ended_at timestamptz,
  constraint active_is_verified check (state not in ('active', 'suspended') or verified_at is not null),
  constraint retired_has_an_end check ((state = 'retired') = (ended_at is not null)),
  constraint passkey_has_a_credential check (kind <> 'passkey' or coalesce(data->>'credentialId' <> '', false))
);
comment on table authentication.authenticator is 'What a person proves a sign-in with besides the password.';
comment on column authentication.authenticator.id is 'Identifier';
comment on column authentication.authenticator.person_id is 'Whose';
comment on column authentication.authenticator.kind is 'totp: an app; mail: the notification address; passkey; recovery-set: codes on paper';
comment on column authentication.authenticator.name is 'What its owner calls it';
comment on column authentication.authenticator.state is 'pending until one code confirmed it; active; suspended: lost, or switched off after too many tries; retired';
comment on column authentication.authenticator.sealed is 'totp: the secret; mail: the address; sealed for this person and this row';
comment on column authentication.authenticator.data is 'passkey: credential id, public key, counter, flags, the account it was made for and the handle that stands for it';
comment on column authentication.authenticator.last_step is 'totp: the last time step that was accepted; only later ones are';
comment on column authentication.authenticator.created_at is 'When it was begun';
comment on column authentication.authenticator.verified_at is 'When it was confirmed';
comment on column authentication.authenticator.last_used_at is 'When it last proved somebody';
comment on column authentication.authenticator.ended_at is 'When it was retired';
create unique index passkey_credential on authentication.authenticator ((data->>'credentialId')) where kind = 'passkey';
create index authenticator_person on authentication.authenticator (person_id) where state <> 'retired';

create table authentication.recovery_code (
  set_id uuid not null references authentication.authenticator,
  place integer not null check (place between 1 and 10),
  fingerprint bytea not null,
  spent_at timestamptz,
  primary key (set_id, place)
);
comment on table authentication.recovery_code is 'Codes on paper, each good once.';
comment on column authentication.recovery_code.set_id is 'The set it was printed with';
comment on column authentication.recovery_code.place is 'Its number on the paper';
comment on column authentication.recovery_code.fingerprint is 'Keyed fingerprint of the code';
comment on column authentication.recovery_code.spent_at is 'When it was used; set once';

create table authentication.challenge (
  challenge bytea primary key,
  purpose text not null check (purpose in ('add', 'step-up', 'sign-in')),
  spent_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table authentication.challenge is 'Challenges that a passkey has answered, each once. Those that nobody answered were never written.';
comment on column authentication.challenge.challenge is 'The challenge itself';
comment on column authentication.challenge.purpose is 'add: a new passkey; step-up: one more check in a session; sign-in';
comment on column authentication.challenge.spent_at is 'When it was answered';
comment on column authentication.challenge.expires_at is 'From then on it would not count anyway';
create index challenge_expired on authentication.challenge (expires_at);

create table authentication.challenge_epoch (
  one boolean primary key default true check (one),
  since timestamptz not null
);
comment on table authentication.challenge_epoch is 'One row: which challenges may still be answered.';
comment on column authentication.challenge_epoch.one is 'Always true: there is one row';
comment on column authentication.challenge_epoch.since is 'Only challenges made after this count; the time of the last restore';
insert into authentication.challenge_epoch (since) values ('-infinity');

create table authentication.mail_code (
  id uuid primary key,
  session_id uuid not null references authentication.session on delete cascade,
  person_id uuid not null references registry.person,
  authenticator_id uuid not null references authentication.authenticator,
  purpose text not null check (purpose in ('step-up', 'confirm-address')),
  fingerprint bytea not null,
  known_browser boolean not null,
  tries integer not null default 0 check (tries between 0 and 5),
  sent_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz
);
comment on table authentication.mail_code is 'Codes sent to notification addresses, each good once, in one session, for one purpose.';
comment on column authentication.mail_code.id is 'Identifier';
comment on column authentication.mail_code.session_id is 'The only session in which it works';
comment on column authentication.mail_code.person_id is 'Whose';
comment on column authentication.mail_code.authenticator_id is 'The address it was sent to';
comment on column authentication.mail_code.purpose is 'What it is good for';
comment on column authentication.mail_code.fingerprint is 'Keyed fingerprint of the code with session, person, address and purpose';
comment on column authentication.mail_code.known_browser is 'Whether it was asked for at a browser known to the person: sends are limited for those apart';
comment on column authentication.mail_code.tries is 'Tries so far; the fifth is the last';
comment on column authentication.mail_code.sent_at is 'When it was sent';
comment on column authentication.mail_code.until is 'From then on it is worth nothing';
comment on column authentication.mail_code.ended_at is 'When it was used, or a newer one was sent';
create unique index mail_code_live on authentication.mail_code (session_id, purpose) where ended_at is null;
create index mail_code_sent on authentication.mail_code (person_id, sent_at);

create table authentication.address_change (
  id uuid primary key,
  person_id uuid not null references registry.person,
  authenticator_id uuid not null references authentication.authenticator,
  former_id uuid not null references authentication.authenticator,
  cancel_hash bytea not null unique,
  asked_at timestamptz not null,
  effective_at timestamptz not null check (effective_at > asked_at),
  state text not null check (state in ('waiting', 'done', 'cancelled')),
  ended_at timestamptz,
  constraint ended_once check ((state = 'waiting') = (ended_at is null))
);
comment on table authentication.address_change is 'Changes of notification addresses, which wait a day so that the owner of the former one can stop them.';
comment on column authentication.address_change.id is 'Identifier';
comment on column authentication.address_change.person_id is 'Whose';
comment on column authentication.address_change.authenticator_id is 'The new address, already confirmed by a code';
comment on column authentication.address_change.former_id is 'The address it takes the place of';
comment on column authentication.address_change.cancel_hash is 'SHA-256 of the secret in the link that stops it';
comment on column authentication.address_change.asked_at is 'When it was asked for';
comment on column authentication.address_change.effective_at is 'When the new address counts';
comment on column authentication.address_change.state is 'waiting; done; cancelled';
comment on column authentication.address_change.ended_at is 'When it was done or cancelled';
create unique index address_change_waiting on authentication.address_change (person_id) where state = 'waiting';

create table authentication.enrolment_pass (
  id uuid primary key,
  person_id uuid not null references registry.person,
  account_id uuid not null references accounts.account,
  state text not null check (state in ('asked', 'approved', 'printed', 'used', 'revoked')),
  document text not null check (document in ('student-id', 'staff-id', 'part-time-lecturer-id', 'public-photo-id')),
  last4 text not null check (length(last4) <= 4),
  minutes integer not null check (minutes between 15 and 480),
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text check (approved_by <> asked_by),
  fingerprint bytea,
  tries integer not null default 0 check (tries between 0 and 5),
  until timestamptz,
  ended_at timestamptz,
  constraint printed_has_a_secret check (state not in ('printed', 'used') or (fingerprint is not null and until is not null)),
  constraint ended_passes_end check ((state in ('used', 'revoked')) = (ended_at is not null))
);
comment on table authentication.enrolment_pass is 'Passes from a counter for whoever lost every second factor: each opens the setting up of new ones, once.';
comment on column authentication.enrolment_pass.id is 'Identifier';
comment on column authentication.enrolment_pass.person_id is 'Whose';
comment on column authentication.enrolment_pass.account_id is 'The account that was looked at';
comment on column authentication.enrolment_pass.state is 'asked: waits for a second officer; approved; printed; used; revoked';
comment on column authentication.enrolment_pass.document is 'What was seen';
comment on column authentication.enrolment_pass.last4 is 'Its last letters, never a copy';
comment on column authentication.enrolment_pass.minutes is 'How long it works once printed';
comment on column authentication.enrolment_pass.asked_by is 'The officer who saw the person';
comment on column authentication.enrolment_pass.asked_at is 'When';
comment on column authentication.enrolment_pass.approved_by is 'The second officer, where it takes two';
comment on column authentication.enrolment_pass.fingerprint is 'Keyed fingerprint of the printed secret';
comment on column authentication.enrolment_pass.tries is 'Tries so far; the fifth is the last';
comment on column authentication.enrolment_pass.until is 'From then on it is worth nothing';
comment on column authentication.enrolment_pass.ended_at is 'When it was used or revoked';
create unique index enrolment_pass_open on authentication.enrolment_pass (person_id) where state in ('asked', 'approved', 'printed');

create table authentication.probation (
  person_id uuid primary key references registry.person,
  until timestamptz not null
);
comment on table authentication.probation is 'After a recovery: until then nothing can be removed and no address given.';
comment on column authentication.probation.person_id is 'Whose';
comment on column authentication.probation.until is 'Its end';
