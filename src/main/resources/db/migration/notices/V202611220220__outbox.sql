create schema notices;

-- A mail is claimed (SENDING) in a transaction of its own before it goes to the server. One found in SENDING after a crash may have
-- been sent: it becomes UNKNOWN and is not sent again by itself. reference: one mail per reference, whoever asks twice.
create table notices.mail (
    id         bigint primary key,
    reference  text not null unique,
    person     bigint,
    address    text not null,
    subject    text not null,
    body       text not null,
    state      text not null check (state in ('WAITING', 'SENDING', 'SENT', 'REFUSED', 'UNKNOWN', 'KEPT')),
    made_at    timestamptz not null,
    next_at    timestamptz not null,
    claimed_at timestamptz,
    done_at    timestamptz,
    attempts   integer not null default 0,
    remark     text not null default ''
);
create index mail_next on notices.mail (next_at) where state = 'WAITING';
create index mail_sending on notices.mail (claimed_at) where state = 'SENDING';
create index mail_latest on notices.mail (made_at desc, id desc);
create index mail_person on notices.mail (person);

-- Somebody for whom something waits; the digest job looks what it is.
create table notices.rung (
    person  bigint primary key,
    rung_at timestamptz not null
);

-- What a person has been told of already.
create table notices.told (
    person  bigint not null,
    item    text not null,
    told_at timestamptz not null,
    primary key (person, item)
);
create index told_at on notices.told (told_at);
