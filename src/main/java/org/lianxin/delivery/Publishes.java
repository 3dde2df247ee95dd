package org.lianxin.delivery;

/** Can publish. The call happens outside any transaction; a time-out or a lost answer is {@link Attempt.Unknown}, never an exception. */
public interface Publishes extends Connector {
    Attempt publish(Parcel parcel);
}
