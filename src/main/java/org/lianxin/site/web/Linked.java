package org.lianxin.site.web;

import java.time.Instant;

/**
 * An entry of a website, as it reads there.
 *
 * @param host of the website, as it stands in its address
 */
public record Linked(String title, String summary, String url, String host, Instant at) {}
