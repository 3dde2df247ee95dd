package org.lianxin.channels.weibo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Carried;
import org.lianxin.delivery.Connector.Fitted;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.language.Formatting;
import org.springframework.stereotype.Component;

/** Carries a post of another account further, with a few own words or those that Weibo puts there if there are none. Advanced applications only. */
@Component
class WeiboReposting {
    /** What Weibo takes, by its own count. */
    static final int WORDS = 140;

    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboRights rights;
    private final WeiboSettings settings;
    private final Formatting formatting;

    WeiboReposting(
            WeiboDesk desk, WeiboClient client, WeiboRights rights, WeiboSettings settings, Formatting formatting) {
        this.desk = desk;
        this.client = client;
        this.rights = rights;
        this.settings = settings;
        this.formatting = formatting;
    }

    /** Key of the sentence why not, or null. */
    @Nullable
    String cannot() {
        return rights.advanced() ? null : "channels.weibo.cannot-repost";
    }

    /** Own words are never cut: half a sentence beside somebody else's would say something else. */
    Fitted fit(Manuscript own, Carried original) {
        String words = formatting.plain(own.text()).strip().replaceAll("[ \\t]*\\n\\s*", "\n");
        int length = count(words);
        String said = words.isEmpty() ? desk.words("channels.weibo.repost-default") : words;
        String problem = length > WORDS ? "channels.weibo.repost-too-long" : cannot();
        return new Fitted(Sheet.MEDIA_TYPE, Sheet.carrying(original, own, said).bytes(), problem, length, false);
    }

    /** Chinese characters as Weibo counts them: two half-width ones are one, a link is as long as its short form. */
    int count(String text) {
        String rest = WeiboTimeline.LINK.matcher(text).replaceAll("");
        int links = (int) WeiboTimeline.LINK.matcher(text).results().count() * settings.link();
        int halves = rest.codePoints().map(c -> c < 0x80 ? 1 : 2).sum();
        return links + (halves + 1) / 2;
    }

    WeiboSharing.Outcome send(Sheet sheet, Carried original, Connection connection) {
        if (!rights.advanced()) {
            // approved while the application might do it
            return new WeiboSharing.Outcome.NotAsked(new Attempt.ByHand(desk.words("channels.weibo.cannot-repost")));
        }
        Map<String, String> words = new LinkedHashMap<>();
        words.put("id", original.remoteId());
        words.put("status", sheet.plain());
        words.put("is_comment", "0");
        words.put("rip", settings.rip());
        return new WeiboSharing.Outcome.Asked(
                client.post(rights.base(), rights.path("repost"), connection.secret("token"), words, null));
    }
}
