create schema registry;

-- withdrawn_at: taken back with the import that brought it, as if it had never been entered; the row stays for what may name it.
create table registry.unit (
    id           bigint primary key,
    code         text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name         text not null,
    short_name   text not null default '',
    type         text not null check (type in ('office', 'department', 'district', 'county', 'town', 'court', 'enterprise', 'organisation', 'institution')),
    parent       bigint references registry.unit,
    duties       text not null default '',
    area         text not null default '',
    budget_line  text not null default '',
    sponsor      text not null default '',
    host         text not null default '',
    operator     text not null default '',
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    withdrawn_at timestamptz,
    version      integer not null default 0
);
create unique index unit_code on registry.unit (code) where withdrawn_at is null;
create index unit_parent on registry.unit (parent);
create index unit_name on registry.unit (name collate "zh-x-icu", id);

create table registry.account (
    id           bigint primary key,
    unit         bigint not null references registry.unit,
    platform     text not null check (platform in ('SITE', 'WEIBO', 'WECHAT', 'FEDIVERSE', 'FORUM', 'WEBSITE', 'SANDBOX')),
    handle       text not null,
    name         text not null,
    url          text not null default '',
    state        text not null check (state in ('PLANNED', 'TRIAL', 'LIVE', 'SUSPENDED', 'CLOSED')),
    excuse       text not null default '',
    audience     text not null default '',
    publishes    text not null default '',
    tone         text not null default '',
    interaction  text not null default '',
    service      text not null default '',
    planned_for  date,
    filing       text not null default '',
    closure_reason      text,
    closure_proposed_at timestamptz,
    closure_notice      bigint,
    closure_notice_at   timestamptz,
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    withdrawn_at timestamptz,
    version      integer not null default 0
);
create unique index account_one_per_platform on registry.account (unit, platform) where excuse = '' and state <> 'CLOSED' and withdrawn_at is null;
create unique index account_handle on registry.account (platform, lower(handle)) where state <> 'CLOSED' and withdrawn_at is null;
create index account_unit on registry.account (unit);
create index account_name on registry.account (name collate "zh-x-icu", id);

-- The life of an account, a row for each move; the latest to_state is kept in account.state by the same transaction.
create table registry.account_move (
    id         bigint primary key,
    account    bigint not null references registry.account,
    from_state text,
    to_state   text not null,
    reason     text not null default '',
    by_person  bigint,
    at         timestamptz not null
);
create index account_move_account on registry.account_move (account, id);

create table registry.member (
    id       bigint primary key,
    person   bigint not null,
    unit     bigint not null references registry.unit,
    role     text not null check (role in ('EDITOR', 'LEADER', 'ON_SCENE_LEADER', 'SPOKESPERSON', 'INSPECTOR', 'PARTNER', 'OFFICE')),
    duty     text not null check (duty in ('IN_CHARGE', 'DEPUTY', 'FULL_TIME', 'PART_TIME', 'SPOKESPERSON', 'NONE')),
    since    timestamptz not null,
    until    timestamptz
);
create unique index member_once on registry.member (person, unit, role) where until is null;
create index member_unit on registry.member (unit);
create index member_role on registry.member (role) where until is null;

-- One person acts for another in one role of one unit, from–to; ended_at: called back early.
create table registry.stand_in (
    id       bigint primary key,
    absent   bigint not null,
    stand_in bigint not null,
    unit     bigint not null references registry.unit,
    role     text not null,
    starts   timestamptz not null,
    ends     timestamptz not null check (ends > starts),
    ended_at timestamptz,
    by_person bigint,
    at       timestamptz not null
);
create index stand_in_stand_in on registry.stand_in (stand_in, ends);
create index stand_in_unit on registry.stand_in (unit, ends);
create index stand_in_absent on registry.stand_in (absent, ends);

create view registry.face_unit as
select id, code, name, short_name, type, parent, duties, area from registry.unit where withdrawn_at is null;
create view registry.face_account as
select id, unit, platform, handle, name, url, state, audience, publishes, tone, interaction, service from registry.account where withdrawn_at is null;
create view registry.face_member as
select person, unit, role, duty, since from registry.member where until is null;
create view registry.face_stand_in as
select absent, stand_in, unit, role, starts, coalesce(ended_at, ends) as ends from registry.stand_in;
