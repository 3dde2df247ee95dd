package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** Websites that units have beside the matrix: simulated ones, read by their feeds. */
@Component
class OnWebsites implements Far {
    private final Plugs plugs;
    private final Matrix matrix;
    private final Clock clock;

    OnWebsites(Plugs plugs, Matrix matrix, Clock clock) {
        this.plugs = plugs;
        this.matrix = matrix;
        this.clock = clock;
    }

    @Override
    public String network() {
        return "website";
    }

    @Override
    public void enter(URI websites) {
        matrix.on(Platform.WEBSITE)
                .forEach((code, account) -> Told.tell(
                        websites,
                        "/sim/sites",
                        Map.of("code", code, "name", Table.word("website-of") + account.name())));
        Table.csv("websites.csv").forEach(row -> article(websites, row));
        // each in another form, since offices have each another
        matrix.on(Platform.WEBSITE)
                .forEach((code, account) -> plugs.connect(
                        account,
                        Map.of("feed", websites + "/" + code + "/" + Table.word("feed-of-" + code)),
                        matrix.person(code + ".editor")));
    }

    private void article(URI websites, NamedCsvRecord row) {
        Duration ago = Duration.ofHours(Long.parseLong(row.getField("hours")));
        Told.tell(
                websites,
                "/sim/articles",
                Map.of(
                        "site",
                        row.getField("unit"),
                        "title",
                        row.getField("title"),
                        "text",
                        row.getField("text"),
                        "at",
                        clock.instant().minus(ago).toString()));
    }

    @Override
    public void goOn(URI websites) {
        plugs.follow(Platform.WEBSITE, websites);
    }
}
