-- Whether a note shows a picture or video, so that those are found without reading what the others say.
alter table federation.note add column has_media boolean not null default false;
update federation.note set has_media = true where body <> '' and jsonb_path_exists(nullif(body, '')::jsonb, '$.attachment[*]');
create index note_media on federation.note (id desc) where has_media and open and withdrawn_at is null;
create index note_account_media on federation.note (account, id desc) where has_media and open and withdrawn_at is null;

-- The hashtags of what everybody may see, in small letters, without their sign. A row each, and no list in the note: in the order of its
-- notes a tag is read from the newest on, however many have it and however old they are.
create table federation.note_tag (
    tag       text not null,
    note      bigint not null references federation.note,
    account   bigint not null,
    has_media boolean not null,
    primary key (tag, note)
);
create index note_tag_account on federation.note_tag (tag, account, note);
create index note_tag_note on federation.note_tag (note);
insert into federation.note_tag (tag, note, account, has_media)
select distinct lower(substr(name #>> '{}', 2)), n.id, n.account, n.has_media
from federation.note n, jsonb_path_query(nullif(n.body, '')::jsonb, '$.tag[*] ? (@.type == "Hashtag").name') name
where n.open and n.withdrawn_at is null;

create or replace view federation.face_note as
select n.id, n.account, n.reference, n.open, n.addressee, n.body, n.published_at, n.updated_at, n.withdrawn_at,
  (select count(*) from federation.reaction r where r.note = n.id and r.kind = 'LIKE') as likes,
  (select count(*) from federation.reaction r where r.note = n.id and r.kind = 'REPEAT') as repeats,
  n.has_media
from federation.note n;
create view federation.face_note_tag as select tag, note, account, has_media from federation.note_tag;
