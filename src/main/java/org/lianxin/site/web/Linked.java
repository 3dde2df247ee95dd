package org.lianxin.site.web;

import java.time.Instant;

/**
 * An entry of a website, as it reads there.
 *
 * @param website what it calls itself, or empty; host: as it stands in its address
 */
public record Linked(String title, String summary, String url, String website, String host, Instant at) {}
