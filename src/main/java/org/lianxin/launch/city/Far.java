package org.lianxin.launch.city;

import java.net.URI;

/** An outside network on which the city is at home, as long as it is a simulated one: it is told what happens there by doors that no real one has. */
interface Far {
    /** As the command {@code simulate} calls it. */
    String network();

    /** Accounts are connected, posts of today go out there, and citizens write. */
    void enter(URI at);

    /** A later start: the simulator may have another address than the last time. */
    default void goOn(URI at) {}
}
