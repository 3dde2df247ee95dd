-- The network will not let the program do it: a person does it there.
alter table delivery.attempt drop constraint attempt_outcome_check;
alter table delivery.attempt add constraint attempt_outcome_check check (outcome in
    ('CONFIRMED', 'REFUSED', 'NOT_SENT', 'WAITS', 'BY_HAND', 'UNKNOWN', 'FOUND', 'ABSENT', 'UNREADABLE', 'MANUAL', 'AGAIN', 'CANCELLED'));

-- A network may take it and show it later: until then nobody believes that it is not there.
alter table delivery.delivery add column late_until timestamptz;
