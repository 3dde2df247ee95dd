package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Jobs;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.launch.postgres.Progress;
import org.springframework.stereotype.Component;

/** Fills an empty installation with the demo city, in one chronological run under a clock of its own. */
@Component
public class City {
    /** Setting that says the city is complete. */
    public static final String READY = "demo.ready";

    /**
     * Setting that holds number and key of one answered letter, {@code number|key}, so that a newcomer sees the citizen's side. The one key
     * ever kept readable: an invented letter, in a city made for trying.
     */
    public static final String LETTER = "demo.letter";
    /** By which account of the simulated WeChat citizens show who they are. */
    public static final String SIGN_IN = OnWechat.appid("office");

    public static final String PASSWORD = "Demo-2026";

    private static final Duration LIFE = Duration.ofDays(93);

    private final Matrix matrix;
    private final Newsroom newsroom;
    private final Letterbox letterbox;
    private final Settings settings;
    private final Jobs jobs;
    private final LianxinClock clock;
    private final WorkingCalendar calendar;
    private final List<Far> networks;

    City(Matrix matrix, Newsroom newsroom, Letterbox letterbox, Time world, Settings settings) {
        this.matrix = matrix;
        this.newsroom = newsroom;
        this.letterbox = letterbox;
        this.settings = settings;
        this.jobs = world.jobs();
        this.clock = world.clock();
        this.calendar = world.calendar();
        this.networks = world.networks();
    }

    /** What makes the city's past pass, and its present begin. */
    @Component
    record Time(Jobs jobs, LianxinClock clock, WorkingCalendar calendar, List<Far> networks) {}

    /** @param simulated where each simulated network is; the city is on these and on no other */
    public void fill(Progress progress, Map<String, URI> simulated) {
        jobs.pause();
        try {
            progress.step("launch.demo.people");
            Timetable time = new Timetable(clock, calendar, clock.instant());
            clock.set(time.end().minus(LIFE));
            matrix.enter();
            matrix.appoint();
            name();
            progress.step("launch.demo.posts");
            newsroom.plan(time);
            letterbox.plan(time);
            time.run();
            settings.set("demo.password", PASSWORD, null);
            settings.set("demo.logins", String.join("\n", signInNames()), null);
            letterbox.answered().ifPresent(r -> settings.set(LETTER, r.number() + "|" + r.key(), null));
        } finally {
            clock.set(null);
            jobs.resume();
        }
        progress.step("launch.demo.outside");
        simulated.forEach((name, at) ->
                networks.stream().filter(n -> n.network().equals(name)).forEach(n -> n.enter(at)));
        settings.set(READY, "1", null);
    }

    /** A later start of a city that is complete. */
    public void goOn(Map<String, URI> simulated) {
        simulated.forEach((name, at) ->
                networks.stream().filter(n -> n.network().equals(name)).forEach(n -> n.goOn(at)));
    }

    private void name() {
        Table.csv("settings.csv").forEach(row -> settings.set(row.getField("key"), row.getField("value"), null));
    }

    /** One line for each role, as it is printed and shown beside the sign-in form. */
    public List<String> signInNames() {
        List<String> wanted = List.of(
                "office",
                "office.leader",
                "traffic.editor",
                "traffic.leader",
                "water.editor",
                "water.leader",
                "inspector",
                "evening-post",
                "on-scene",
                "admin");
        Map<String, String> units = Table.csv("units.csv").stream()
                .collect(java.util.stream.Collectors.toMap(row -> row.getField("code"), row -> row.getField("name")));
        return Table.csv("people.csv").stream()
                .filter(row -> wanted.contains(row.getField("login")))
                .sorted(java.util.Comparator.comparingInt(
                        (NamedCsvRecord row) -> wanted.indexOf(row.getField("login"))))
                .map(row -> row.getField("login") + "|" + row.getField("name") + "|"
                        + units.getOrDefault(row.getField("unit"), row.getField("unit")) + "|" + row.getField("role"))
                .toList();
    }
}
