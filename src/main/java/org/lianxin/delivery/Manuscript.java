package org.lianxin.delivery;

import java.util.List;

/**
 * What an editor wrote, before any network's shape.
 *
 * @param kind {@code post}, {@code correction} or {@code reply}
 * @param title of a post; of a reply the citizen's question, masked, as it is shown in public beside the answer (empty without consent)
 * @param category of a post, or the kind of the citizen's message
 * @param section code of a post's section as in {@code /sections/<code>}, or empty
 * @param text Markdown as described in docs/reference/formatting
 * @param reference where it belongs: the post's id, or the number of the case
 * @param media pictures and video in order
 */
public record Manuscript(
        String kind,
        String title,
        String text,
        String category,
        String section,
        long unit,
        String unitName,
        long account,
        String accountName,
        String reference,
        List<Picture> media) {

    /** @param hash name of the stored file; alternative: required for pictures */
    public record Picture(String hash, String type, String alternative, String caption, int width, int height) {}
}
