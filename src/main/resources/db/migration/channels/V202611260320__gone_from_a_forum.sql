-- Posts that a forum said were taken away, so that a push of one that comes late does not bring it back.
create table channels.discourse_gone (
    account bigint not null references registry.account,
    post    text not null,
    at      timestamptz not null,
    primary key (account, post)
);
create index discourse_gone_at on channels.discourse_gone (at);
