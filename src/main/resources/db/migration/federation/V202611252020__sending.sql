alter table federation.activity add column digest text not null default '';

-- Servers we have sent to. form: in which the server takes signatures. failing_days: days on which nothing reached it, one after the other.
-- stopped_at: nothing is sent until it says something to us again.
create table federation.host (
    host         text primary key,
    form         text not null default 'CAVAGE' check (form in ('CAVAGE', 'RFC9421')),
    failures     integer not null default 0,
    failing_days integer not null default 0,
    failed_on    date,
    why          text not null default '',
    open_until   timestamptz,
    stopped_at   timestamptz,
    reached_at   timestamptz
);

-- One thing said, to one inbox. A claim is a next_at ahead: who claimed and died loses it by that time.
create table federation.sending (
    activity   bigint not null references federation.activity,
    inbox      text not null,
    host       text not null,
    state      text not null check (state in ('QUEUED', 'SENT', 'FAILED')),
    attempts   integer not null default 0,
    next_at    timestamptz not null,
    why        text not null default '',
    settled_at timestamptz,
    primary key (activity, inbox)
);
create index sending_due on federation.sending (next_at, activity) where state = 'QUEUED';
create index sending_order on federation.sending (inbox, activity) where state = 'QUEUED';
create index sending_host on federation.sending (host) where state = 'QUEUED';
create index sending_old on federation.sending (settled_at) where state <> 'QUEUED';
