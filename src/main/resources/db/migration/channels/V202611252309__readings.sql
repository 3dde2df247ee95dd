-- How the reading of an account that is read from time to time stands. next_at: not before then; whoever reads moves it on first, so that of
-- several nodes one reads. skipped: what was looked at and is nobody's question.
create table channels.reading (
    account   bigint primary key references registry.account,
    next_at   timestamptz not null,
    read_at   timestamptz,
    failed_at timestamptz,
    why       text not null default '',
    failures  integer not null default 0,
    skipped   bigint not null default 0
);
