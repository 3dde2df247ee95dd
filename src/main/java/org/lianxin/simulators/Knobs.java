package org.lianxin.simulators;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Numbers that the real platform sets and does not promise: each has a name and a default, and can be turned while it runs. */
public final class Knobs {
    private record Turned(String name, long value) {}

    private final Map<String, Long> values;
    private final Shelf<Turned> turned;

    Knobs(Logbook book, Clockwork clock, Map<String, Long> defaults) {
        values = new TreeMap<>(defaults);
        turned = new Shelf<>(book, clock, "knob", Turned.class, Turned::name);
        turned.all().forEach(t -> values.put(t.name(), t.value()));
    }

    public synchronized long of(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no knob " + name);
        }
        return value;
    }

    public boolean on(String name) {
        return of(name) != 0;
    }

    synchronized Reply answer(Call call) {
        if (call.method().equals("POST")) {
            JsonNode body = call.json();
            for (String name : body.propertyNames()) {
                if (!values.containsKey(name) || !body.path(name).isIntegralNumber()) {
                    return Reply.wrong("no knob " + name);
                }
            }
            body.propertyNames().forEach(name -> {
                turned.put(new Turned(name, body.path(name).asLong()));
                values.put(name, body.path(name).asLong());
            });
        }
        return Reply.json(values);
    }
}
