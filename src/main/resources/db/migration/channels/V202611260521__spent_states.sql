-- Ways to WeChat and back that have been gone: digest of the state, kept until it would be too old anyhow. A second time it is nobody's.
create table channels.wechat_spent (
    state text primary key,
    until timestamptz not null
);
create index wechat_spent_until on channels.wechat_spent (until);
