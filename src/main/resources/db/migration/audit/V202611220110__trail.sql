create schema audit;

-- seal_number, link: set once by the sealer; everything else is written once with the entry and covered by mac.
create table audit.entry (
    id           bigint primary key,
    at           timestamptz not null,
    action       text not null,
    subject      text not null,
    subject_id   bigint not null,
    unit         bigint,
    actor        bigint,
    stand_in_for bigint,
    details      text not null,
    mac          bytea not null,
    seal_number  bigint unique,
    link         bytea
);
create index entry_unsealed on audit.entry (id) where seal_number is null;
create index entry_subject on audit.entry (subject, subject_id, id);
create index entry_unit on audit.entry (unit, id);

create view audit.face_entry as
select id, at, action, subject, subject_id, unit, actor, stand_in_for, details from audit.entry;
