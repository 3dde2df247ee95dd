-- Pictures that lie on a network and belong to a message. source: how the network names it, encrypted. A row goes when its picture is kept, and
-- with its message; one that is never brought stays with next_at infinity, so that somebody can look there.
create table intake.picture_to_fetch (
    message bigint not null references intake.message,
    place   integer not null,
    account bigint not null references registry.account,
    source  bytea not null,
    tries   integer not null default 0,
    next_at timestamptz not null,
    why     text not null default '',
    primary key (message, place)
);
create index picture_to_fetch_due on intake.picture_to_fetch (next_at) where next_at < 'infinity';
create index picture_to_fetch_account on intake.picture_to_fetch (account) where next_at < 'infinity';
