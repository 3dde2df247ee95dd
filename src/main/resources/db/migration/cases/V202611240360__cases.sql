create schema cases;

-- Pairs of neighbouring characters: two of them make a Chinese word, and three-letter grams would not find it.
create function cases.grams(words text) returns text[] language sql immutable parallel safe
as 'select coalesce(array_agg(distinct substr(lower(words), i, 2)), ''{}'') from generate_series(1, length(words) - 1) i';

-- masked: what travels; the text as written stays encrypted with intake. asked: the unit the citizen chose.
-- clock_from, days_first, days_final: how the deadlines were reckoned; routing again changes none of them.
-- provisional: a year on the way had no imported calendar when it was reckoned.
create table cases.case (
    id                bigint primary key,
    message           bigint not null unique,
    number            text not null unique,
    channel           text not null,
    kind              text not null check (kind in ('INQUIRY', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'THANKS', 'OTHER')),
    masked            text not null,
    place             text not null default '',
    pictures          text[] not null default '{}',
    consent           boolean not null,
    reachable         boolean not null,
    asked             bigint,
    unit              bigint,
    handler           bigint,
    state             text not null check (state in ('UNROUTED', 'WITH_UNIT', 'DRAFTING', 'IN_REVIEW', 'SENDING', 'FIRST_ANSWERED', 'ANSWERED', 'REOPENED', 'CLOSED', 'SPAM')),
    received_at       timestamptz not null,
    clock_from        timestamptz,
    days_first        integer,
    days_final        integer,
    due_first_at      timestamptz,
    due_final_at      timestamptz,
    provisional       boolean not null default false,
    first_answered_at timestamptz,
    answered_at       timestamptz,
    closed_at         timestamptz,
    closed_as         text check (closed_as in ('SPAM', 'THANKS', 'OTHER')),
    closed_reason     text not null default '',
    rating            text check (rating in ('SOLVED', 'PARTLY', 'NOT_SOLVED')),
    rating_words      text not null default '',
    rated_at          timestamptz,
    reopened          integer not null default 0,
    returned          integer not null default 0,
    version           integer not null default 0,
    next_due_at       timestamptz not null generated always as
        (coalesce(case when first_answered_at is null and reopened = 0 then due_first_at end, due_final_at, '2099-12-31T00:00:00Z'::timestamptz)) stored,
    check (state = 'UNROUTED' or state in ('CLOSED', 'SPAM') or unit is not null),
    check ((due_final_at is null) = (days_final is null))
);
create index case_due on cases.case (next_due_at, id) where state not in ('ANSWERED', 'CLOSED', 'SPAM');
create index case_unit_due on cases.case (unit, next_due_at, id) where state not in ('ANSWERED', 'CLOSED', 'SPAM');
create index case_unrouted on cases.case (next_due_at, id) where state = 'UNROUTED';
create index case_latest on cases.case (received_at desc, id desc);
create index case_unit_latest on cases.case (unit, received_at desc, id desc);
create index case_state_latest on cases.case (state, received_at desc, id desc);
create index case_handler on cases.case (handler) where state not in ('ANSWERED', 'CLOSED', 'SPAM');
create index case_words on cases.case using gin (cases.grams(masked || ' ' || place));
create index case_pictures on cases.case using gin (pictures) where pictures <> '{}';

-- What happened, a row each, never changed. words: what the citizen may read of it where open; remark: only inside.
create table cases.step (
    id           bigint primary key,
    case_id      bigint not null references cases.case,
    what         text not null,
    open         boolean not null,
    unit         bigint,
    by_person    bigint,
    stand_in_for bigint,
    at           timestamptz not null,
    words        text not null default '',
    remark       text not null default ''
);
create index step_case on cases.step (case_id, id);

-- A round that ended with "not solved": its deadlines and answers, as they were.
create table cases.round (
    case_id           bigint not null references cases.case,
    number            integer not null,
    unit              bigint,
    clock_from        timestamptz,
    due_first_at      timestamptz,
    due_final_at      timestamptz,
    first_answered_at timestamptz,
    answered_at       timestamptz,
    rating            text,
    ended_at          timestamptz not null,
    primary key (case_id, number)
);

-- An answer from draft to sent. others: who wrote parts of it before; none of them approves it. One is open per case at a time.
create table cases.reply (
    id           bigint primary key,
    case_id      bigint not null references cases.case,
    unit         bigint not null,
    kind         text not null check (kind in ('FIRST', 'FINAL', 'FOLLOW_UP')),
    state        text not null check (state in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SENT', 'WITHDRAWN', 'DROPPED')),
    text         text not null,
    author       bigint not null,
    others       bigint[] not null default '{}',
    remark       text not null default '',
    review       bigint,
    account      bigint,
    url          text not null default '',
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    submitted_at timestamptz,
    sent_at      timestamptz,
    version      integer not null default 1
);
create unique index reply_open on cases.reply (case_id) where state in ('DRAFT', 'IN_REVIEW', 'APPROVED');
create index reply_case on cases.reply (case_id, id);

create table cases.reply_picture (
    reply       bigint not null references cases.reply,
    position    integer not null,
    hash        text not null,
    alternative text not null,
    primary key (reply, position)
);
create index reply_picture_hash on cases.reply_picture (hash);

-- Words that lead to a unit, set by the office.
create table cases.route (
    unit   bigint not null,
    word   text not null,
    set_by bigint,
    set_at timestamptz not null,
    primary key (unit, word)
);

-- Wrong keys while following a case; key: a keyed digest, so that no address is kept. Forgotten after the window.
create table cases.attempt (
    key      text primary key,
    failures integer not null,
    since    timestamptz not null
);
create index attempt_since on cases.attempt (since);

create view cases.face_case as
select id, number, message, unit, kind, state, received_at, due_first_at, due_final_at, next_due_at, first_answered_at, answered_at, closed_at, rating, rated_at, reopened, returned,
       consent, place
from cases.case;
create view cases.face_round as
select case_id, number, unit, clock_from, due_first_at, due_final_at, first_answered_at, answered_at, rating, ended_at from cases.round;
create view cases.face_reply as
select id, case_id, unit, kind, state, author, review, submitted_at, sent_at, url from cases.reply;
