-- The network's name of what was said, so that an answer finds its place in a thread.
create or replace view intake.face_arrival as
select a.message, m.number, a.account, a.unit, a.thread, a.parent, a.way, a.url, a.state, a.written_at, a.arrived_at, a.deleted_at, a.remote_id
from intake.arrival a join intake.message m on m.id = a.message;
create index arrival_account on intake.arrival (account, message desc);
