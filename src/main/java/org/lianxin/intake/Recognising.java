package org.lianxin.intake;

import java.util.Optional;

/** Port: a network on which citizens can show which letters are theirs, without number and key. */
public interface Recognising {
    /** Where they go; empty unless the operator has switched it on and the account may. */
    Optional<Place> place();

    /**
     * Where citizens show who they are.
     *
     * @param account ours, to which they write there
     * @param name what it is called there
     * @param path of the micro-site, from which they are sent there
     * @param browser in which alone it works: what a browser of that kind says of itself has this in it
     */
    record Place(long account, String name, String path, String browser) {}
}
