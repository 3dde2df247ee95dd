package org.lianxin.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Networks;
import org.lianxin.language.Check;
import org.lianxin.language.Formatting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What publishing knows about a text while it is written: how much its networks take, and links that lead nowhere. */
@Component
class Checks implements Check {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]{0,300}\\]\\(([^)\\s]{0,2000})[^)\\n]{0,300}\\)");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]\\n]{0,300}\\]\\([^)\\n]{0,2000}\\)");
    private static final Pattern SENSIBLE =
            Pattern.compile("https?://[^\\s/?#@]+\\.[^\\s/?#@]+([/?#]\\S*)?", Pattern.CASE_INSENSITIVE);

    private static final String REPOST = "repost";

    private final Networks networks;
    private final Formatting formatting;
    private final JdbcClient db;

    Checks(Networks networks, Formatting formatting, JdbcClient db) {
        this.networks = networks;
        this.formatting = formatting;
        this.db = db;
    }

    static Draft draft(org.lianxin.publishing.Draft draft) {
        return new Draft(
                draft.carries() == null ? "post" : REPOST,
                draft.title(),
                draft.text(),
                draft.category().word(),
                Set.copyOf(draft.targets()));
    }

    /** The words that a finding is about, at most 40 characters; empty when it is about the whole. */
    static String excerpt(org.lianxin.publishing.Draft draft, Finding f) {
        String field = f.field().equals("title") ? draft.title() : draft.text();
        int end = Math.min(f.end(), field.length());
        if (f.start() < 0 || f.start() >= end) {
            return "";
        }
        String words = field.substring(f.start(), end);
        return words.codePointCount(0, words.length()) > 40
                ? words.substring(0, words.offsetByCodePoints(0, 40)) + "…"
                : words;
    }

    @Override
    public List<Finding> check(Draft draft) {
        if (!draft.kind().equals("post") && !draft.kind().equals(REPOST)) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>(links(draft.text()));
        // own words beside a repost are never cut
        if (!draft.kind().equals(REPOST) && !draft.targets().isEmpty()) {
            found.addAll(lengths(draft));
        }
        return found;
    }

    private static List<Finding> links(String text) {
        List<Finding> found = new ArrayList<>();
        Matcher picture = PICTURE.matcher(text);
        while (picture.find()) {
            found.add(new Finding(
                    "link",
                    Weight.CARE,
                    "text",
                    picture.start(),
                    picture.end(),
                    "posts.check.picture-in-text",
                    List.of(),
                    ""));
        }
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if ((link.start() == 0 || text.charAt(link.start() - 1) != '!')
                    && !SENSIBLE.matcher(link.group(1)).matches()) {
                found.add(new Finding(
                        "link", Weight.STOP, "text", link.start(), link.end(), "posts.check.link", List.of(), ""));
            }
        }
        return found;
    }

    /** A short network gets what fits and a link to the rest; better the editor knows before the preview says so. */
    private List<Finding> lengths(Draft draft) {
        int length = Proof.length(draft.title()) + Proof.length(formatting.plain(draft.text()));
        List<Finding> found = new ArrayList<>();
        if (networks.all().stream().map(n -> n.limits().characters()).noneMatch(most -> most > 0 && length > most)) {
            return found;
        }
        db.sql("select platform, name from registry.face_account where id = any(?) order by id")
                .param(draft.targets().toArray(Long[]::new))
                .query((row, n) -> {
                    int most = networks.forPosts(org.lianxin.registry.Platform.valueOf(row.getString(1)))
                            .map(Connector::limits)
                            .map(Connector.Limits::characters)
                            .orElse(0);
                    if (most > 0 && most < 10_000 && length > most) {
                        found.add(new Finding(
                                "length",
                                Weight.NOTE,
                                "text",
                                0,
                                0,
                                "posts.check.length",
                                List.of(row.getString(2), most, length),
                                ""));
                    }
                    return most;
                })
                .list();
        return found;
    }
}
