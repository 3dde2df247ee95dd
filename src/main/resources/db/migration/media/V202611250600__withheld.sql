-- about: what a page with the file is about, the post's id or the case's number; null where nobody could withhold it.
alter table media.shown add column about text;

-- What must not be public for now, whatever pages show files of it.
create table media.withheld (
    about text primary key,
    since timestamptz not null
);

-- The pictures of answers that only their citizen reads are handed out to whoever has shown the key, and are public no more.
delete from media.shown where place like 'reply/%';
