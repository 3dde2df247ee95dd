-- A table that somebody brought: tried, taken in once, taken back within seven days if need be.
create table registry.import (
    id            bigint primary key,
    kind          text not null check (kind in ('UNITS', 'ACCOUNTS')),
    file_name     text not null,
    format        text not null check (format in ('CSV', 'XLSX')),
    charset       text not null,
    heading       text[] not null,
    columns       text[] not null,
    state         text not null check (state in ('TRIED', 'TAKEN_IN', 'TAKEN_BACK')),
    by_person     bigint not null,
    at            timestamptz not null,
    taken_in_by   bigint,
    taken_in_at   timestamptz,
    taken_back_by bigint,
    taken_back_at timestamptz,
    check (cardinality(heading) = cardinality(columns)),
    check ((state = 'TRIED') = (taken_in_at is null)),
    check ((state = 'TAKEN_BACK') = (taken_back_at is not null))
);
create index import_at on registry.import (at, id);

-- One row of it. outcome: what became of it when the table was taken in; subject, with its values before and after, and its version then.
-- back: what became of that when the table was taken back.
create table registry.import_row (
    import  bigint not null references registry.import on delete cascade,
    line    integer not null,
    cells   text[] not null,
    outcome text check (outcome in ('NEW', 'CHANGED', 'SAME', 'BAD')),
    subject bigint,
    version integer,
    before  jsonb,
    after   jsonb,
    faults  jsonb,
    back    text check (back in ('WITHDRAWN', 'RESTORED', 'LEFT')),
    why     text,
    primary key (import, line)
);
