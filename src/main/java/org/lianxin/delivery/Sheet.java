package org.lianxin.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a reader will see on a network, as JSON of this form: the bytes that connectors make, reviews keep and hash, and deliveries send.
 * Fields are in this order and {@link #bytes} is deterministic, so equal sheets have equal digests.
 *
 * @param title empty where the network has none
 * @param html clean HTML of the text; empty where the network takes plain text only
 * @param plain the text as plain text; for a short network this is everything that is sent, link included
 * @param question of a reply: the citizen's question, masked, or empty
 * @param section code of the section, empty where there is none
 * @param unit whose words these are; 0 where only its name matters
 * @param carried of a post that carries another one further: which; else null and not in the JSON
 */
public record Sheet(
        String kind,
        String title,
        String html,
        String plain,
        String question,
        String category,
        String section,
        long unit,
        String unitName,
        String accountName,
        String reference,
        List<Manuscript.Picture> media,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Carried carried) {
    public static final String MEDIA_TYPE = "application/vnd.lianxin.sheet+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Sheet(
            String kind,
            String title,
            String html,
            String plain,
            String question,
            String category,
            String section,
            long unit,
            String unitName,
            String accountName,
            String reference,
            List<Manuscript.Picture> media) {
        this(
                kind,
                title,
                html,
                plain,
                question,
                category,
                section,
                unit,
                unitName,
                accountName,
                reference,
                media,
                null);
    }

    /** Own words, if any, beside what they carry further. */
    public static Sheet carrying(Carried original, Manuscript own, String words) {
        return new Sheet(
                own.kind(),
                "",
                "",
                words,
                "",
                own.category(),
                "",
                own.unit(),
                own.unitName(),
                own.accountName(),
                own.reference(),
                List.of(),
                original);
    }

    public Sheet(
            String kind,
            String title,
            String html,
            String plain,
            String question,
            String category,
            String section,
            String unitName,
            String accountName,
            String reference,
            List<Manuscript.Picture> media) {
        this(kind, title, html, plain, question, category, section, 0, unitName, accountName, reference, media);
    }

    public byte[] bytes() {
        return JSON.writeValueAsBytes(this);
    }

    /** Throws {@link IllegalArgumentException} if the bytes are no sheet. */
    public static Sheet read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, Sheet.class);
        } catch (tools.jackson.core.JacksonException broken) {
            throw new IllegalArgumentException("not a sheet", broken);
        }
    }
}
