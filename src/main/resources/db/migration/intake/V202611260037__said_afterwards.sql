-- ADDED: said by the author of a case in the same thread while it is worked on, and read with it. joined: the message of that case.
-- edited: what its author made of it later, masked; empty if nothing.
alter table intake.arrival drop constraint arrival_state_check;
alter table intake.arrival add constraint arrival_state_check check (state in ('NEW', 'SEEN', 'CASE', 'ADDED'));
alter table intake.arrival
    add column joined    bigint references intake.message,
    add column edited    text not null default '',
    add column edited_at timestamptz;
create index arrival_joined on intake.arrival (joined) where joined is not null;
