create schema api;

-- Apps of the fediverse that have made themselves known. client: their public name here; secret: SHA-256 of what they prove it with.
-- redirects: where a code may be sent to, one a line; scopes: the most they may ask a person for, apart by spaces.
create table api.app (
    id        bigint primary key,
    client    text not null unique,
    secret    text not null,
    name      text not null,
    website   text not null,
    redirects text not null,
    scopes    text not null,
    made_at   timestamptz not null
);
create index app_made on api.app (made_at, id);

-- What an app may do. hash: SHA-256 of the token. person and account: for whom and as which account; null where the app speaks for itself.
create table api.token (
    id       bigint primary key,
    hash     text not null unique,
    app      bigint not null references api.app,
    person   bigint references identity.person,
    account  bigint references registry.account,
    scopes   text not null,
    made_at  timestamptz not null,
    used_at  timestamptz,
    ended_at timestamptz,
    check ((person is null) = (account is null))
);
create index token_person on api.token (person, made_at desc, id desc) where ended_at is null;
create index token_app on api.token (app);

-- Codes by which an app fetches its token, ten minutes long and once. hash: SHA-256 of the code; challenge: of PKCE (S256), or empty;
-- token: what was made of it, so that it ends if the code turns up a second time.
create table api.code (
    hash      text primary key,
    app       bigint not null references api.app,
    person    bigint not null references identity.person,
    account   bigint not null references registry.account,
    scopes    text not null,
    redirect  text not null,
    challenge text not null,
    made_at   timestamptz not null,
    used_at   timestamptz,
    token     bigint references api.token
);
create index code_made on api.code (made_at);
create index code_app on api.code (app);
