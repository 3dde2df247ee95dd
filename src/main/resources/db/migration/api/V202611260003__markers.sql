-- How far a person has read of an account's timeline; no foreign key to what was read: it may be withdrawn.
create table api.marker (
    person    bigint not null references identity.person,
    account   bigint not null references registry.account,
    timeline  text not null check (timeline in ('home', 'notifications')),
    last_read bigint not null,
    version   integer not null,
    at        timestamptz not null,
    primary key (person, account, timeline)
);
create index marker_account on api.marker (account);
