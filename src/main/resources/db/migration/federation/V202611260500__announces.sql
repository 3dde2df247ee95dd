-- A post of another account of this server that an account carries further: said once as Announce, taken back by Undo.
create table federation.announce (
    id           bigint primary key,
    account      bigint not null,
    note         bigint not null references federation.note,
    delivery     bigint not null unique,
    reference    text not null,
    published_at timestamptz not null,
    withdrawn_at timestamptz
);
create unique index announce_standing on federation.announce (account, note) where withdrawn_at is null;
create index announce_account on federation.announce (account, id desc) where withdrawn_at is null;
create index announce_note on federation.announce (note, account);

alter table federation.activity drop constraint activity_type_check;
alter table federation.activity add constraint activity_type_check
    check (type in ('CREATE', 'UPDATE', 'DELETE', 'ACCEPT', 'REJECT', 'ANNOUNCE', 'UNDO'));
-- announce: what an Announce or its Undo is about.
alter table federation.activity add column announce bigint references federation.announce;
create index activity_announce on federation.activity (announce) where announce is not null;
