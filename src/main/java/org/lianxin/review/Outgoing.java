package org.lianxin.review;

/** Port: the house's door. Delivery answers for what it was ordered to send of an approved review. */
public interface Outgoing {

    /**
     * Takes back, in the caller's transaction, what waits to be sent of this review. False, and nothing taken back, if a part of it was
     * claimed or has been sent: then the approval can no longer become void.
     */
    boolean takeBack(long review);
}
