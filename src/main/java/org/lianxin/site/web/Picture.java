package org.lianxin.site.web;

import org.jspecify.annotations.Nullable;

/** A picture or video of a page; width and height are those of the original, 0 if not known. */
public record Picture(
        String hash,
        String type,
        @Nullable String alternative,
        @Nullable String caption,
        int width,
        int height) {

    public boolean video() {
        return type.startsWith("video");
    }

    public String alt() {
        return alternative == null ? "" : alternative;
    }

    public String words() {
        return caption == null ? "" : caption;
    }

    /** Address of a rendition: {@code small}, {@code medium} or {@code original}. */
    public String href(String size) {
        return "/media/" + hash + "/" + size;
    }

    /** What a browser may choose from; never wider than the picture is. */
    public String sources() {
        return href("small") + " " + width(320) + "w, " + href("medium") + " " + width(1080) + "w, " + href("original")
                + " " + originalWidth() + "w";
    }

    private int width(int most) {
        return width > 0 ? Math.min(most, width) : most;
    }

    /** Of the largest rendition, which is at most 2,400 pixels on its longer side. */
    private int originalWidth() {
        int longer = Math.max(width, height);
        return width <= 0 ? 2400 : longer <= 2400 ? width : (int) Math.round(width * 2400.0 / longer);
    }

    public boolean sized() {
        return width > 0 && height > 0;
    }
}
