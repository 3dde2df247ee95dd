-- What the reminder of late posts looks at.
create index post_late on publishing.post (planned_at)
    where planned_at is not null and not late_told and state in ('DRAFT', 'IN_REVIEW', 'SENT_BACK', 'CORRECTING', 'CORRECTION_IN_REVIEW', 'CORRECTION_SENT_BACK');
-- What waits for its writers because its time has passed.
create index post_unit_late on publishing.post (unit, planned_at)
    where planned_at is not null and state in ('DRAFT', 'IN_REVIEW', 'CORRECTING', 'CORRECTION_IN_REVIEW');
