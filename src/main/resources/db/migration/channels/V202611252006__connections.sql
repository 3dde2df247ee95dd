-- The application by which this installation is known to a network, where a network has such a thing. secret: encrypted.
create table channels.app (
    platform text primary key,
    key      text not null,
    secret   bytea not null,
    advanced boolean not null,
    set_by   bigint,
    set_at   timestamptz not null,
    version  integer not null default 0
);

-- An account's connection to its network. secrets: encrypted, and gone when it ends. remote_id: the account's own id there.
-- warned: at how many days before the end somebody was told last.
create table channels.connection (
    account      bigint primary key references registry.account,
    platform     text not null,
    remote_id    text not null,
    remote_name  text not null,
    secrets      bytea,
    state        text not null check (state in ('OPEN', 'EXPIRED', 'ENDED')),
    why          text not null default '',
    connected_by bigint,
    connected_at timestamptz not null,
    expires_at   timestamptz,
    warned       integer,
    version      integer not null default 0,
    check (state = 'ENDED' or secrets is not null)
);
create unique index connection_remote on channels.connection (platform, remote_id) where state <> 'ENDED';
create index connection_expires on channels.connection (expires_at) where state = 'OPEN';

-- Calls that count against an allowance, as long as its window lasts.
create table channels.call (
    account bigint not null,
    what    text not null,
    at      timestamptz not null
);
create index call_latest on channels.call (account, what, at desc);

-- How far an account has been read, by list.
create table channels.place (
    account bigint not null,
    what    text not null,
    place   text not null,
    at      timestamptz not null,
    primary key (account, what)
);
