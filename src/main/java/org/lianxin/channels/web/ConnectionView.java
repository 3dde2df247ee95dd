package org.lianxin.channels.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connects;
import org.lianxin.channels.Figures;
import org.lianxin.channels.Readings;
import org.lianxin.registry.Account;

/**
 * The page of one account's connection.
 *
 * @param connection as it stands, or null
 * @param fields what has to be typed; empty where one goes to the network instead
 * @param authorises whether one goes there
 * @param departs whether one names a server and goes there
 * @param place where one still has to go, having named it, or null
 * @param ready whether the installation's application is set up, where one is needed
 * @param hook the address to which the network may push, or empty
 * @param typed what was typed, now or when it was connected, but for secrets
 * @param followers as last counted, or null
 * @param figures of the latest posts
 * @param reading how its reading stands, if it is read from time to time
 * @param tried the account's name there, if a try has just succeeded
 */
public record ConnectionView(
        Account account,
        String unit,
        @Nullable Connection connection,
        List<Connects.Field> fields,
        boolean authorises,
        boolean departs,
        @Nullable URI place,
        boolean ready,
        String hook,
        Map<String, String> typed,
        Map<String, String> errors,
        @Nullable Long followers,
        List<Figures.Row> figures,
        Readings.@Nullable Reading reading,
        String tried) {

    /** One account in the list. */
    public record Row(
            Account account, String unit, @Nullable Connection connection) {
        /** The shape of its mark. */
        public String mark() {
            return ConnectionView.mark(connection);
        }

        /** Key of the word for how it stands. */
        public String word() {
            return ConnectionView.word(connection);
        }
    }

    static String mark(@Nullable Connection connection) {
        return connection == null
                ? "wait"
                : switch (connection.state()) {
                    case OPEN -> "done";
                    case EXPIRED -> "care";
                    case ENDED -> "closed";
                };
    }

    static String word(@Nullable Connection connection) {
        return "channels.connection."
                + (connection == null ? "none" : connection.state().name().toLowerCase(java.util.Locale.ROOT));
    }

    public String mark() {
        return mark(connection);
    }

    public String word() {
        return word(connection);
    }

    /** The server that was named. */
    public String server() {
        return place == null ? "" : place.getRawAuthority();
    }

    /** Whether it works, so that nobody needs to do anything. */
    public boolean works() {
        return connection != null && connection.state() == Connection.State.OPEN && errors.isEmpty() && place == null;
    }

    /** The account's name there. */
    public String triedName() {
        return tried.lines().findFirst().orElse("");
    }

    /** What is newest there, where the network says so. */
    public List<String> triedNewest() {
        return tried.lines().skip(1).toList();
    }

    public boolean live() {
        return connection != null && connection.state() != Connection.State.ENDED;
    }

    /** A number as it is shown; the network does not give each. */
    public static String shown(@Nullable Long number) {
        return number == null ? "\u2014" : String.format(java.util.Locale.ROOT, "%,d", number);
    }

    /** As it stands in the keys of texts: {@code weibo}. */
    public String platform() {
        return account.platform().name().toLowerCase(java.util.Locale.ROOT);
    }
}
