package org.lianxin.federation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Whether somebody wants a thing of the fediverse as a program or as a person. */
final class Wanted {
    private static final List<MediaType> PAGES = List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_XHTML_XML);
    private static final List<MediaType> DOCUMENTS = List.of(
            MediaType.parseMediaType(Documents.ACTIVITY),
            MediaType.parseMediaType("application/ld+json"),
            MediaType.APPLICATION_JSON);

    private Wanted() {}

    /** A page, if that is named and no document is wanted more; who says nothing in particular is a program. */
    static boolean page(@Nullable String accept) {
        double page = quality(accept, PAGES);
        return page > 0 && page > quality(accept, DOCUMENTS);
    }

    private static double quality(@Nullable String accept, List<MediaType> types) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .filter(given -> types.stream().anyMatch(type -> type.equalsTypeAndSubtype(given)))
                    .mapToDouble(MediaType::getQualityValue)
                    .max()
                    .orElse(0);
        } catch (InvalidMediaTypeException broken) {
            return 0;
        }
    }
}
