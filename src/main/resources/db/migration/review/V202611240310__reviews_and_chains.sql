create schema review;

-- Which roles sign one after the other. unit null: the whole matrix. subject_type '': everything; category '': everything of the type.
create table review.chain (
    id           bigint primary key,
    unit         bigint references registry.unit,
    subject_type text not null,
    category     text not null check (category = '' or subject_type <> ''),
    steps        text[] not null check (cardinality(steps) between 1 and 3 and steps <@ array['LEADER', 'ON_SCENE_LEADER', 'SPOKESPERSON', 'OFFICE']),
    set_by       bigint,
    set_at       timestamptz not null,
    version      integer not null default 1
);
create unique index chain_of on review.chain (coalesce(unit, 0), subject_type, category);
create index chain_unit on review.chain (unit);

-- chain: as it was when the review began. step: how many steps have approved. writers: who wrote it; taken: who took a step, and for whom.
-- planned lies outside the digest; everything else that goes out is under it.
create table review.review (
    id             bigint primary key,
    subject_type   text not null,
    subject_id     bigint not null,
    unit           bigint not null references registry.unit,
    category       text not null,
    author         bigint not null,
    writers        bigint[] not null,
    taken          bigint[] not null default '{}',
    digest         text not null,
    media          text[] not null,
    chain          text[] not null check (cardinality(chain) between 1 and 3),
    step           integer not null default 0 check (step between 0 and cardinality(chain)),
    planned        timestamptz,
    urgent_allowed boolean not null,
    state          text not null check (state in ('OPEN', 'PASSED', 'SENT_BACK', 'VOID', 'BYPASSED', 'LOOKED_BACK', 'LOOK_BACK_FAILED')),
    asked_by       bigint,
    asked_at       timestamptz not null,
    decided_at     timestamptz,
    bypassed_by    bigint,
    bypassed_for   bigint,
    look_back_due  timestamptz,
    version        integer not null default 1,
    check (state <> 'PASSED' or step = cardinality(chain)),
    check ((bypassed_by is null) = (look_back_due is null))
);
create unique index review_open on review.review (subject_type, subject_id) where state = 'OPEN';
create index review_subject on review.review (subject_type, subject_id, id);
create index review_waiting on review.review (unit, id) where state = 'OPEN';
create index review_look_back on review.review (unit, id) where state = 'BYPASSED';
create index review_unit on review.review (unit, id);
create index review_media on review.review using gin (media) where media <> '{}';

-- What was asked about, byte for byte.
create table review.kept (
    review     bigint not null references review.review,
    position   integer not null,
    target     text not null,
    label      text not null,
    media_type text not null,
    bytes      bytea not null,
    primary key (review, position),
    unique (review, target)
);

-- Every decision, who and when; the latest state is kept in review.state by the same statement.
create table review.step (
    id           bigint primary key,
    review       bigint not null references review.review,
    kind         text not null check (kind in ('APPROVED', 'SENT_BACK', 'VOIDED', 'BYPASSED', 'LOOKED_BACK', 'LOOK_BACK_FAILED')),
    role         text,
    person       bigint,
    stand_in_for bigint,
    remark       text not null default '',
    at           timestamptz not null
);
create index step_review on review.step (review, id);
create index step_person on review.step (person, id);

create view review.face_review as
select id, subject_type, subject_id, unit, category, author, state, digest, planned, asked_by, asked_at, decided_at, bypassed_by, look_back_due from review.review;
create view review.face_step as
select id, review, kind, role, person, stand_in_for, remark, at from review.step;
