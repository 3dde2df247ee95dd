-- What somebody has asked the hub for and what the callback has not said yes to yet; kept an hour after it is settled, to count.
-- callback: may hold what its owner keeps to themselves. secret: encrypted.
create table channels.websub_request (
    id        bigint primary key,
    subscribe boolean not null,
    topic     text not null,
    callback  text not null,
    host      text not null,
    lease     integer not null,
    secret    bytea,
    asked_at  timestamptz not null,
    next_at   timestamptz not null,
    attempts  integer not null default 0,
    done_at   timestamptz
);
create index websub_request_due on channels.websub_request (next_at) where done_at is null;
create index websub_request_host on channels.websub_request (host, asked_at);
create index websub_request_asked on channels.websub_request (asked_at);

-- Who gets a feed when it changes. delivered: digest of what was brought last; what differs from it is due at next_at. failing_since: of what is due.
create table channels.websub_subscription (
    id            bigint primary key,
    topic         text not null,
    callback      text not null,
    host          text not null,
    secret        bytea,
    since         timestamptz not null,
    expires_at    timestamptz not null,
    delivered     text not null,
    next_at       timestamptz not null,
    attempts      integer not null default 0,
    failing_since timestamptz,
    unique (topic, callback)
);
create index websub_subscription_host on channels.websub_subscription (host);
create index websub_subscription_expires on channels.websub_subscription (expires_at);
