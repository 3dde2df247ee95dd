package org.lianxin.channels.mail;

import java.util.Optional;

/**
 * How far a mailbox has been read.
 *
 * @param uid of the last mail that was looked at
 * @param since older ones are nothing of ours
 * @param box which mailbox these are numbers of; empty as written by earlier versions
 * @param trying the mail that is being taken apart, or 0; found when a reading begins, it is what ended the one before
 */
record MailPlace(long validity, long uid, long since, long trying, String box) {
    static Optional<MailPlace> parse(String text) {
        String[] part = text.split(":", -1);
        return part.length < 3
                ? Optional.empty()
                : Optional.of(new MailPlace(
                        Long.parseLong(part[0]),
                        Long.parseLong(part[1]),
                        Long.parseLong(part[2]),
                        part.length < 4 ? 0 : Long.parseLong(part[3]),
                        part.length < 5 ? "" : part[4]));
    }

    MailPlace trying(long mail) {
        return new MailPlace(validity, uid, since, mail, box);
    }

    MailPlace after(long mail) {
        return new MailPlace(validity, mail, since, 0, box);
    }

    String text() {
        return validity + ":" + uid + ":" + since + ":" + trying + ":" + box;
    }
}
