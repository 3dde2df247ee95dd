package org.lianxin.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Page;

/**
 * Port: what a network does with a delivery besides delivering it, such as pushing it to all who follow. Shown with the delivery and in the
 * story of its thing.
 */
public interface Besides {

    /** How it stands with it, for this person; empty if there is nothing of the kind. */
    Optional<Shown> of(Waybill waybill, Page page);

    /** What has happened to a thing, in no order. */
    List<Happened> to(String subjectType, long subjectId);

    /** A copy was put back: what waits or is on its way may have gone out since it was made, and must not go out again by itself. */
    void doubt();

    /**
     * All ready to show.
     *
     * @param is the shape of its mark
     * @param action the words of the way to its own page
     */
    record Shown(String is, String word, String sentence, String href, String action) {}

    /**
     * A line of a story.
     *
     * @param is the shape of its mark
     * @param key of its sentence, with the number as {@code {0}} and the person's name as {@code {1}}
     */
    record Happened(
            Instant at,
            String is,
            String key,
            int number,
            @Nullable Long person,
            String remark) {}
}
