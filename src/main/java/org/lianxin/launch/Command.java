package org.lianxin.launch;

/** One thing that can be typed after {@code ./lianxin}. */
interface Command {
    /** The program stays until it is stopped. */
    int STAYS = -1;

    /** Does it and returns the exit status, or {@link #STAYS}. */
    int run(Terminal terminal);
}
