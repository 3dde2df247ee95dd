-- With what the website calls itself: a host alone says little to citizens.
create or replace view channels.face_feed_item as
select f.account, f.item, f.title, f.summary, f.url, f.at, w.title as website
from channels.feed_item f join channels.connection c on c.account = f.account join channels.feed w on w.account = f.account
where c.state <> 'ENDED';
