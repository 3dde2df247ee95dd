-- The hub asks every few seconds whether anything was published.
create index page_version_at on channels.page_version (at);
