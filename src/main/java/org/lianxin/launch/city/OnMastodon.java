package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.Map;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** The city on a simulated server elsewhere: an account that a unit had before, and what people there answer. */
@Component
class OnMastodon implements Far {
    private static final String TOKEN = "of-the-demo-city-only-";

    private final Plugs plugs;
    private final Stories stories;
    private final Matrix matrix;

    OnMastodon(Plugs plugs, Stories stories, Matrix matrix) {
        this.plugs = plugs;
        this.stories = stories;
        this.matrix = matrix;
    }

    @Override
    public String network() {
        return "mastodon";
    }

    @Override
    public void enter(URI elsewhere) {
        matrix.on(Platform.MASTODON).forEach((code, account) -> connect(elsewhere, code, account));
        Table.csv("mastodon.csv").forEach(row -> story(elsewhere, row));
    }

    private void connect(URI elsewhere, String code, Account account) {
        Told.tell(elsewhere, "/sim/users", Map.of("username", code, "name", account.name(), "followers", 1_306));
        Told.tell(elsewhere, "/sim/tokens", Map.of("username", code, "token", TOKEN + code));
        plugs.connect(
                account, Map.of("base", elsewhere.toString(), "token", TOKEN + code), matrix.person(code + ".editor"));
    }

    private void story(URI elsewhere, NamedCsvRecord row) {
        String remote = stories.tell(row, Platform.MASTODON);
        String status = remote.substring(remote.indexOf('/') + 1);
        Stories.said(row.getField("answers"), elsewhere, "/sim/people/status", Map.of("answers", status));
    }

    @Override
    public void goOn(URI elsewhere) {
        plugs.follow(Platform.MASTODON, elsewhere);
    }
}
