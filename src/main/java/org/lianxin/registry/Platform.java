package org.lianxin.registry;

/** Where an account lives. Which of them this installation can reach is known by the connectors present. */
public enum Platform {
    /** The own micro-site (微网站). */
    SITE,
    WEIBO,
    WECHAT,
    /** An actor on the server of this very installation. */
    FEDIVERSE,
    /** An account on a server elsewhere that speaks Mastodon's client interface. */
    MASTODON,
    FORUM,
    /** A unit's own website, read as a feed. */
    WEBSITE,
    /** A mailbox to which citizens write; it takes answers and no posts. */
    MAIL,
    /** The scripted network of demos and tests. */
    SANDBOX;

    /** Whether its accounts are connected in the console: a key is typed, or something is allowed over there. */
    public boolean connected() {
        return this == WEIBO || this == WECHAT || this == FORUM || this == MASTODON || this == WEBSITE || this == MAIL;
    }
}
