package org.lianxin.intake;

/** Port: takes a new message on, in the transaction that registers it. */
public interface Receiver {
    void received(Message message);
}
