package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.Map;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** The city on the simulated forum: topics of today, and what the members answer. */
@Component
class OnForum implements Far {
    private static final String KEY = "0fthedemocityonly0fthedemocityonly";
    private static final String HOOK = "of-the-demo-city";
    private static final int CATEGORY = 5;

    private final Plugs plugs;
    private final Stories stories;
    private final Matrix matrix;
    private final Pages.Site site;

    OnForum(Plugs plugs, Stories stories, Matrix matrix, Pages.Site site) {
        this.plugs = plugs;
        this.stories = stories;
        this.matrix = matrix;
        this.site = site;
    }

    @Override
    public String network() {
        return "discourse";
    }

    @Override
    public void enter(URI forum) {
        // as a forum in Chinese has it, and as many calls as a newcomer may make
        Told.tell(forum, "/sim/knobs", Map.of("titleLeast", 6, "textLeast", 8, "callsPerMinute", 600));
        Told.tell(forum, "/sim/categories", Map.of("id", CATEGORY, "name", Table.word("forum-category")));
        matrix.on(Platform.FORUM).forEach((code, account) -> connect(forum, code, account));
        Table.csv("forum.csv").forEach(row -> story(forum, row));
    }

    private void connect(URI forum, String code, Account account) {
        String user = "shifan_" + code;
        Told.tell(forum, "/sim/users", Map.of("username", user, "key", KEY));
        plugs.connect(
                account,
                Map.of(
                        "base",
                        forum.toString(),
                        "user",
                        user,
                        "key",
                        KEY,
                        "category",
                        Integer.toString(CATEGORY),
                        "hook",
                        HOOK),
                matrix.person(code + ".editor"));
        Told.tell(
                forum,
                "/sim/pushes",
                Map.of("url", site.publicUrl() + "/hooks/discourse/" + account.id(), "secret", HOOK));
    }

    private void story(URI forum, NamedCsvRecord row) {
        String topic = stories.tell(row, Platform.FORUM).split("/", -1)[1];
        Stories.said(row.getField("answers"), forum, "/sim/people/post", Map.of("topic", topic));
    }

    @Override
    public void goOn(URI forum) {
        plugs.follow(Platform.FORUM, forum);
    }
}
