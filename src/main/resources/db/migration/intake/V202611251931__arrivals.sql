alter table intake.message drop constraint message_channel_check;
alter table intake.message add constraint message_channel_check
    check (channel in ('site', 'weibo', 'wechat', 'fediverse', 'forum', 'mail', 'sandbox'));

-- Where on a network a message was written: account is ours, remote_id the network's name of it, thread what it is said under, parent what it
-- answers. author: encrypted, and forgotten with the text; no index leads from a person to what they wrote.
-- state: NEW waits for somebody to look, SEEN needs no answer, CASE went on to be answered. deleted_at: its author took it away there.
create table intake.arrival (
    message    bigint primary key references intake.message,
    account    bigint not null references registry.account,
    unit       bigint not null references registry.unit,
    remote_id  text not null,
    thread     text not null,
    parent     text not null,
    way        text not null check (way in ('COMMENT', 'MENTION', 'PRIVATE')),
    url        text not null,
    author     bytea,
    state      text not null check (state in ('NEW', 'SEEN', 'CASE')),
    written_at timestamptz not null,
    arrived_at timestamptz not null,
    deleted_at timestamptz,
    unique (account, remote_id)
);
create index arrival_thread on intake.arrival (account, thread, written_at, message);
create index arrival_latest on intake.arrival (arrived_at desc, message desc);
create index arrival_unit on intake.arrival (unit, arrived_at desc, message desc);
create index arrival_remark on intake.arrival (arrived_at desc, message desc) where state = 'NEW';
create index arrival_unit_remark on intake.arrival (unit, arrived_at desc, message desc) where state = 'NEW';

create view intake.face_arrival as
select a.message, m.number, a.account, a.unit, a.thread, a.parent, a.way, a.url, a.state, a.written_at, a.arrived_at, a.deleted_at
from intake.arrival a join intake.message m on m.id = a.message;
