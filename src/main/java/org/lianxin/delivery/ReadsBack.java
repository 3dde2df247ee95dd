package org.lianxin.delivery;

/** Can read the account's own timeline and find out whether a parcel arrived. */
public interface ReadsBack extends Connector {

    Reading read(Parcel parcel);

    sealed interface Reading {
        /** It is there. */
        record Found(String remoteId, String url) implements Reading {}

        /** The timeline was read completely for the time in question, and it is not there. */
        record Absent() implements Reading {}

        /** The timeline could not be read. */
        record Unreadable(String why) implements Reading {}
    }
}
