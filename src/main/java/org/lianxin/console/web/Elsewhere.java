package org.lianxin.console.web;

import java.time.Instant;

/** Something of the person's own that others have in hand, and who. */
public record Elsewhere(String title, String href, String who, Instant since) {}
