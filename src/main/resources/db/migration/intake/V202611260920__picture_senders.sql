-- sender: keyed hash of the account and of who wrote to it, only while the picture waits, so that nobody takes all places.
alter table intake.picture_to_fetch add column sender text not null default '';
