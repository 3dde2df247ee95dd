-- The post of another account that this one carries further; null where a post has words of its own to stand on.
alter table publishing.post add column carries bigint references publishing.post;
alter table publishing.revision add column carries bigint references publishing.post;
create index post_carries on publishing.post (carries) where carries is not null;
