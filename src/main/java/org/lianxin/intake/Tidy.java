package org.lianxin.intake;

import java.util.stream.Collectors;

/** Makes of what a network brings what can be kept: no control characters, no halves of characters, bounded. Nothing that can be read is lost. */
final class Tidy {
    /** Characters of a text that are kept; networks that allow more do not exist among ours. */
    static final int MOST_KEPT = 65_536;

    private static final int MOST_ID = 500;
    private static final int MOST_NAME = 200;

    private Tidy() {}

    static Arrival of(Arrival given) {
        if (given.remoteId().isBlank() || given.remoteId().length() > MOST_ID) {
            throw new IllegalArgumentException("an arrival needs an id of at most " + MOST_ID + " characters");
        }
        return new Arrival(
                given.account(),
                clean(given.remoteId(), MOST_ID),
                clean(given.thread(), MOST_ID),
                clean(given.parent(), MOST_ID),
                given.way(),
                clean(given.text(), MOST_KEPT).strip(),
                given.url().length() > 2_000 ? "" : clean(given.url(), 2_000),
                new Arrival.Author(
                        clean(given.author().id(), MOST_ID),
                        clean(given.author().name(), MOST_NAME),
                        clean(given.author().subject(), MOST_NAME)),
                given.writtenAt(),
                given.pictures().stream().limit(MessageRules.MOST_PICTURES).toList());
    }

    /** A name of the network's as it is kept. */
    static String id(String remoteId) {
        return clean(remoteId, MOST_ID);
    }

    /** At most as many characters as a message has that travels. */
    static String cut(String text) {
        return clean(text, MessageRules.MOST_TEXT);
    }

    private static String clean(String text, int most) {
        return text.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> (!Character.isISOControl(c) || c == '\n' || c == '\t')
                        && Character.getType(c) != Character.SURROGATE
                        && c != 0xfffe
                        && c != 0xffff)
                .limit(most)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
