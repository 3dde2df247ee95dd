package org.lianxin.kernel;

/** Characters that nobody sees and nobody typed: they come with pasted text, or from somebody who tries what happens. */
public final class Unseen {
    private Unseen() {}

    /** Whether there is one: a control character other than line break and tab, or half a character. */
    public static boolean in(String text) {
        return text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
                || unkeepable(text);
    }

    /** Whether there is one that no database keeps: NUL, or half a character. */
    public static boolean unkeepable(String text) {
        return text.codePoints()
                .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** The refusal of a field whose text has one. */
    public static <T> Outcome<T> refused(String field) {
        return Outcome.invalid(field, "refused.unseen-character");
    }
}
