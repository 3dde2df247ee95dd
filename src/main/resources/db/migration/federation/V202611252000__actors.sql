create schema federation;

-- The keys by which our actors sign; account 0 is the server itself. secret: PKCS#8, locked by the vault.
create table federation.own_key (
    account    bigint primary key,
    public_pem text not null,
    secret     bytea not null,
    made_at    timestamptz not null
);

-- A post or an answer as it stands in the fediverse. body: the note as JSON, without its context; empty once it is withdrawn.
-- addressee: the one actor an answer was written to, open: everybody may see it.
create table federation.note (
    id           bigint primary key,
    account      bigint not null,
    delivery     bigint not null unique,
    reference    text not null,
    open         boolean not null,
    addressee    text not null default '',
    url          text not null,
    body         text not null,
    published_at timestamptz not null,
    updated_at   timestamptz,
    withdrawn_at timestamptz,
    check (withdrawn_at is null or body = '')
);
create index note_account on federation.note (account, id desc) where open and withdrawn_at is null;
create index note_reference on federation.note (reference, account, id);

-- What our actors said, with its bytes and their digest made once, whoever it goes to. note: what it is about, if it is a post or an answer.
create table federation.activity (
    id       bigint primary key,
    account  bigint not null,
    note     bigint references federation.note,
    delivery bigint unique,
    type     text not null check (type in ('CREATE', 'UPDATE', 'DELETE', 'ACCEPT', 'REJECT')),
    body     bytea not null,
    made_at  timestamptz not null
);
create index activity_note on federation.activity (note, id);

-- Who follows an account, as far as it takes to send them something. follow: the activity by which they asked.
create table federation.follower (
    account      bigint not null,
    actor        text not null,
    inbox        text not null,
    shared_inbox text not null default '',
    host         text not null,
    follow       text not null,
    since        timestamptz not null,
    primary key (account, actor)
);
create index follower_actor on federation.follower (actor);
create index follower_host on federation.follower (host);
create index follower_follow on federation.follower (follow);

-- How many follow an account; the list is nobody's business.
create view federation.face_followers as
select account, count(*) as followers from federation.follower group by account;
