-- Notes as programs of this house read them, and how often each was liked and repeated.
create view federation.face_note as
select n.id, n.account, n.reference, n.open, n.addressee, n.body, n.published_at, n.updated_at, n.withdrawn_at,
  (select count(*) from federation.reaction r where r.note = n.id and r.kind = 'LIKE') as likes,
  (select count(*) from federation.reaction r where r.note = n.id and r.kind = 'REPEAT') as repeats
from federation.note n;

-- When a note was made, changed and taken away.
create view federation.face_activity as
select id, account, note, type, made_at from federation.activity where note is not null;
