-- How far a publication on WeChat has come. state: null while it is a draft, else as WeChat numbers it (1: being published, 0: out).
-- submitted_at: when we asked for it, whether the answer came or not. data: WeChat's msg_data_id, by which comments and figures are asked for.
create table channels.wechat_job (
    delivery     bigint primary key,
    account      bigint not null references registry.account,
    draft        text not null,
    made_at      timestamptz not null,
    submitted_at timestamptz,
    looked_at    timestamptz,
    publication  text,
    data         text,
    state        integer,
    article      text,
    url          text not null default ''
);
create index wechat_job_publication on channels.wechat_job (account, publication);
create index wechat_job_out on channels.wechat_job (account, submitted_at desc) where state = 0;
create index wechat_job_article on channels.wechat_job (account, article);
