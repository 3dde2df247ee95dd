-- Whom a mail goes to and what it says are personal data (a citizen's address and key, a way in): locked by the vault. The worker that
-- sends mails comes with this migration, so nothing has been sent before it.
delete from notices.mail;
alter table notices.mail drop column address, drop column body;
alter table notices.mail add column address bytea not null, add column body bytea not null;
create index mail_state on notices.mail (state, made_at desc, id desc);

-- A bell is a row of its own: two transactions that ring the same person do not wait for each other, and a ring that is not yet
-- committed when a digest is written is heard by the next one.
alter table notices.rung drop constraint rung_pkey;
create index rung_person on notices.rung (person);
