package org.lianxin.console.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Trail;
import org.lianxin.identity.People;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts entries of the trail into words: names for ids, sentences for actions. An action without words is shown by its code. */
@Component
class Telling {
    private final People people;
    private final Units units;
    private final JsonMapper json;

    Telling(People people, Units units, JsonMapper json) {
        this.people = people;
        this.units = units;
        this.json = json;
    }

    List<Told> tell(List<Trail.Entry> entries, Page page) {
        Set<Long> persons = new TreeSet<>();
        Set<Long> places = new TreeSet<>();
        for (Trail.Entry entry : entries) {
            add(persons, entry.actor());
            add(persons, entry.standInFor());
            add(places, entry.unit());
            if (entry.subject().equals("person")) {
                persons.add(entry.subjectId());
            } else if (entry.subject().equals("unit")) {
                places.add(entry.subjectId());
            }
        }
        Map<Long, String> names = people.names(persons);
        Map<Long, String> unitNames = units.names(places);
        return entries.stream().map(e -> told(e, names, unitNames, page)).toList();
    }

    private static void add(Set<Long> ids, @Nullable Long id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private Told told(Trail.Entry entry, Map<Long, String> names, Map<Long, String> unitNames, Page page) {
        String name = entry.actor() == null ? page.t.of("console.audit.program") : names.getOrDefault(entry.actor(), Long.toString(entry.actor()));
        String who = entry.standInFor() == null
                ? name
                : page.t.of("console.audit.for", name, names.getOrDefault(entry.standInFor(), Long.toString(entry.standInFor())));
        String words = page.t.find("console.audit.did." + entry.action());
        String unit = entry.unit() == null ? "" : unitNames.getOrDefault(entry.unit(), "");
        return new Told(entry, who, words == null ? entry.action() : words, thing(entry, names, unitNames, page), href(entry), unit, details(entry));
    }

    private static String thing(Trail.Entry entry, Map<Long, String> names, Map<Long, String> unitNames, Page page) {
        String noun = page.t.find("console.audit.noun." + entry.subject());
        String word = noun == null ? entry.subject() : noun;
        return switch (entry.subject()) {
            case "person" -> page.t.of("console.audit.thing", word, names.getOrDefault(entry.subjectId(), ""));
            case "unit" -> page.t.of("console.audit.thing", word, unitNames.getOrDefault(entry.subjectId(), ""));
            case "setting" -> word;
            default -> page.t.of("console.audit.thing", word, Long.toString(entry.subjectId()));
        };
    }

    private static String href(Trail.Entry entry) {
        return switch (entry.subject()) {
            case "post" -> "/console/posts/" + entry.subjectId();
            case "case" -> "/console/cases/" + entry.subjectId();
            case "account" -> "/console/accounts/" + entry.subjectId();
            case "delivery" -> "/console/deliveries/" + entry.subjectId();
            default -> "";
        };
    }

    private Map<String, String> details(Trail.Entry entry) {
        Map<String, String> details = new LinkedHashMap<>();
        try {
            json.readValue(entry.details(), new TypeReference<Map<String, Object>>() {}).forEach((key, value) -> {
                String text = String.valueOf(value);
                if (!text.isEmpty()) {
                    details.put(key, text);
                }
            });
        } catch (JacksonException unreadable) {
            details.put("", entry.details());
        }
        return details;
    }
}
