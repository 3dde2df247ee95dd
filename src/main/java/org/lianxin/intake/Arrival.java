package org.lianxin.intake;

import java.time.Instant;
import java.util.List;

/**
 * What somebody wrote to one of our accounts on a network.
 *
 * @param account ours
 * @param remoteId the network's name of it, unique on the account; a fingerprint where the network gives none
 * @param thread what it is said under: the id of the post, or of the conversation
 * @param parent what it answers, or empty
 * @param text as written, plain; longer ones are kept whole and travel cut to 5,000 characters
 * @param url where it can be read, or empty
 * @param pictures hashes of stored pictures, at most 9
 */
public record Arrival(
        long account,
        String remoteId,
        String thread,
        String parent,
        Way way,
        String text,
        String url,
        Author author,
        Instant writtenAt,
        List<String> pictures) {

    /** In which way it was said. */
    public enum Way {
        /** Under a post, for everybody to read. */
        COMMENT,
        /** In a post of their own that names the account. */
        MENTION,
        /** To the account alone. */
        PRIVATE
    }

    /**
     * Who wrote, as the network names them; kept encrypted and only to answer.
     *
     * @param subject under which they wrote, where the network has such a thing; else empty
     */
    public record Author(String id, String name, String subject) {
        public Author(String id, String name) {
            this(id, name, "");
        }

        public Author {
            // kept before there were subjects
            subject = java.util.Objects.requireNonNullElse(subject, "");
        }
    }

    /** Where the question of a case was asked: what a connector needs to answer there. */
    public record Origin(
            long account,
            String remoteId,
            String thread,
            String parent,
            Way way,
            String url,
            Author author,
            Instant writtenAt,
            boolean deleted) {}

    /** How far it has come. */
    public enum State {
        /** Nobody has looked at it; the sorting found no question in it. */
        NEW,
        /** Somebody looked, and it needs no answer. */
        SEEN,
        /** Its author says more to a case of theirs; it is read with that. */
        ADDED,
        /** It is a case. */
        CASE
    }
}
