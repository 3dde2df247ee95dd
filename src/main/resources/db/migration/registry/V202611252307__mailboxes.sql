alter table registry.account drop constraint account_platform_check;
alter table registry.account add constraint account_platform_check
    check (platform in ('SITE', 'WEIBO', 'WECHAT', 'FEDIVERSE', 'FORUM', 'WEBSITE', 'MAIL', 'SANDBOX'));
