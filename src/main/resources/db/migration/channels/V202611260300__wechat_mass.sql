-- What is pushed to all who follow a WeChat account: a row for each delivery, written before WeChat is called.
-- round: part of the name by which WeChat knows it (clientmsgid); one more when it is ordered again after a certain no.
-- held_until: somebody is busy with it until then. sent_at: since then it may be out. message, data: WeChat's msg_id and msg_data_id.
-- article_gone: it was to be taken away, and the article itself is gone already; deleted_at: the message to all is gone too.
create table channels.wechat_mass (
    delivery     bigint primary key,
    account      bigint not null references registry.account,
    asked_by     bigint not null,
    asked_at     timestamptz not null,
    round        integer not null default 1,
    state        text not null check (state in ('ORDERED', 'SENDING', 'TAKEN', 'SENT', 'FAILED', 'REFUSED', 'UNKNOWN', 'DROPPED')),
    why          text not null default '',
    next_at      timestamptz not null,
    held_until   timestamptz,
    draft        text,
    sent_at      timestamptz,
    message      text,
    data         text,
    url          text not null default '',
    total        bigint,
    filtered     bigint,
    reached      bigint,
    missed       bigint,
    ended_at     timestamptz,
    article_gone boolean not null default false,
    deleted_at   timestamptz,
    check (state not in ('SENDING', 'TAKEN', 'UNKNOWN') or sent_at is not null),
    check (state <> 'TAKEN' or message is not null)
);
-- One message of an account is on its way at a time.
create unique index wechat_mass_one on channels.wechat_mass (account) where state = 'SENDING';
create index wechat_mass_due on channels.wechat_mass (next_at) where state in ('ORDERED', 'SENDING', 'TAKEN');
create index wechat_mass_person on channels.wechat_mass (account) where state in ('FAILED', 'REFUSED', 'UNKNOWN');
create index wechat_mass_message on channels.wechat_mass (account, message) where message is not null;
create index wechat_mass_data on channels.wechat_mass (account, sent_at desc) where data is not null;

-- How WeChat says that a message to all has ended; it may say so before its number is known here.
create table channels.wechat_mass_end (
    account  bigint not null references registry.account,
    message  text not null,
    success  boolean not null,
    why      text not null,
    total    bigint,
    filtered bigint,
    reached  bigint,
    missed   bigint,
    url      text not null,
    at       timestamptz not null,
    primary key (account, message)
);
