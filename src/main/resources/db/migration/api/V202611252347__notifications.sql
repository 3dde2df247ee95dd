-- What an app has put away, for itself alone: notifications are made of what happened, and never deleted.
create table api.dismissed (
    token        bigint not null references api.token on delete cascade,
    notification bigint not null,
    primary key (token, notification)
);

-- Everything up to this one.
create table api.cleared (
    token  bigint primary key references api.token on delete cascade,
    up_to  bigint not null
);
