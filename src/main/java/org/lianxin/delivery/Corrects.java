package org.lianxin.delivery;

/** Can replace a published text in place. */
public interface Corrects extends Connector {
    Attempt correct(Parcel parcel, String remoteId);
}
