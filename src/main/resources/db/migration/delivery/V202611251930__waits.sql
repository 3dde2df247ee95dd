-- Not tried, because a quota was used up: the queue of the account waits.
alter table delivery.attempt drop constraint attempt_outcome_check;
alter table delivery.attempt add constraint attempt_outcome_check check (outcome in
    ('CONFIRMED', 'REFUSED', 'NOT_SENT', 'WAITS', 'UNKNOWN', 'FOUND', 'ABSENT', 'UNREADABLE', 'MANUAL', 'AGAIN', 'CANCELLED'));
