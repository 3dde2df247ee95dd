create schema kernel;

create table kernel.setting (
    key    text primary key,
    value  text not null,
    set_by bigint,
    set_at timestamptz not null
);

-- Every day of 2020–2045. A day whose year was not imported counts as a plain weekday or weekend ("provisional").
-- ordinal: how many working days lie before or on this day; the n-th working day after a day has ordinal + n.
create table kernel.day (
    day      date primary key,
    working  boolean not null,
    name     text not null default '',
    imported boolean not null default false,
    ordinal  integer not null default 0
);

insert into kernel.day (day, working)
select d::date, extract(isodow from d) < 6 from generate_series('2020-01-01'::date, '2045-12-31'::date, interval '1 day') d;

-- The calendar of 2026 (General Office of the State Council, 2025-11-04).
update kernel.day set imported = true where extract(year from day) = 2026;
update kernel.day set working = false, name = h.name
from (values ('2026-01-01'::date, '2026-01-03'::date, '元旦'), ('2026-02-15', '2026-02-23', '春节'), ('2026-04-04', '2026-04-06', '清明节'),
             ('2026-05-01', '2026-05-05', '劳动节'), ('2026-06-19', '2026-06-21', '端午节'), ('2026-09-25', '2026-09-27', '中秋节'),
             ('2026-10-01', '2026-10-07', '国庆节')) as h(first, last, name)
where day between h.first and h.last;
update kernel.day set working = true, name = h.name
from (values ('2026-01-04'::date, '元旦调休'), ('2026-02-14', '春节调休'), ('2026-02-28', '春节调休'), ('2026-05-09', '劳动节调休'),
             ('2026-09-20', '国庆节调休'), ('2026-10-10', '国庆节调休')) as h(day, name)
where kernel.day.day = h.day;

update kernel.day set ordinal = o.ordinal
from (select day, count(*) filter (where working) over (order by day) as ordinal from kernel.day) o
where kernel.day.day = o.day;

create index day_working_ordinal on kernel.day (ordinal) where working;

create view kernel.face_day as select day, working, name, imported, ordinal from kernel.day;
create view kernel.face_setting as select key, value from kernel.setting;
