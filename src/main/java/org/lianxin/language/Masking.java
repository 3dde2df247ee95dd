package org.lianxin.language;

import java.util.List;
import org.springframework.stereotype.Component;

/** Finds personal data in a text and masks it: telephone and ID numbers, bank cards, licence plates, e-mail addresses, full home addresses. */
@Component
public class Masking {

    /** A piece of personal data: UTF-16 positions, and what it is ({@code phone}, {@code id-number}, {@code bank-card}, {@code plate}, {@code email}, {@code address}). */
    public record Found(int start, int end, String kind) {}

    /** Pieces in order, not overlapping. */
    public List<Found> find(String text) {
        throw new UnsupportedOperationException();
    }

    /** The text with every piece masked, so that its length gives nothing away. */
    public String mask(String text) {
        throw new UnsupportedOperationException();
    }
}
