-- A copy was put back: what was open in it may have been sent since, so it is read back first.
alter table delivery.attempt drop constraint attempt_what_check;
alter table delivery.attempt add constraint attempt_what_check check (what in ('SENT', 'READ', 'FOUND_CLAIMED', 'RESTORED', 'PERSON'));
