-- the latest per person and address: an editor that saves by itself leaves one, not hundreds
create unique index kept_form_path on identity.kept_form (person, path);
create index kept_form_kept on identity.kept_form (kept_at);
