-- Actors elsewhere who have signed something to us lately: their keys, and where an answer reaches them. Nothing of what they wrote.
create table federation.remote (
    actor        text primary key,
    key_id       text not null unique,
    public_pem   text not null,
    inbox        text not null,
    shared_inbox text not null,
    name         text not null,
    host         text not null,
    read_at      timestamptz not null
);
create index remote_read on federation.remote (read_at);
create index remote_host on federation.remote (host);

-- What was signed to us, each activity once. body: until it has been heard; then only its id is kept, so that it is not heard again.
create table federation.received (
    id          text primary key,
    number      bigint not null unique,
    actor       text not null,
    body        bytea,
    tries       integer not null default 0,
    next_at     timestamptz not null,
    received_at timestamptz not null
);
create index received_due on federation.received (next_at, number) where body is not null;
create index received_old on federation.received (received_at) where body is null;

-- Which message an object became, so that its author can take it away; and what was taken away before it came.
create table federation.heard (
    object  text not null,
    account bigint not null,
    at      timestamptz not null,
    primary key (object, account)
);
create table federation.taken_away (
    object text primary key,
    at     timestamptz not null
);
create index taken_away_old on federation.taken_away (at);

-- Likes and repeats, counted. who: a keyed hash, enough to count nobody twice.
create table federation.reaction (
    note     bigint not null references federation.note,
    kind     text not null check (kind in ('LIKE', 'REPEAT')),
    who      text not null,
    activity text not null,
    at       timestamptz not null,
    primary key (note, kind, who)
);
create index reaction_activity on federation.reaction (activity);

create view federation.face_reactions as
select n.account, n.reference, n.id as note, r.kind, count(*) as times
from federation.reaction r join federation.note n on n.id = r.note group by n.id, n.account, n.reference, r.kind;

-- What another server's people report to us about our accounts; the office looks at it. host: whose server said so.
create table federation.flag (
    id         bigint primary key,
    account    bigint not null,
    host       text not null,
    objects    text not null,
    words      text not null,
    at         timestamptz not null,
    settled_at timestamptz,
    settled_by bigint
);
create index flag_open on federation.flag (at, id) where settled_at is null;

-- Servers we neither hear nor speak to, they and all below them. The list is public.
create table federation.block (
    host   text primary key,
    reason text not null,
    since  timestamptz not null
);
