-- Answers as they stand and as they stood: of a withdrawn one only when it was withdrawn and why.
create view channels.face_reply_ever as
select id, reference as number, account, unit, unit_name, account_name, category, question, html, plain, media, published_at, corrected_at, correction_reason,
       withdrawn_at, withdrawn_reason
from channels.page where kind = 'reply' and shown;
