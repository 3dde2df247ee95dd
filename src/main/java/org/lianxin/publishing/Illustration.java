package org.lianxin.publishing;

/**
 * A picture or the video of a post.
 *
 * @param hash name of the stored file
 * @param type its media type, such as {@code image/jpeg} or {@code video/mp4}; empty until the file is looked up
 * @param alternative what a picture shows, for those who do not see it; of a video what is said in it
 * @param caption below it, or empty
 */
public record Illustration(String hash, String type, String alternative, String caption, int width, int height) {

    public static Illustration of(String hash, String alternative, String caption) {
        return new Illustration(hash, "", alternative, caption, 0, 0);
    }

    public boolean video() {
        return type.startsWith("video/");
    }
}
