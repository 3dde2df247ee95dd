package org.lianxin.delivery;

/** Can take a published post away. */
public interface Withdraws extends Connector {
    Attempt withdraw(Parcel parcel, String remoteId);
}
