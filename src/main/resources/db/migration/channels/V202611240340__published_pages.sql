create schema if not exists channels;

-- What is published on the own micro-site: a row for each post and account, a row for each reply. What is no longer public is blank here.
-- reference: the post's id or the case's number. own: the account belongs to the unit whose words these are.
-- shown: everybody may see it (a reply only with the citizen's consent). lead: the one row by which lists name the post or the case.
-- grams: pairs of neighbouring characters, for searches in Chinese.
create table channels.page (
    id           bigint primary key,
    kind         text not null check (kind in ('post', 'reply')),
    delivery     bigint not null unique,
    subject_type text not null,
    subject_id   bigint not null,
    account      bigint not null,
    reference    text not null,
    unit         bigint not null,
    unit_name    text not null,
    account_name text not null,
    category     text not null,
    section      text not null,
    title        text not null,
    html         text not null,
    plain        text not null,
    question     text not null,
    media        jsonb not null,
    grams        text[] not null,
    own          boolean not null,
    shown        boolean not null,
    lead         boolean not null,
    published_at timestamptz not null,
    corrected_at timestamptz,
    correction_reason text not null default '',
    withdrawn_at timestamptz,
    withdrawn_reason  text not null default ''
);
create unique index page_post on channels.page (subject_type, subject_id, account) where kind = 'post';
create index page_subject on channels.page (subject_type, subject_id, account);
create index page_reference on channels.page (kind, reference, id);
create index page_latest on channels.page (published_at desc, id desc) where kind = 'post' and lead and withdrawn_at is null;
create index page_section on channels.page (section, published_at desc, id desc) where kind = 'post' and lead and withdrawn_at is null;
create index page_unit on channels.page (unit, published_at desc, id desc) where kind = 'post' and lead and withdrawn_at is null;
create index page_category on channels.page (category, published_at desc, id desc) where kind = 'post' and lead and withdrawn_at is null;
create index page_account on channels.page (account, published_at desc, id desc) where kind = 'post' and withdrawn_at is null;
create index page_answer on channels.page (published_at desc, id desc) where kind = 'reply' and lead and shown and withdrawn_at is null;
create index page_answer_unit on channels.page (unit, published_at desc, id desc) where kind = 'reply' and lead and shown and withdrawn_at is null;
create index page_answer_category on channels.page (category, published_at desc, id desc) where kind = 'reply' and lead and shown and withdrawn_at is null;
create index page_grams on channels.page using gin (grams);

-- Every delivery that reached a page, once; the latest wording of a page is the last of its rows. A withdrawal has no wording.
create table channels.page_version (
    delivery bigint primary key,
    page     bigint not null references channels.page,
    kind     text not null check (kind in ('PUBLISH', 'CORRECT', 'WITHDRAW', 'REPLY')),
    title    text not null,
    html     text not null,
    plain    text not null,
    question text not null,
    digest   text not null,
    reason   text not null,
    at       timestamptz not null
);
create index page_version_page on channels.page_version (page, at, delivery);

create view channels.face_page as
select id, reference as post, account, unit, unit_name, account_name, category, section, title, html, plain, media, grams, own, lead, published_at,
       corrected_at, correction_reason, withdrawn_at, withdrawn_reason
from channels.page where kind = 'post';

create view channels.face_page_version as
select v.page, p.reference as post, v.title, v.html, v.plain, v.kind, v.reason, v.at, v.delivery
from channels.page_version v join channels.page p on p.id = v.page
where p.kind = 'post' and p.withdrawn_at is null and v.kind <> 'WITHDRAW';

create view channels.face_reply as
select id, reference as number, account, unit, unit_name, account_name, category, question, html, plain, grams, media, lead, published_at, corrected_at,
       correction_reason
from channels.page where kind = 'reply' and shown and withdrawn_at is null;
