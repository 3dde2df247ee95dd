-- What the fediverse counts, a snapshot a day, as other networks' figures are kept. post: the note's id, or empty for the account itself.
-- Nobody there counts who only reads, so reads is always null.
create table federation.figure (
    account   bigint not null,
    post      text not null,
    day       date not null,
    reposts   bigint,
    comments  bigint,
    likes     bigint,
    followers bigint,
    read_at   timestamptz not null,
    primary key (account, post, day)
);

create view federation.face_figure as
select account, post, day, cast(null as bigint) as reads, reposts, comments, likes, followers from federation.figure;
