package org.lianxin.federation;

/**
 * For whom a note is.
 *
 * @param open everybody; else the addressee alone
 * @param actor whom it answers, or empty; name: as people write it
 * @param question the address of what it answers, or empty
 */
record Audience(boolean open, String actor, String name, String question) {
    static Audience everybody() {
        return new Audience(true, "", "", "");
    }

    boolean answers() {
        return !actor.isEmpty();
    }
}
