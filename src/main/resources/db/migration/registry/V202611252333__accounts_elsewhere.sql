-- An account on a server elsewhere that speaks Mastodon's client interface.
alter table registry.account drop constraint account_platform_check;
alter table registry.account add constraint account_platform_check
    check (platform in ('SITE', 'WEIBO', 'WECHAT', 'FEDIVERSE', 'MASTODON', 'FORUM', 'WEBSITE', 'MAIL', 'SANDBOX'));
