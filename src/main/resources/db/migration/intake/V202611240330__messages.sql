create schema intake;

-- Numbers run per day: the day's first message notes where the sequence stood. Nobody waits for anybody but on the first message of a day,
-- and a message that was rolled back leaves a gap.
create sequence intake.running;
create table intake.day (
    day  date primary key,
    base bigint not null
);

-- What came in, once. masked and place are what travels; original, contacts and the place as written are encrypted and go when the
-- retention period after closing is over. key_hash: keyed hash of what the citizen opens it with. once_by: hash of what makes it the same.
create table intake.message (
    id           bigint primary key,
    number       text not null unique,
    channel      text not null check (channel in ('site', 'weibo', 'wechat', 'fediverse', 'forum')),
    kind         text not null check (kind in ('INQUIRY', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'THANKS', 'OTHER')),
    masked       text not null,
    place        text not null,
    pictures     text[] not null,
    unit         bigint references registry.unit,
    consent      boolean not null,
    locale       text not null check (locale in ('zh-CN', 'en')),
    key_hash     text not null,
    key_sent_at  timestamptz,
    once_by      text unique,
    as_written   bytea,
    email        bytea,
    reachable    boolean not null,
    received_at  timestamptz not null,
    closed_at    timestamptz,
    forgotten_at timestamptz
);
create index message_to_forget on intake.message (closed_at) where forgotten_at is null;
create index message_unit on intake.message (unit);
create index message_pictures on intake.message using gin (pictures);

-- Pictures that a form brought before it was sent; those of forms never sent are taken away.
create table intake.brought (
    hash text not null,
    at   timestamptz not null
);
create index brought_at on intake.brought (at);

create view intake.face_message as select id, number, channel, kind, masked, place, pictures, unit, consent, received_at from intake.message;
