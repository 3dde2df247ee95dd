package org.lianxin.cases;

/**
 * What a person is to do about a case now.
 *
 * @param href the page on which it is done
 */
public record Turn(Kind kind, String href) {

    public enum Kind {
        /** Say to which unit it goes. */
        ROUTE,
        /** Write what the citizen reads. */
        ANSWER,
        /** Read the answer and let it out, or send it back. */
        SIGN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
