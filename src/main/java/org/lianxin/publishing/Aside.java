package org.lianxin.publishing;

import java.time.Instant;

/** A text that could not be saved because somebody else had saved first. It waits beside the post until its writer saves again. */
public record Aside(String title, String text, Instant keptAt) {}
