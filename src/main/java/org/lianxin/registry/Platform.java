package org.lianxin.registry;

/** Where an account lives. Which of them this installation can reach is known by the connectors present. */
public enum Platform {
    /** The own micro-site (微网站). */
    SITE,
    WEIBO,
    WECHAT,
    FEDIVERSE,
    FORUM,
    /** A unit's own website, read as a feed. */
    WEBSITE,
    /** A mailbox to which citizens write; it takes answers and no posts. */
    MAIL,
    /** The scripted network of demos and tests. */
    SANDBOX
}
