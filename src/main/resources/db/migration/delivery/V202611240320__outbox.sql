create schema delivery;

-- What leaves the house, a row for each (review, target, kind). order_at: its place in the account's queue (planned or ordered time).
-- next_at: when to send (QUEUED) or to read back (UNKNOWN) again. HAND: a person does it, the network or the program cannot.
-- withdraw_reason: to be taken away as soon as it is settled. published: the delivery that a correction or withdrawal is about.
create table delivery.delivery (
    id           bigint primary key,
    review       bigint not null,
    target       text not null,
    kind         text not null check (kind in ('PUBLISH', 'CORRECT', 'WITHDRAW', 'REPLY')),
    account      bigint not null references registry.account,
    platform     text not null,
    subject_type text not null,
    subject_id   bigint not null,
    unit         bigint not null references registry.unit,
    reference    text not null,
    digest       text not null,
    reason       text not null,
    actor        bigint,
    published    bigint references delivery.delivery,
    state        text not null check (state in ('QUEUED', 'CLAIMED', 'UNKNOWN', 'MANUAL', 'HAND', 'REFUSED', 'CONFIRMED', 'WITHDRAWN', 'CANCELLED')),
    queued_at    timestamptz not null,
    planned      timestamptz,
    order_at     timestamptz not null,
    next_at      timestamptz not null,
    attempts     integer not null default 0,
    first_at     timestamptz,
    sent_at      timestamptz,
    owner        text,
    lease_at     timestamptz,
    unknown_at   timestamptz,
    readings     integer not null default 0,
    settled_at   timestamptz,
    confirmed_at timestamptz,
    remote_id    text not null default '',
    url          text not null default '',
    why          text not null default '',
    withdraw_reason text,
    withdraw_by  bigint,
    version      integer not null default 0,
    unique (review, target, kind),
    check (state <> 'CLAIMED' or (owner is not null and lease_at is not null)),
    check (state <> 'UNKNOWN' or unknown_at is not null),
    check ((state in ('CONFIRMED', 'WITHDRAWN')) = (confirmed_at is not null))
);

-- One call at a time for each account: the queue's order and at-most-once hang on it, so the database keeps it, not the program.
create unique index delivery_one_in_flight on delivery.delivery (account) where state = 'CLAIMED';
create index delivery_queue on delivery.delivery (account, order_at, id) where state in ('QUEUED', 'CLAIMED', 'UNKNOWN');
create index delivery_due on delivery.delivery (platform, order_at, id) where state = 'QUEUED';
create index delivery_unknown on delivery.delivery (next_at) where state = 'UNKNOWN';
create index delivery_claimed on delivery.delivery (lease_at) where state = 'CLAIMED';
create index delivery_person on delivery.delivery (unit, state, queued_at, id) where state in ('UNKNOWN', 'MANUAL', 'HAND', 'REFUSED');
create index delivery_open on delivery.delivery (state, queued_at, id) where state in ('QUEUED', 'CLAIMED', 'UNKNOWN', 'MANUAL', 'HAND', 'REFUSED');
create index delivery_subject on delivery.delivery (subject_type, subject_id, account, id);
create index delivery_latest on delivery.delivery (queued_at, id);
create index delivery_unit on delivery.delivery (unit, queued_at, id);
create index delivery_account on delivery.delivery (account, queued_at, id);
create index delivery_published on delivery.delivery (published) where published is not null;
create index delivery_remote on delivery.delivery (account, remote_id) where remote_id <> '';

-- Everything that was tried and said, oldest first by id.
create table delivery.attempt (
    id        bigint primary key,
    delivery  bigint not null references delivery.delivery,
    what      text not null check (what in ('SENT', 'READ', 'FOUND_CLAIMED', 'PERSON')),
    outcome   text not null check (outcome in ('CONFIRMED', 'REFUSED', 'NOT_SENT', 'UNKNOWN', 'FOUND', 'ABSENT', 'UNREADABLE', 'MANUAL', 'AGAIN', 'CANCELLED')),
    words     text not null,
    by_person bigint,
    at        timestamptz not null
);
create index attempt_delivery on delivery.attempt (delivery, id);

create view delivery.face_delivery as
select id, review, subject_type, subject_id, account, unit, platform, kind, state, url, remote_id, queued_at, planned, confirmed_at,
       case when reason <> '' then reason else why end as reason, published
from delivery.delivery;
