-- Comments that were there when an article's comments were last read to their end. missing: it was not there the last time; the next time it is gone.
create table channels.wechat_comment (
    account bigint not null references registry.account,
    data    text not null,
    number  text not null,
    missing boolean not null default false,
    primary key (account, data, number)
);
