package org.lianxin.site.web;

import java.time.Instant;

/** A wording that a page has or had; {@code reason}: why it took the place of the one before, empty for the first. */
public record Version(String title, String html, String plain, String reason, Instant at) {}
