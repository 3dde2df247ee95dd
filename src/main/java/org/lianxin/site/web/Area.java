package org.lianxin.site.web;

import java.util.List;

/** Units that belong together; {@code name} is empty for those without an area, then {@code type} says what they are. */
public record Area(String name, String type, List<Place> places) {
    /** Its place on the page. */
    public String id() {
        return "area-" + Integer.toHexString((name + type).hashCode());
    }
}
