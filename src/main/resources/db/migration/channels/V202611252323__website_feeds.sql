-- A website that is read as a feed. etag, last_modified: as its server gave them, to be asked with again.
create table channels.feed (
    account       bigint primary key references registry.account,
    url           text not null,
    title         text not null,
    etag          text not null,
    last_modified text not null
);

-- What stands on a website: its own words, as text. item: its id there, or its address; hash: of what is shown, to tell what was changed.
create table channels.feed_item (
    account  bigint not null references registry.account,
    item     text not null,
    title    text not null,
    summary  text not null,
    url      text not null,
    hash     text not null,
    at       timestamptz not null,
    seen_at  timestamptz not null,
    primary key (account, item)
);
create index feed_item_latest on channels.feed_item (account, at desc, item);

-- Of websites that are connected.
create view channels.face_feed_item as
select f.account, f.item, f.title, f.summary, f.url, f.at from channels.feed_item f join channels.connection c on c.account = f.account where c.state <> 'ENDED';
