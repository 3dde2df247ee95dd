-- What networks count, a snapshot a day. post: the network's id of a post, or empty for the account itself. Null: the network does not say.
create table channels.figure (
    account   bigint not null references registry.account,
    post      text not null,
    day       date not null,
    reads     bigint,
    reposts   bigint,
    comments  bigint,
    likes     bigint,
    followers bigint,
    read_at   timestamptz not null,
    primary key (account, post, day)
);

create view channels.face_figure as
select account, post, day, reads, reposts, comments, likes, followers from channels.figure;
