package org.lianxin.channels.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Line.Answer;
import org.lianxin.channels.ShortText;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Publishes;
import org.lianxin.delivery.ReadsBack;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Withdraws;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The connector of the sandbox: short plain posts with one picture, no corrections. */
@Component
class SandboxNetwork implements Publishes, Withdraws, ReadsBack, ShowsTimeline {
    /** Two thousand posts since the parcel was first sent are not read to their end, so absence cannot be told. */
    private static final int MOST_PAGES = 40;

    /** So far the network's clock may be behind ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private static final ShortText.Shape SHAPE = new ShortText.Shape("channels.sandbox", 140, 0, true);

    private final SandboxClient client;
    private final ShortText shortText;
    private final Accounts accounts;
    private final Pages pages;

    SandboxNetwork(SandboxClient client, ShortText shortText, Accounts accounts, Pages pages) {
        this.client = client;
        this.shortText = shortText;
        this.accounts = accounts;
        this.pages = pages;
    }

    @Override
    public Platform platform() {
        return Platform.SANDBOX;
    }

    @Override
    public Limits limits() {
        return new Limits(SHAPE.longest(), 1, false, false, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return shortText.fit(manuscript, SHAPE);
    }

    @Override
    public Attempt publish(Parcel parcel) {
        Sheet sheet;
        try {
            sheet = Sheet.read(parcel.bytes());
        } catch (IllegalArgumentException broken) {
            return new Attempt.Refused(words("channels.sandbox.no-sheet"));
        }
        Map<String, Object> body = Map.of(
                "text", sheet.plain(), "pictures", pictures(sheet), "reference", Long.toString(parcel.delivery()));
        Optional<String> path = path(parcel.account(), "posts");
        if (path.isEmpty()) {
            return new Attempt.Refused(words("channels.sandbox.no-account"));
        }
        return attempt(client.post(path.get(), body), spoken -> {
            JsonNode said = spoken.body();
            String id = said == null ? "" : said.path("id").asString("");
            // taken, but what we need to find it again is missing: reading back will tell
            return said == null || id.isEmpty()
                    ? new Attempt.Unknown(words("channels.sandbox.half-answer"))
                    : new Attempt.Confirmed(id, said.path("url").asString(""));
        });
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        Optional<String> path = path(parcel.account(), "posts");
        if (path.isEmpty()) {
            return new Attempt.Refused(words("channels.sandbox.no-account"));
        }
        Answer answer = client.delete(path.get() + "/" + URLEncoder.encode(remoteId, StandardCharsets.UTF_8));
        if (answer instanceof Answer.Spoken spoken
                && spoken.status() == 404
                && spoken.body() != null
                && spoken.body().path("code").asString("").equals("no-post")) {
            // somebody has taken it away already, which is what was wanted
            return new Attempt.Confirmed(remoteId, "");
        }
        return attempt(answer, spoken -> new Attempt.Confirmed(remoteId, ""));
    }

    private interface Success {
        Attempt of(Answer.Spoken spoken);
    }

    private Attempt attempt(Answer answer, Success success) {
        return switch (answer) {
            case Answer.NotReached none ->
                new Attempt.NotSent(
                        words(client.configured() ? "channels.sandbox.not-reached" : "channels.sandbox.not-running"),
                        0);
            case Answer.Lost lost -> new Attempt.Unknown(words("channels.sandbox.lost", lost.why()));
            case Answer.Spoken spoken when spoken.status() / 100 == 2 -> success.of(spoken);
            case Answer.Spoken spoken
            when spoken.status() == 429 -> new Attempt.NotSent(SandboxClient.error(spoken), 60);
            case Answer.Spoken spoken
            when spoken.status() / 100 == 4 -> new Attempt.Refused(SandboxClient.error(spoken));
            // a server in trouble may have taken it before it stumbled
            case Answer.Spoken spoken -> new Attempt.Unknown(words("channels.sandbox.status", spoken.status()));
        };
    }

    @Override
    public Reading read(Parcel parcel) {
        return parcel.kind() == Parcel.Kind.WITHDRAW
                ? stillThere(parcel.account(), String.valueOf(parcel.remoteId()))
                : search(parcel);
    }

    private Reading search(Parcel parcel) {
        Sheet sheet = Sheet.read(parcel.bytes());
        List<String> pictures = pictures(sheet);
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        long before = 0;
        for (int i = 0; i < MOST_PAGES; i++) {
            JsonNode page = page(parcel.account(), before);
            if (page == null) {
                return new Reading.Unreadable(words("channels.sandbox.unreadable"));
            }
            for (JsonNode post : page.path("posts")) {
                String id = post.path("id").asString("");
                before = Long.parseLong(id);
                if (post.path("text").asString("").equals(sheet.plain())
                        && post.path("pictures")
                                .valueStream()
                                .map(p -> p.asString(""))
                                .toList()
                                .equals(pictures)) {
                    return new Reading.Found(id, post.path("url").asString(""));
                } else if (Instant.parse(post.path("at").asString("")).isBefore(earliest)) {
                    return new Reading.Absent();
                }
            }
            if (!page.path("more").asBoolean(true)) {
                return new Reading.Absent();
            }
        }
        return new Reading.Unreadable(words("channels.sandbox.timeline-too-long"));
    }

    /** The network counts its posts: if it is there, the page below the next number begins with it. */
    private Reading stillThere(long account, String remoteId) {
        JsonNode page = page(account, remoteId.matches("[0-9]{1,17}") ? Long.parseLong(remoteId) + 1 : 0);
        if (page == null) {
            return new Reading.Unreadable(words("channels.sandbox.unreadable"));
        }
        return page.path("posts")
                .valueStream()
                .filter(post -> post.path("id").asString("").equals(remoteId))
                .<Reading>map(
                        post -> new Reading.Found(remoteId, post.path("url").asString("")))
                .findFirst()
                .orElseGet(Reading.Absent::new);
    }

    @Override
    public Timeline latest(long account, int most) {
        JsonNode page = page(account, 0);
        if (page == null) {
            return new Timeline.Unreadable(
                    words(client.configured() ? "channels.sandbox.unreadable" : "channels.sandbox.not-running"));
        }
        List<Posted> posts = new ArrayList<>();
        for (JsonNode post : page.path("posts")) {
            if (posts.size() < most) {
                posts.add(new Posted(
                        post.path("id").asString(""),
                        post.path("url").asString(""),
                        post.path("text").asString(""),
                        Instant.parse(post.path("at").asString(""))));
            }
        }
        return new Timeline.Shown(posts);
    }

    private @Nullable JsonNode page(long account, long before) {
        Optional<String> path = path(account, "timeline");
        if (path.isPresent()
                && client.get(path.get() + (before == 0 ? "" : "?before=" + before)) instanceof Answer.Spoken spoken
                && spoken.status() == 200) {
            return spoken.body();
        }
        return null;
    }

    private Optional<String> path(long account, String what) {
        return accounts.find(account)
                .map(Account::handle)
                .map(h -> "accounts/" + URLEncoder.encode(h, StandardCharsets.UTF_8) + "/" + what);
    }

    private static List<String> pictures(Sheet sheet) {
        return sheet.media().stream().map(Manuscript.Picture::hash).toList();
    }

    private String words(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }
}
