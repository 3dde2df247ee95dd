package org.lianxin.console.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Trail;
import org.lianxin.identity.People;
import org.lianxin.registry.Units;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts entries of the trail into words: names for ids, sentences for actions. An action without words is shown by its code. */
@Component
class Telling {
    private final People people;
    private final Units units;
    private final Subjects subjects;
    private final JsonMapper json;

    Telling(People people, Units units, Subjects subjects, JsonMapper json) {
        this.people = people;
        this.units = units;
        this.subjects = subjects;
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
        Map<Long, String> titles = titles(entries, page.me());
        return entries.stream()
                .map(e -> told(e, names, unitNames, titles, page))
                .toList();
    }

    /** Titles of the posts among the entries, for who may read them. */
    private Map<Long, String> titles(List<Trail.Entry> entries, Person reader) {
        Map<Long, String> titles = new HashMap<>();
        Set<Long> posts = entries.stream()
                .filter(e -> e.subject().equals("post"))
                .map(Trail.Entry::subjectId)
                .collect(Collectors.toSet());
        if (reader.readsAll() && !posts.isEmpty()) {
            Map<Long, Subject.Brief> briefs =
                    subjects.of("post").map(s -> s.briefs(posts)).orElse(Map.of());
            briefs.forEach((id, brief) -> titles.put(id, brief.title()));
        }
        return titles;
    }

    private static void add(Set<Long> ids, @Nullable Long id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private Told told(
            Trail.Entry entry,
            Map<Long, String> names,
            Map<Long, String> unitNames,
            Map<Long, String> titles,
            Page page) {
        String name = entry.actor() == null
                ? page.t.of("console.audit.program")
                : names.getOrDefault(entry.actor(), Long.toString(entry.actor()));
        String who = entry.standInFor() == null
                ? name
                : page.t.of(
                        "console.audit.for",
                        name,
                        names.getOrDefault(entry.standInFor(), Long.toString(entry.standInFor())));
        String words = page.t.find("console.audit.did." + entry.action());
        String unit = entry.unit() == null ? "" : unitNames.getOrDefault(entry.unit(), "");
        Map<String, String> details = details(entry);
        String thing = thing(entry, names, unitNames, titles, details, page);
        return new Told(
                entry, who, words == null ? entry.action() : words, thing, href(entry, page.me()), unit, details);
    }

    private static String thing(
            Trail.Entry entry,
            Map<Long, String> names,
            Map<Long, String> unitNames,
            Map<Long, String> titles,
            Map<String, String> details,
            Page page) {
        String noun = page.t.find("console.audit.noun." + entry.subject());
        String word = noun == null ? entry.subject() : noun;
        return switch (entry.subject()) {
            case "person" -> page.t.of("console.audit.thing", word, names.getOrDefault(entry.subjectId(), ""));
            case "unit" -> page.t.of("console.audit.thing", word, unitNames.getOrDefault(entry.subjectId(), ""));
            case "setting", "program" -> word;
            case "server" -> page.t.of("console.audit.thing", word, details.getOrDefault("host", ""));
            case "post" ->
                page.t.of(
                        "console.audit.thing",
                        word,
                        titles.getOrDefault(entry.subjectId(), Long.toString(entry.subjectId())));
            default ->
                page.t.of(
                        "console.audit.thing", word, details.getOrDefault("number", Long.toString(entry.subjectId())));
        };
    }

    /** The page of the thing; none where the reader (an administrator without a role) has no right over content. */
    private static String href(Trail.Entry entry, Person reader) {
        return switch (entry.subject()) {
            case "post" -> reader.readsAll() ? "/console/posts/" + entry.subjectId() : "";
            case "case" -> reader.readsAll() ? "/console/cases/" + entry.subjectId() : "";
            case "account" -> "/console/accounts/" + entry.subjectId();
            case "unit" -> "/console/units/" + entry.subjectId();
            case "delivery" -> reader.readsAll() ? "/console/deliveries/" + entry.subjectId() : "";
            default -> "";
        };
    }

    private Map<String, String> details(Trail.Entry entry) {
        Map<String, String> details = new LinkedHashMap<>();
        try {
            json.readValue(entry.details(), new TypeReference<Map<String, Object>>() {})
                    .forEach((key, value) -> {
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
