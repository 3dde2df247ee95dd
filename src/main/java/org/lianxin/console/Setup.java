package org.lianxin.console;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.audit.Audited;
import org.lianxin.cases.Deadlines;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes the installation's settings: the office what the public sees, administrators the rest; neither the other's. */
@Service
public class Setup {
    private static final String OFFICE_HOURS = "office.hours";

    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;
    private final Deadlines deadlines;

    Setup(Settings settings, ApplicationEventPublisher events, ReadyPages ready, Deadlines deadlines) {
        this.settings = settings;
        this.events = events;
        this.ready = ready;
        this.deadlines = deadlines;
    }

    /** The settings that a person may change. */
    public List<Setting> of(Person person) {
        return Setting.ALL.stream()
                .filter(s -> s.ofOffice() ? person.is(Role.OFFICE) : person.admin())
                .toList();
    }

    /** What is set, empty where the default holds. */
    public Map<String, String> values(List<Setting> wanted) {
        Map<String, String> values = new LinkedHashMap<>();
        wanted.forEach(s -> values.put(s.key(), settings.text(s.key(), "")));
        return values;
    }

    /**
     * Changes what differs from what the form was made from; empty removes a value. All or nothing. Somebody else's change of the same value
     * meanwhile is not written over.
     *
     * @param before the values that the form showed; where it showed none, the present ones
     * @return how many changed
     */
    @Transactional
    public Outcome<Integer> change(Map<String, String> before, Map<String, String> wanted, Person by) {
        Map<String, Setting> mine = new HashMap<>();
        of(by).forEach(s -> mine.put(s.key(), s));
        Map<String, String> changes = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            Setting setting = mine.get(entry.getKey());
            String value = entry.getValue().strip().replace("\r\n", "\n");
            if (setting == null) {
                return Outcome.notAllowed();
            } else if (!value.isEmpty() && !setting.form().takes(value)) {
                return Outcome.invalid(
                        setting.key(), "console.settings.form." + setting.form().name());
            }
            String is = settings.text(setting.key(), "");
            String seen = before.getOrDefault(setting.key(), is);
            if (value.equals(seen) || value.equals(is)) {
                continue;
            } else if (!seen.equals(is)) {
                return Outcome.changedMeanwhile();
            }
            changes.put(setting.key(), value);
        }
        changes.forEach((key, value) -> set(key, value, by));
        if (changes.containsKey(OFFICE_HOURS)) {
            // running deadlines end at the close of office
            deadlines.recompute();
        }
        if (!changes.isEmpty()) {
            ready.changed();
        }
        return Outcome.done(changes.size());
    }

    private void set(String key, String value, Person by) {
        String was = settings.text(key, "");
        settings.set(key, value.isEmpty() ? null : value, by.id());
        events.publishEvent(Audited.Entry.of(
                "setting.changed", "setting", 0, null, by, Map.of("key", key, "from", was, "to", value)));
    }
}
