-- Pictures and videos that apps have brought, with what they show in words, until they are part of a post.
create table api.media (
    id          bigint primary key,
    person      bigint not null references identity.person,
    hash        text not null,
    alternative text not null,
    made_at     timestamptz not null
);
create index media_made on api.media (made_at);

-- What an app sent under a key of its own, and what it was answered: sent again, it is answered the same and nothing is done.
create table api.once (
    token   bigint not null references api.token on delete cascade,
    key     text not null,
    answer  text not null,
    made_at timestamptz not null,
    primary key (token, key)
);
create index once_made on api.once (made_at);
