package org.lianxin.api.mastodon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.federation.Voices;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands before and behind something said. What people elsewhere said stands there for those who read that unit. */
@Component
class Threads {
    private final Told told;
    private final Heard heard;
    private final StatusJson json;
    private final Voices voices;

    Threads(Told told, Heard heard, StatusJson json, Voices voices) {
        this.told = told;
        this.heard = heard;
        this.json = json;
        this.voices = voices;
    }

    private record Said(long id, ObjectNode json) {
        @Nullable
        Long parent() {
            String parent = json.path("in_reply_to_id").asString("");
            return parent.isEmpty() ? null : Long.valueOf(parent);
        }
    }

    Optional<ObjectNode> around(long id, @Nullable Caller caller) {
        if (json.of(id, caller).isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Said> all = new HashMap<>();
        Map<String, Long> names = new HashMap<>();
        Map<Long, String> parents = new HashMap<>();
        Optional<Told.Note> note = told.find(id);
        Optional<Heard.Mention> mention =
                note.isPresent() ? heard.byNumber(note.get().reference(), caller) : heard.find(id, caller);
        long account = note.map(Told.Note::account)
                .or(() -> mention.map(Heard.Mention::account))
                .orElseThrow();
        String thread = mention.map(Heard.Mention::thread).orElseGet(() -> voices.note(id));
        json.note(thread)
                .filter(root -> json.readable(root, caller))
                .ifPresent(root -> all.put(root.id(), new Said(root.id(), json.of(root, caller))));
        List<Heard.Mention> said = new ArrayList<>(thread.isEmpty() ? List.of() : heard.thread(account, thread));
        mention.filter(m -> said.stream().noneMatch(s -> s.id() == m.id())).ifPresent(said::add);
        List<String> numbers = new ArrayList<>();
        said.stream().filter(m -> caller != null && caller.reads(m.unit())).forEach(m -> {
            all.put(m.id(), new Said(m.id(), json.of(m)));
            names.put(m.remote(), m.id());
            parents.put(m.id(), m.parent());
            numbers.add(m.number());
        });
        told.answers(account, numbers).stream()
                .filter(answer -> json.readable(answer, caller))
                .forEach(answer -> {
                    all.put(answer.id(), new Said(answer.id(), json.of(answer, caller)));
                    names.put(voices.note(answer.id()), answer.id());
                });
        parents.forEach((child, parent) -> {
            Long known = names.get(parent);
            Said one = all.get(child);
            if (known != null && one != null) {
                one.json().put("in_reply_to_id", Long.toString(known));
            }
        });
        return Optional.of(split(id, all));
    }

    private static ObjectNode split(long id, Map<Long, Said> all) {
        ObjectNode around = Json.object();
        ArrayNode before = around.putArray("ancestors");
        ArrayNode behind = around.putArray("descendants");
        List<Said> up = new ArrayList<>();
        Set<Long> met = new HashSet<>(Set.of(id));
        Said at = all.get(id);
        while (at != null && at.parent() != null && met.add(at.parent())) {
            at = all.get(at.parent());
            if (at != null) {
                up.addFirst(at);
            }
        }
        up.forEach(said -> before.add(said.json()));
        Set<Long> below = new HashSet<>(Set.of(id));
        all.values().stream()
                .sorted(Comparator.comparing(
                                (Said s) -> s.json().path("created_at").asString(""))
                        .thenComparingLong(Said::id))
                .filter(said -> said.parent() != null && below.contains(said.parent()) && below.add(said.id()))
                .forEach(said -> behind.add(said.json()));
        return around;
    }
}
