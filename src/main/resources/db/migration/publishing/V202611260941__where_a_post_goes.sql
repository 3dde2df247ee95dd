-- To which accounts a post goes, for whoever lists those of one.
create or replace view publishing.face_post as
select p.id, p.unit, p.title, p.category, s.code as section, p.state, p.first_published_at, p.planned_at, p.created_at, p.changed_at, p.owner, p.revision,
  p.targets
from publishing.post p left join publishing.section s on s.id = p.section where p.state <> 'DROPPED';
