create schema publishing;

create table publishing.section (
    id       bigint primary key,
    code     text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    parent   bigint references publishing.section,
    name     text not null,
    name_en  text not null,
    position integer not null,
    open     boolean not null default true,
    version  integer not null default 1
);
create index section_order on publishing.section (parent, position, id);

-- An empty installation has three sections with sub-sections; the office renames, orders and closes them.
insert into publishing.section (id, code, parent, name, name_en, position) values
    (1, 'city', null, '看城市', 'The city', 1), (2, 'government', null, '办政务', 'Government', 2), (3, 'service', null, '享服务', 'Services', 3),
    (11, 'news', 1, '要闻', 'News', 1), (12, 'notices', 1, '通知公告', 'Notices', 2), (13, 'culture', 1, '文化活动', 'Culture', 3),
    (21, 'policy', 2, '政策', 'Policy', 1), (22, 'interpretation', 2, '解读', 'Explained', 2), (23, 'response', 2, '回应', 'Responses', 3),
    (31, 'traffic', 3, '出行', 'Getting around', 1), (32, 'living', 3, '生活', 'Living', 2), (33, 'guide', 3, '办事', 'How to apply', 3);

-- The working copy. media: [{hash, kind, type, alternative, caption, width, height}] in order; hashes: the same files, to be found by.
-- writers: who has written since the last approval; none of them approves. closes: the account whose closing this post announces.
-- flaw: a look-back failed before the post was out; the correction opens as soon as it is.
create table publishing.post (
    id           bigint primary key,
    unit         bigint not null references registry.unit,
    state        text not null check (state in ('DRAFT', 'IN_REVIEW', 'SENT_BACK', 'APPROVED', 'REFUSED', 'PUBLISHED', 'CORRECTING', 'CORRECTION_IN_REVIEW',
                                                'CORRECTION_SENT_BACK', 'CORRECTION_APPROVED', 'WITHDRAWN', 'DROPPED')),
    title        text not null,
    text         text not null,
    category     text not null,
    section      bigint references publishing.section,
    targets      bigint[] not null default '{}',
    media        jsonb not null default '[]',
    hashes       text[] not null default '{}',
    planned_at   timestamptz,
    note         text not null default '',
    owner        bigint,
    edited_by    bigint,
    writers      bigint[] not null default '{}',
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    revision     integer not null default 0,
    review       bigint,
    remark       text not null default '',
    flaw         text not null default '',
    late_told    boolean not null default false,
    first_published_at timestamptz,
    closes       bigint references registry.account,
    version      integer not null default 1
);
create index post_unit_changed on publishing.post (unit, changed_at desc, id desc);
create index post_changed on publishing.post (changed_at desc, id desc);
create index post_unit_state on publishing.post (unit, state, changed_at desc, id desc);
create index post_state on publishing.post (state, changed_at desc, id desc);
create index post_owner on publishing.post (owner, changed_at desc, id desc);
create index post_unit_published on publishing.post (unit, first_published_at) where first_published_at is not null;
create index post_published on publishing.post (first_published_at) where first_published_at is not null;
create index post_unit_planned on publishing.post (unit, planned_at) where planned_at is not null;
create index post_planned on publishing.post (planned_at) where planned_at is not null;
create index post_hashes on publishing.post using gin (hashes);
create index post_section on publishing.post (section);
create index post_closes on publishing.post (closes) where closes is not null;
create index post_waiting on publishing.post (unit, state)
    where state in ('SENT_BACK', 'CORRECTING', 'CORRECTION_SENT_BACK', 'REFUSED');

-- What was submitted, never changed afterwards; passed_* is filled once, when the review lets it through.
create table publishing.revision (
    post         bigint not null references publishing.post,
    number       integer not null,
    correction   boolean not null,
    title        text not null,
    text         text not null,
    category     text not null,
    section      bigint references publishing.section,
    targets      bigint[] not null,
    media        jsonb not null,
    hashes       text[] not null,
    planned_at   timestamptz,
    note         text not null,
    writers      bigint[] not null,
    submitted_by bigint not null,
    submitted_at timestamptz not null,
    review       bigint not null unique,
    passed_at    timestamptz,
    passed_by    bigint,
    passed_for   bigint,
    urgent       boolean not null default false,
    primary key (post, number)
);
create index revision_hashes on publishing.revision using gin (hashes);

-- The publication register: one row for each post on each account. awaiting: something ordered has not been confirmed yet.
create table publishing.entry (
    id           bigint primary key,
    post         bigint not null references publishing.post,
    account      bigint not null references registry.account,
    unit         bigint not null,
    revision     integer not null,
    title        text not null,
    category     text not null,
    writers      bigint[] not null,
    passed_at    timestamptz not null,
    passed_by    bigint,
    passed_for   bigint,
    urgent       boolean not null,
    state        text not null check (state in ('WAITING', 'OUT', 'REFUSED', 'UNSETTLED', 'WITHDRAWN', 'STOPPED')),
    awaiting     boolean not null,
    delivery     bigint,
    url          text not null default '',
    reason       text not null default '',
    out_at       timestamptz,
    corrected_at timestamptz,
    withdrawn_at timestamptz,
    unique (post, account)
);
create index entry_passed on publishing.entry (passed_at desc, id desc);
create index entry_unit_passed on publishing.entry (unit, passed_at desc, id desc);
create index entry_account_passed on publishing.entry (account, passed_at desc, id desc);

-- A text that could not be saved because somebody else had saved meanwhile; one for each person and post, until they save again.
create table publishing.aside (
    post    bigint not null references publishing.post,
    person  bigint not null,
    title   text not null,
    text    text not null,
    kept_at timestamptz not null,
    primary key (post, person)
);

create view publishing.face_section as
select s.id, s.code, p.code as parent, s.name, s.name_en, s.position, s.open from publishing.section s left join publishing.section p on p.id = s.parent;
create view publishing.face_post as
select p.id, p.unit, p.title, p.category, s.code as section, p.state, p.first_published_at, p.planned_at, p.created_at, p.changed_at, p.owner, p.revision
from publishing.post p left join publishing.section s on s.id = p.section where p.state <> 'DROPPED';
create view publishing.face_entry as
select id, post, account, unit, category, passed_at, passed_by, state, out_at, corrected_at, withdrawn_at from publishing.entry;
