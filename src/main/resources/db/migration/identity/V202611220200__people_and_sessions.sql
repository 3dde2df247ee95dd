create schema identity;

-- password: Argon2id in PHC text, null until the person has set one. phone, totp: locked by the vault.
-- totp_step: the last time step whose code was accepted; an older or equal one is never accepted again.
create table identity.person (
    id            bigint primary key,
    login         text not null check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    name          text not null,
    email         text not null default '',
    phone         bytea,
    admin         boolean not null default false,
    locale        text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    password      text,
    password_at   timestamptz,
    totp          bytea,
    totp_at       timestamptz,
    totp_step     bigint not null default 0,
    created_at    timestamptz not null,
    seen_at       timestamptz,
    locked_at     timestamptz,
    locked_reason text not null default '',
    left_at       timestamptz,
    successor     bigint references identity.person,
    version       integer not null default 0
);
create unique index person_login on identity.person (login);
create index person_name on identity.person (name collate "zh-x-icu", id);

-- token: SHA-256 of what the cookie holds. stage CODE: the password was right, the second step is still to come.
create table identity.session (
    id         bigint primary key,
    token      bytea not null unique,
    person     bigint not null references identity.person,
    stage      text not null check (stage in ('CODE', 'OPEN')),
    started_at timestamptz not null,
    seen_at    timestamptz not null,
    address    text not null,
    agent      text not null,
    ended_at   timestamptz
);
create index session_person on identity.session (person, started_at desc);
create index session_started on identity.session (started_at);

create table identity.token (
    id         bigint primary key,
    hash       bytea not null unique,
    person     bigint not null references identity.person,
    name       text not null,
    issued_at  timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create index token_person on identity.token (person, issued_at desc);

-- What is counted against guessing: a login from an address, a login from anywhere, an address.
create table identity.attempt (
    key       text primary key,
    failures  integer not null,
    rounds    integer not null default 0,
    last_at   timestamptz not null,
    shut_until timestamptz
);
create index attempt_last on identity.attempt (last_at);

create table identity.recovery_code (
    person  bigint not null references identity.person,
    hash    bytea not null,
    used_at timestamptz,
    primary key (person, hash)
);

-- A one-time way in to set a new password.
create table identity.entry_link (
    hash       bytea primary key,
    person     bigint not null references identity.person,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index entry_link_person on identity.entry_link (person);

-- What somebody posted after their session had ended, until they sign in again; locked by the vault, a day at most.
create table identity.kept_form (
    id      bigint primary key,
    person  bigint not null references identity.person,
    path    text not null,
    fields  bytea not null,
    kept_at timestamptz not null
);
create index kept_form_person on identity.kept_form (person, id);

create view identity.face_person as
select id, login, name, email, locale, admin, left_at is null and locked_at is null as active from identity.person;
