-- A citizen whom a network has recognised, for a while. token: digest of what the browser brings back. who: encrypted, the account and the
-- conversation with it. Nothing here says who they are, and nothing leads from a person to a row.
create table intake.visit (
    token text primary key,
    who   bytea not null,
    until timestamptz not null
);
create index visit_until on intake.visit (until);

-- What was written on the site by such a citizen: keyed hash of who they are on the network, for their own list alone; it goes with the text.
alter table intake.message add column asked_by text;
create index message_asked_by on intake.message (asked_by) where asked_by is not null;
