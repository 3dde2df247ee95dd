package org.lianxin.channels;

import java.util.List;

/** What the micro-site has to offer, two levels deep, for networks that give an account a menu. The site answers; only what is public is in it. */
public interface SiteMenu {

    List<Entry> entries();

    /** @param url the whole address */
    record Entry(String name, String url, List<Entry> below) {}
}
