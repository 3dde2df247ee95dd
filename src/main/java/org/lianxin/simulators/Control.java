package org.lianxin.simulators;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is under {@code /sim/}: faults, clock, journal and knobs of every simulator, and the world of this one. */
final class Control {
    private final Equipment equipment;
    private final Script script;
    private final Platform platform;

    Control(Equipment equipment, Script script, Platform platform) {
        this.equipment = equipment;
        this.script = script;
        this.platform = platform;
    }

    Reply answer(Call call) {
        return switch (call.path()) {
            case "/sim/faults" -> script.answer(call);
            case "/sim/clock" -> clock(call);
            case "/sim/journal" -> journal(call);
            case "/sim/knobs" -> equipment.knobs().answer(call);
            default -> world(call);
        };
    }

    private Reply world(Call call) {
        Reply reply = equipment.alone(() -> platform.script(call));
        if (reply == null) {
            return Reply.notFound();
        }
        return reply.after() == null ? reply : reply.after().get();
    }

    private Reply clock(Call call) {
        if (call.method().equals("POST")) {
            try {
                equipment
                        .clock()
                        .advance(Duration.parse(call.json().path("advance").asString("")));
            } catch (DateTimeParseException noDuration) {
                return Reply.wrong("advance: PT1H");
            }
        }
        return Reply.json(Map.of(
                "now",
                equipment.clock().time().toString(),
                "speed",
                equipment.clock().speed()));
    }

    private Reply journal(Call call) {
        long since = call.field("since").isEmpty() ? 0 : Long.parseLong(call.field("since"));
        @Nullable String kind = call.fields().get("kind");
        StringBuilder lines = new StringBuilder();
        for (Logbook.Line line : equipment.book().since(since)) {
            if (kind == null || line.kind().equals(kind)) {
                lines.append(Logbook.JSON.writeValueAsString(line)).append('\n');
            }
        }
        return Reply.of(200, "application/jsonl; charset=utf-8", lines.toString());
    }
}
