package org.lianxin.console.web;

import java.util.List;

/** A page of the console that a person may open. Its words are {@code console.place.<name>} and, a sentence, {@code console.about.<name>}. */
public record Place(String href) {

    /** {@code posts.new} for {@code /console/posts/new}. */
    public String name() {
        return href.substring("/console/".length()).replace('/', '.');
    }

    /** Places that belong together, under {@code console.group.<name>}. */
    public record Group(String name, List<Place> places) {}
}
