-- Until when a call may be under way that brings this. What is withdrawn meanwhile holds its inbox until the call has ended, so that the
-- withdrawal does not arrive first.
alter table federation.sending add column under_way_until timestamptz;
create index sending_under_way on federation.sending (inbox) where state = 'FAILED' and under_way_until is not null;
