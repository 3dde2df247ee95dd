-- Words are looked for in text, place and number together. With the number apart, in an "or", every candidate's pairs were made anew.
drop index cases.case_words;
create index case_words on cases.case using gin (cases.grams(masked || ' ' || place || ' ' || number));
-- A single character has no pair.
create index case_letters on cases.case using gin (string_to_array(lower(masked || ' ' || place || ' ' || number), null));

-- Lists of one kind, of one channel and of what is over, however seldom that is.
create index case_kind_latest on cases.case (kind, received_at desc, id desc);
create index case_channel_latest on cases.case (channel, received_at desc, id desc);
create index case_closed_latest on cases.case (received_at desc, id desc) where state in ('CLOSED', 'SPAM');
