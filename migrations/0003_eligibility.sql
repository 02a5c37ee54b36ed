-- What each person is entitled to, and why: the rule book in its versions, exceptions, entitlements, rehearsals.
create schema eligibility;
comment on schema eligibility is 'What each person is entitled to, and why: rule books, exceptions, entitlements, rehearsals.';

create table eligibility.rule_book (
  version integer primary key check (version >= 1),
  state text not null check (state in ('draft', 'rehearsed', 'scheduled', 'active', 'retired', 'withdrawn')),
  book jsonb not null,
  hash text not null,
  made_from integer references eligibility.rule_book (version),
  note text not null,
  revision integer not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  rehearsal_id uuid,
  starts_on date,
  released_by text,
  scheduled_at timestamptz,
  activated_at timestamptz,
  retired_at timestamptz,
  held_reason text,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'draft' then rehearsal_id is null and starts_on is null and activated_at is null and retired_at is null
      when 'rehearsed' then rehearsal_id is not null and activated_at is null and retired_at is null
      when 'scheduled' then rehearsal_id is not null and starts_on is not null and scheduled_at is not null and activated_at is null
      when 'active' then starts_on is not null and activated_at is not null and retired_at is null
      when 'retired' then activated_at is not null and retired_at is not null
      when 'withdrawn' then activated_at is null and retired_at is not null
    end),
  constraint only_a_scheduled_one_is_held_back check (held_reason is null or state = 'scheduled')
);
comment on table eligibility.rule_book is 'Versions of the rule book: which status gives what. The text of one never changes once it was scheduled.';
comment on column eligibility.rule_book.version is 'Number of the version';
comment on column eligibility.rule_book.state is 'Where in its life it is';
comment on column eligibility.rule_book.book is 'The text: statuses, rules, hand-overs';
comment on column eligibility.rule_book.hash is 'SHA-256 of the text';
comment on column eligibility.rule_book.made_from is 'Version it was copied from';
comment on column eligibility.rule_book.note is 'What this version is for, in the words of who made it';
comment on column eligibility.rule_book.revision is 'Rises with each edit, so that an edit of an outdated text is refused';
comment on column eligibility.rule_book.created_at is 'When it was drafted';
comment on column eligibility.rule_book.created_by is 'By whom, as in the audit log';
comment on column eligibility.rule_book.rehearsal_id is 'The rehearsal of exactly this text';
comment on column eligibility.rule_book.starts_on is 'First day in force';
comment on column eligibility.rule_book.released_by is 'The second person, who released it';
comment on column eligibility.rule_book.scheduled_at is 'When it was released';
comment on column eligibility.rule_book.activated_at is 'When it came into force';
comment on column eligibility.rule_book.retired_at is 'When it went out of force or was withdrawn';
comment on column eligibility.rule_book.held_reason is 'Code: why it did not come into force on its day; null when nothing holds it back';
create unique index rule_book_one_in_force on eligibility.rule_book ((true)) where state = 'active';
create unique index rule_book_one_on_its_way on eligibility.rule_book ((true)) where state in ('draft', 'rehearsed', 'scheduled');

create table eligibility.rehearsal (
  id uuid primary key,
  version integer not null references eligibility.rule_book (version),
  against integer not null references eligibility.rule_book (version),
  book_hash text not null,
  from_on date not null,
  state text not null check (state in ('running', 'done', 'outdated')),
  started_at timestamptz not null,
  started_by text not null,
  done_at timestamptz,
  reached uuid,
  counts jsonb not null,
  total integer not null check (total >= 0),
  chain text not null,
  hash text,
  constraint a_state_carries_only_what_it_means check (
    case state
      when 'running' then done_at is null and hash is null
      when 'done' then done_at is not null and hash is not null
      else true
    end)
);
comment on table eligibility.rehearsal is 'What a version would do to everyone, person by person; nothing was changed by it.';
comment on column eligibility.rehearsal.id is 'Number of the rehearsal';
comment on column eligibility.rehearsal.version is 'The version rehearsed';
comment on column eligibility.rehearsal.against is 'The version then in force, with which it is compared';
comment on column eligibility.rehearsal.book_hash is 'SHA-256 of the text rehearsed; another text needs another rehearsal';
comment on column eligibility.rehearsal.from_on is 'The day from which gains and losses are counted';
comment on column eligibility.rehearsal.state is 'running; done; outdated: text or people changed since';
comment on column eligibility.rehearsal.started_at is 'When it began';
comment on column eligibility.rehearsal.started_by is 'Who ordered it, as in the audit log';
comment on column eligibility.rehearsal.done_at is 'When everyone had been looked at';
comment on column eligibility.rehearsal.reached is 'Last person looked at; a restart goes on after it';
comment on column eligibility.rehearsal.counts is 'Persons looked at, changed and losing, and items by effect';
comment on column eligibility.rehearsal.total is 'Persons there were when it began, for showing progress';
comment on column eligibility.rehearsal.chain is 'Hash over the items so far';
comment on column eligibility.rehearsal.hash is 'SHA-256 over all items in order: what was shown is what is done';
create index rehearsal_version on eligibility.rehearsal (version, started_at desc);

create table eligibility.rehearsal_item (
  rehearsal_id uuid not null references eligibility.rehearsal (id) on delete cascade,
  person_id uuid not null,
  kind text not null,
  effect text not null check (effect in ('gains', 'loses', 'longer', 'shorter', 'other')),
  before jsonb not null,
  after jsonb not null,
  hash text not null,
  primary key (rehearsal_id, person_id, kind)
);
comment on table eligibility.rehearsal_item is 'One kind of thing of one person, before and after.';
comment on column eligibility.rehearsal_item.rehearsal_id is 'The rehearsal';
comment on column eligibility.rehearsal_item.person_id is 'The person';
comment on column eligibility.rehearsal_item.kind is 'What it is about';
comment on column eligibility.rehearsal_item.effect is 'gains, loses, longer, shorter from the day of the change; other: only reasons or the past';
comment on column eligibility.rehearsal_item.before is 'Entitlements of this kind under the version in force';
comment on column eligibility.rehearsal_item.after is 'Entitlements of this kind under the version rehearsed';
comment on column eligibility.rehearsal_item.hash is 'SHA-256 of the item';
create index rehearsal_item_effect on eligibility.rehearsal_item (rehearsal_id, effect, kind);

create table eligibility.exception (
  id uuid primary key,
  person_id uuid not null references registry.person (id),
  kind text not null,
  effect text not null check (effect in ('grant', 'withhold', 'extend')),
  from_on date not null,
  until_on date not null,
  reason text not null check (length(reason) between 1 and 500),
  decided_by text not null,
  released_by text,
  decided_at timestamptz not null,
  needs_release boolean not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  constraint ends_after_it_begins check (from_on < until_on or (ended_at is not null and from_on = until_on)),
  constraint an_end_by_hand_is_whole check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null)),
  constraint released_by_someone_else check (released_by is null or released_by <> decided_by)
);
comment on table eligibility.exception is 'Rights granted, withheld or prolonged by hand. Each has an end, a reason and a decider; none is removed.';
comment on column eligibility.exception.id is 'Number of the exception';
comment on column eligibility.exception.person_id is 'Whom it is about';
comment on column eligibility.exception.kind is 'What it is about';
comment on column eligibility.exception.effect is 'grant: by itself; extend: prolongs what it touches; withhold: takes away from everything';
comment on column eligibility.exception.from_on is 'First day it holds';
comment on column eligibility.exception.until_on is 'First day it no longer holds';
comment on column eligibility.exception.reason is 'Why, in the words of who decided';
comment on column eligibility.exception.decided_by is 'Who decided, as in the audit log';
comment on column eligibility.exception.released_by is 'The second person, where one was needed';
comment on column eligibility.exception.decided_at is 'When it was decided';
comment on column eligibility.exception.needs_release is 'Holds only once a second person has released it, as staff roles do';
comment on column eligibility.exception.ended_at is 'When it was ended before its day; null if not';
comment on column eligibility.exception.ended_by is 'Who ended it';
comment on column eligibility.exception.end_reason is 'Why it was ended';
create index exception_person on eligibility.exception (person_id);
create index exception_until on eligibility.exception (until_on);

create table eligibility.entitlement (
  person_id uuid not null references registry.person (id),
  kind text not null,
  from_on date not null,
  until_on date,
  prepares_on date not null,
  grace_until date,
  on_request boolean not null,
  reasons jsonb not null check (jsonb_array_length(reasons) > 0),
  decided_at timestamptz not null,
  primary key (person_id, kind, from_on),
  constraint ends_after_it_begins check (from_on < until_on),
  constraint is_prepared_before_it_begins check (prepares_on <= from_on),
  constraint grace_follows_an_end check (grace_until is null or grace_until > until_on)
);
comment on table eligibility.entitlement is 'What persons are entitled to, by kind and unbroken period, past and to come. Written by the reconciler alone.';
comment on column eligibility.entitlement.person_id is 'The person';
comment on column eligibility.entitlement.kind is 'What to, such as account.ECS';
comment on column eligibility.entitlement.from_on is 'First day';
comment on column eligibility.entitlement.until_on is 'First day it no longer holds; null: no end known';
comment on column eligibility.entitlement.prepares_on is 'First day on which it may be got ready';
comment on column eligibility.entitlement.grace_until is 'First day on which nothing of it is left; null: no grace';
comment on column eligibility.entitlement.on_request is 'Given when the person asks for it, not by itself';
comment on column eligibility.entitlement.reasons is 'Every reason: rule, version in which it came to be, affiliation; or exception; or hand-over; with its own period and what ends it';
comment on column eligibility.entitlement.decided_at is 'When it was decided as it is';
create index entitlement_kind on eligibility.entitlement (kind, person_id);

create table eligibility.former_entitlement (
  id bigint generated always as identity primary key,
  person_id uuid not null,
  kind text not null,
  from_on date not null,
  until_on date,
  prepares_on date not null,
  grace_until date,
  on_request boolean not null,
  reasons jsonb not null,
  decided_at timestamptz not null,
  replaced_at timestamptz not null
);
comment on table eligibility.former_entitlement is 'What was once decided and has been replaced: the second time line, for the question "what did we think in May?".';
comment on column eligibility.former_entitlement.id is 'Order of replacement';
comment on column eligibility.former_entitlement.person_id is 'The person';
comment on column eligibility.former_entitlement.kind is 'What to';
comment on column eligibility.former_entitlement.from_on is 'First day';
comment on column eligibility.former_entitlement.until_on is 'First day it no longer held; null: no end was known';
comment on column eligibility.former_entitlement.prepares_on is 'First day on which it might be got ready';
comment on column eligibility.former_entitlement.grace_until is 'First day on which nothing of it was left';
comment on column eligibility.former_entitlement.on_request is 'Given when asked for';
comment on column eligibility.former_entitlement.reasons is 'The reasons it had';
comment on column eligibility.former_entitlement.decided_at is 'From when we thought so';
comment on column eligibility.former_entitlement.replaced_at is 'Until when we thought so';
create index former_entitlement_person on eligibility.former_entitlement (person_id, id);

create table eligibility.status_met (
  status text primary key,
  first_met_at timestamptz not null
);
comment on table eligibility.status_met is 'Statuses that came in when no rule knew them: a list for the rule-keeper.';
comment on column eligibility.status_met.status is 'Code as it came from an office';
comment on column eligibility.status_met.first_met_at is 'When it was met first';
