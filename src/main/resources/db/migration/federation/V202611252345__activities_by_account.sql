create index activity_account on federation.activity (account, id desc) where note is not null;
