package org.lianxin.intake;

/** Port: takes what the author of a message says afterwards to whoever works on it, in the transaction that registers it. */
public interface Continuing {
    /** Whether somebody works on it and is told; if not, what was said stands for itself. {@code words} may hold personal data. */
    boolean more(long message, String words);
}
