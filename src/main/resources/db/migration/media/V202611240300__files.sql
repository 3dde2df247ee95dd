create schema media;

-- Written only after the bytes lie in the folder under their hash, synced.
create table media.file (
    hash       text primary key check (hash ~ '^[0-9a-f]{64}$'),
    kind       text not null check (kind in ('PICTURE', 'VIDEO')),
    media_type text not null check (media_type in ('image/jpeg', 'image/png', 'video/mp4')),
    width      integer not null,
    height     integer not null,
    bytes      bigint not null,
    stored_at  timestamptz not null
);

-- Everybody on the staff who brought this file; a citizen's upload leaves no row.
create table media.upload (
    hash   text not null references media.file on delete cascade,
    person bigint not null,
    at     timestamptz not null,
    primary key (hash, person)
);

-- Why a file is public: one row per page that shows it. No row, not public.
create table media.shown (
    hash     text not null references media.file,
    place    text not null,
    shown_at timestamptz not null,
    primary key (hash, place)
);
create index shown_place on media.shown (place);

create view media.face_file as select hash, kind, media_type, width, height from media.file;
