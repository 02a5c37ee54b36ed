-- Relying parties, the engine's storage, and our signing keys.
create schema sso;
comment on schema sso is 'Telling relying parties who somebody is.';

create table sso.relying_party (
  id text primary key,
  protocol text not null check (protocol in ('oidc', 'saml', 'cas')),
  name_ja text not null,
  name_en text not null,
  metadata jsonb not null,
  sealed_secret bytea,
  state text not null check (state in ('trusted', 'distrusted')),
  minimum_class text check (minimum_class in ('mfa-mail', 'mfa', 'mfa-pr')),
  reason text not null,
  trusted_by text not null,
  trusted_at timestamptz not null,
  distrusted_at timestamptz,
  last_sign_in_at timestamptz,
  constraint distrusted_since check ((state = 'distrusted') = (distrusted_at is not null))
);
comment on table sso.relying_party is 'Whom we trust to ask who somebody is.';
comment on column sso.relying_party.id is 'Client identifier, entityID, or CAS service address';
comment on column sso.relying_party.protocol is 'Which protocol it speaks';
comment on column sso.relying_party.name_ja is 'Name shown to people, Japanese';
comment on column sso.relying_party.name_en is 'Name shown to people, English';
comment on column sso.relying_party.metadata is 'oidc: client metadata after RFC 7591, without a secret; saml: what was read from its metadata';
comment on column sso.relying_party.sealed_secret is 'Client secret, sealed by the vault; null where it proves itself by a key or is public';
comment on column sso.relying_party.state is 'trusted, or no longer';
comment on column sso.relying_party.minimum_class is 'The weakest class of sign-in that it is told of, whatever it asks; null: any';
comment on column sso.relying_party.reason is 'Why it was trusted, in the words of whoever did';
comment on column sso.relying_party.trusted_by is 'Who trusted it, as in the audit log';
comment on column sso.relying_party.trusted_at is 'When';
comment on column sso.relying_party.distrusted_at is 'When it was distrusted';
comment on column sso.relying_party.last_sign_in_at is 'Last sign-in, at most five minutes late';

create table sso.oidc_state (
  model text not null,
  id_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  user_code text,
  uid text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id_hash)
);
comment on table sso.oidc_state is 'What the OpenID Provider engine keeps: sessions, grants, codes, tokens. Secrets stand as hashes.';
comment on column sso.oidc_state.model is 'Which kind, by the engine''s name';
comment on column sso.oidc_state.id_hash is 'SHA-256 of the identifier, which is the secret itself for codes and tokens';
comment on column sso.oidc_state.payload is 'What the engine stored, without that identifier';
comment on column sso.oidc_state.grant_id is 'The grant it belongs to';
comment on column sso.oidc_state.user_code is 'Device flow';
comment on column sso.oidc_state.uid is 'The engine''s second identifier of a session';
comment on column sso.oidc_state.expires_at is 'When it may be purged';
comment on column sso.oidc_state.consumed_at is 'When it was spent; set once, never reset';
create index oidc_state_grant on sso.oidc_state (grant_id) where grant_id is not null;
create index oidc_state_uid on sso.oidc_state (uid) where uid is not null;
create index oidc_state_user_code on sso.oidc_state (user_code) where user_code is not null;
create index oidc_state_expired on sso.oidc_state (expires_at);

create table sso.grant_account (
  grant_id text primary key,
  account_id uuid not null references accounts.account,
  person_id uuid not null references registry.person,
  session_id uuid not null,
  client_id text not null,
  created_at timestamptz not null
);
comment on table sso.grant_account is 'As which account a grant was given: what is told about it, and whether it still may be.';
comment on column sso.grant_account.grant_id is 'The engine''s grant';
comment on column sso.grant_account.account_id is 'The account signed in with';
comment on column sso.grant_account.person_id is 'Who';
comment on column sso.grant_account.session_id is 'In which of our sessions';
comment on column sso.grant_account.client_id is 'For whom';
comment on column sso.grant_account.created_at is 'When';
create index grant_account_session on sso.grant_account (session_id);
create index grant_account_lately on sso.grant_account (client_id, created_at);

create table sso.signing_key (
  kid text primary key,
  purpose text not null check (purpose in ('oidc', 'saml')),
  algorithm text not null check (algorithm in ('ES256', 'RS256')),
  sealed bytea not null,
  certificate bytea,
  state text not null check (state in ('signing', 'published', 'retired')),
  created_at timestamptz not null
);
comment on table sso.signing_key is 'Keys that sign ID tokens and SAML responses.';
comment on column sso.signing_key.purpose is 'Which protocol it is for';
comment on column sso.signing_key.certificate is 'saml: self-signed certificate that carries the public key in our metadata, DER';
comment on column sso.signing_key.kid is 'Key id, as published';
comment on column sso.signing_key.algorithm is 'JWS algorithm';
comment on column sso.signing_key.sealed is 'Private JWK, sealed by the vault';
comment on column sso.signing_key.state is 'signing; published: known to others, not used yet or no longer; retired';
comment on column sso.signing_key.created_at is 'When it was made';
create unique index signing_key_one on sso.signing_key (purpose, algorithm) where state = 'signing';

create table sso.sign_on (
  id text primary key,
  browser_hash bytea not null,
  protocol text not null check (protocol in ('saml', 'cas')),
  recipient text not null,
  asked jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz
);
comment on table sso.sign_on is 'A request for a sign-in on its way through our pages. OpenID Connect keeps its own.';
comment on column sso.sign_on.id is 'Random; stands in the address';
comment on column sso.sign_on.browser_hash is 'SHA-256 of a secret in a cookie of the browser that it belongs to';
comment on column sso.sign_on.protocol is 'Which protocol answers';
comment on column sso.sign_on.recipient is 'Relying party, as in release.agreement';
comment on column sso.sign_on.asked is 'What was asked, as checked on arrival';
comment on column sso.sign_on.created_at is 'When it came; a fresh proof of presence counts from here';
comment on column sso.sign_on.expires_at is 'When it may be purged';
comment on column sso.sign_on.spent_at is 'When it was answered; once';
create index sign_on_expired on sso.sign_on (expires_at);

create table sso.participation (
  assertion_id text primary key,
  session_id uuid not null,
  person_id uuid not null references registry.person,
  account_id uuid not null references accounts.account,
  party_id text not null references sso.relying_party,
  session_index text not null,
  name_id jsonb,
  name_id_hash bytea,
  address text,
  begun_at timestamptz not null,
  logout_id text,
  asked_at timestamptz,
  tries smallint not null default 0 check (tries >= 0),
  ended_at timestamptz,
  refused_at timestamptz,
  expires_at timestamptz not null
);
comment on table sso.participation is 'Which service takes part in which session, by which answer of ours: for logout, and to know every assertion that we issued.';
comment on column sso.participation.assertion_id is 'ID of the assertion, or of the CAS ticket; oidc: made of sid and session';
comment on column sso.participation.session_id is 'Our session';
comment on column sso.participation.person_id is 'Who';
comment on column sso.participation.account_id is 'As which account';
comment on column sso.participation.party_id is 'The service';
comment on column sso.participation.session_index is 'The name of the session towards the service';
comment on column sso.participation.name_id is 'What the service calls the person, with its qualifiers; null: nothing was given';
comment on column sso.participation.name_id_hash is 'SHA-256 of format, qualifiers and value, to find it by';
comment on column sso.participation.begun_at is 'When it was answered';
comment on column sso.participation.address is 'cas and oidc: where it is told of the end; null: nowhere';
comment on column sso.participation.logout_id is 'Of the request by which it was asked to end its session';
comment on column sso.participation.asked_at is 'When it was asked';
comment on column sso.participation.tries is 'How often it was asked';
comment on column sso.participation.ended_at is 'When the service told us, or confirmed, that it is over there';
comment on column sso.participation.refused_at is 'When it said that it could not';
comment on column sso.participation.expires_at is 'When it may be purged';
create index participation_session on sso.participation (session_id);
create index participation_lately on sso.participation (party_id, begun_at);
create index participation_name on sso.participation (party_id, name_id_hash);
create index participation_open on sso.participation (session_id) where ended_at is null and asked_at is null;
create index participation_expired on sso.participation (expires_at);

create table sso.cas_ticket (
  ticket_hash bytea primary key,
  service text not null,
  party_id text not null references sso.relying_party,
  session_id uuid not null,
  account_id uuid not null references accounts.account,
  is_fresh boolean not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz
);
comment on table sso.cas_ticket is 'Service tickets of the CAS protocol: good once, for one address, for a minute.';
comment on column sso.cas_ticket.ticket_hash is 'SHA-256 of the ticket';
comment on column sso.cas_ticket.service is 'The address it was made for, as it was sent';
comment on column sso.cas_ticket.party_id is 'The relying party of that address';
comment on column sso.cas_ticket.session_id is 'Our session';
comment on column sso.cas_ticket.account_id is 'As which account';
comment on column sso.cas_ticket.is_fresh is 'Whether the person has just proved to be there (renew)';
comment on column sso.cas_ticket.issued_at is 'When it was made';
comment on column sso.cas_ticket.expires_at is 'When it is worth nothing';
comment on column sso.cas_ticket.spent_at is 'When somebody showed it; set once';
create index cas_ticket_expired on sso.cas_ticket (expires_at);
