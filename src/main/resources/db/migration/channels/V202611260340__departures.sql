-- Who has set out to a server to allow something there, an account and a person once. state, session: digests of what the browser brings back
-- and of the session in which it set out. kept: encrypted, what is needed when they are back.
create table channels.departure (
    account bigint not null references registry.account,
    person  bigint not null,
    state   text not null unique,
    session text not null,
    kept    bytea not null,
    at      timestamptz not null,
    primary key (account, person)
);
