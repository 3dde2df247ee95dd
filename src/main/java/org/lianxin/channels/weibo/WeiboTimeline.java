package org.lianxin.channels.weibo;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline.Posted;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The account's own timeline. Weibo shows an ordinary application only the newest five posts: whether something is there can be told as long as one
 * of them stood there before it was sent.
 */
@Component
class WeiboTimeline {
    /** So far Weibo's clock may be from ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);
    /**
     * A link in a text. Weibo writes it short, so it is left out of a comparison and counts for little; it ends where Chinese begins, for
     * people write on without a space.
     */
    static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e]+");

    /** What a long text ends with in a list, as far as anybody has told. */
    private static final Pattern CUT = Pattern.compile("(?s)(.*?)(?:\\u2026|\\.{3})\\s*(?:\\u5168\\u6587)?\\s*");

    /** So much of a long text must be shown to tell it from another. */
    private static final int BEGINNING = 60;

    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboRights rights;
    private final WeiboSettings settings;
    private final Deliveries deliveries;

    WeiboTimeline(
            WeiboDesk desk, WeiboClient client, WeiboRights rights, WeiboSettings settings, Deliveries deliveries) {
        this.rights = rights;
        this.deliveries = deliveries;
        this.desk = desk;
        this.client = client;
        this.settings = settings;
    }

    static Instant instant(String written) {
        try {
            return WRITTEN.parse(written, Instant::from);
        } catch (DateTimeParseException unreadable) {
            return Instant.EPOCH;
        }
    }

    static String bare(String text) {
        return LINK.matcher(text)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    String url(String uid, String id) {
        return settings.web() + "/" + uid + "/" + Mid.base62(id);
    }

    /** Weibo says that it has the same text already: it is there, or another post has the same words and a person has to change them. */
    Attempt repeated(Parcel parcel, String why) {
        return find(parcel) instanceof Reading.Absent ? new Attempt.Refused(why) : new Attempt.Unknown(why);
    }

    /** By its words; what carries another post further by that as well, for "reposted" is what many say. */
    Reading find(Parcel parcel) {
        Sheet sheet = Sheet.read(parcel.bytes());
        String wanted = bare(sheet.plain());
        String carried = sheet.carried() == null ? "" : sheet.carried().remoteId();
        Optional<List<Seen>> seen = seen(parcel.account());
        if (seen.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.weibo.unreadable"));
        }
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        for (Seen one : seen.get()) {
            Posted post = one.posted();
            if (one.carries().equals(carried)
                    && same(bare(post.text()), wanted)
                    && !post.at().isBefore(earliest)) {
                return new Reading.Found(post.remoteId(), post.url());
            }
        }
        return wasReadFarEnough(seen.get().stream().map(Seen::posted).toList(), parcel, earliest)
                ? new Reading.Absent()
                : new Reading.Unreadable(desk.words("channels.weibo.only-five"));
    }

    /** Everything since the parcel was first sent is among them if one is that stood there before. Their numbers rise; clocks may differ. */
    private boolean wasReadFarEnough(List<Posted> posts, Parcel parcel, Instant earliest) {
        if (posts.size() < rights.shown() || posts.getLast().at().isBefore(earliest)) {
            return true;
        }
        BigInteger oldest = new BigInteger(posts.getLast().remoteId());
        return deliveries
                .lastPublished(parcel.account(), parcel.since())
                .filter(before -> before.matches("[0-9]{1,20}") && new BigInteger(before).compareTo(oldest) >= 0)
                .isPresent();
    }

    /** @param carries the post that it carries further, or empty */
    private record Seen(Posted posted, String carries) {}

    /** The newest posts of the account, newest first; empty if they could not be read. */
    Optional<List<Posted>> latest(long account) {
        return seen(account).map(all -> all.stream().map(Seen::posted).toList());
    }

    private Optional<List<Seen>> seen(long account) {
        return desk.toRead(account, settings.toRead()).flatMap(this::posts);
    }

    private Optional<List<Seen>> posts(Connection connection) {
        Said said = client.get(
                rights.base(),
                rights.path("user_timeline"),
                connection.secret("token"),
                Map.of("uid", connection.remoteId(), "count", "100", "trim_user", "1"));
        if (said instanceof Said.No no) {
            desk.expired(connection, no);
        }
        if (!(said instanceof Said.Yes(JsonNode body)) || !body.path("statuses").isArray()) {
            return Optional.empty();
        }
        List<Seen> posts = new ArrayList<>();
        for (JsonNode status : body.path("statuses")) {
            String id = status.path("idstr").asString("");
            if (id.matches("[0-9]{1,20}")) {
                Posted posted = new Posted(
                        id,
                        url(connection.remoteId(), id),
                        text(status),
                        instant(status.path("created_at").asString("")));
                posts.add(new Seen(
                        posted, status.path("retweeted_status").path("idstr").asString("")));
            }
        }
        return Optional.of(posts);
    }

    /** Of a long text a list may have only the beginning. */
    private static String text(JsonNode status) {
        String whole = status.path("longText").path("longTextContent").asString("");
        return whole.isEmpty() ? status.path("text").asString("") : whole;
    }

    /** The same, or the beginning of it with an ellipsis where Weibo cuts long texts. */
    static boolean same(String shown, String wanted) {
        Matcher cut = CUT.matcher(shown);
        return shown.equals(wanted)
                || (cut.matches()
                        && cut.group(1).length() >= BEGINNING
                        && wanted.length() > shown.length()
                        && wanted.startsWith(cut.group(1).strip()));
    }

    Reading stillThere(Parcel parcel) {
        String id = String.valueOf(parcel.remoteId());
        Optional<Connection> connection = desk.toRead(parcel.account(), settings.toRead());
        if (connection.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.weibo.unreadable"));
        }
        boolean comment = id.startsWith("comment/");
        String token = connection.get().secret("token");
        Said said = comment
                ? client.get(
                        settings.api(),
                        "/2/comments/show_batch.json",
                        token,
                        Map.of("cids", id.substring("comment/".length())))
                : client.get(settings.api(), "/2/statuses/show.json", token, Map.of("id", id));
        return switch (said) {
            case Said.Yes(JsonNode body) when comment && body.isArray() && body.isEmpty() -> new Reading.Absent();
            case Said.Yes(JsonNode body) when body.path("deleted").asString("").equals("1") -> new Reading.Absent();
            case Said.Yes there ->
                new Reading.Found(id, comment ? "" : url(connection.get().remoteId(), id));
            case Said.No no when WeiboTrouble.of(no.code()) == WeiboTrouble.NOT_THERE -> new Reading.Absent();
            case Said.No no -> {
                desk.expired(connection.get(), no);
                yield new Reading.Unreadable(desk.said(no));
            }
            case Said.NotReached none -> new Reading.Unreadable(desk.words("channels.weibo.not-reached"));
            case Said.Lost lost -> new Reading.Unreadable(desk.words("channels.weibo.lost", lost.why()));
        };
    }
}
