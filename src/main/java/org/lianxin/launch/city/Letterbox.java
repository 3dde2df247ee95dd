package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Casework;
import org.lianxin.cases.Reopening;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Routes;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Outcome;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The city's letters: most answered in time, some late, some opened again, the latest on their way. */
@Component
class Letterbox {
    private static final int DAYS = 90;
    /** How many of the last letters have no answer yet when the city opens. */
    private static final int UNDER_WAY = 30;

    private final JdbcClient db;
    private final Outward outward;
    private final Casework casework;
    private final Answering answering;
    private final Matrix matrix;
    private final Map<String, NamedCsvRecord> replies = new HashMap<>();
    /** Of the last letter that is answered in public and not yet rated. */
    private Intake.@Nullable Receipt latest;

    Letterbox(JdbcClient db, Outward outward, Casework casework, Answering answering, Matrix matrix) {
        this.db = db;
        this.outward = outward;
        this.casework = casework;
        this.answering = answering;
        this.matrix = matrix;
    }

    /** Number and key of a letter whose answer may still be rated, once the city's time has run. */
    Optional<Intake.Receipt> answered() {
        return Optional.ofNullable(latest);
    }

    /** Where letters come in and answers go out. */
    @Component
    record Outward(Intake intake, Routes routes, Delivery delivery) {}

    /** What is done about a letter. */
    @Component
    record Answering(Replies replies, Reviews reviews, Reopening reopening) {}

    void plan(Timetable time) {
        Table.csv("replies.csv").forEach(row -> replies.put(row.getField("key"), row));
        for (NamedCsvRecord row : Table.csv("routes.csv")) {
            outward.routes()
                    .set(
                            matrix.unit(row.getField("code")).id(),
                            List.of(row.getField("words").split(" ")),
                            null)
                    .orThrow();
        }
        List<JsonNode> all = Table.lines("dev-messages.jsonl");
        for (int i = 0; i < all.size(); i++) {
            Letter letter = new Letter(all.get(i), i, all.size() - i, null);
            Instant written = letter.left() <= UNDER_WAY
                    ? time.end().minus(Duration.ofMinutes(45L * letter.left() + time.die(30)))
                    : time.awake((double) i / (all.size() - UNDER_WAY) * 0.96, DAYS);
            time.at(written, () -> send(time, written, letter));
        }
    }

    private record Letter(JsonNode json, int number, int left, Intake.@Nullable Receipt receipt) {
        Letter with(Intake.Receipt receipt) {
            return new Letter(json, number, left, receipt);
        }

        String text(String field) {
            return json.get(field).asString();
        }

        boolean recent() {
            return left <= UNDER_WAY;
        }
    }

    private void send(Timetable time, Instant now, Letter letter) {
        String unit = letter.text("unit");
        Long asked =
                !unit.isEmpty() && letter.number() % 3 == 0 ? matrix.unit(unit).id() : null;
        Outcome<Intake.Receipt> receipt = outward.intake()
                .register(new Intake.NewMessage(
                        letter.text("channel"),
                        "demo/" + letter.text("id"),
                        Message.Kind.valueOf(letter.text("type").toUpperCase(Locale.ROOT)),
                        letter.text("text"),
                        "",
                        List.of(),
                        asked,
                        letter.number() % 4 == 1 ? letter.text("id") + Table.word("mail") : "",
                        letter.number() % 4 == 3 ? "1390000" + String.format(Locale.ROOT, "%04d", letter.number()) : "",
                        letter.number() % 2 == 0));
        if (!(receipt instanceof Outcome.Done<Intake.Receipt>(Intake.Receipt done))) {
            return; // too short for a letter: what a form would refuse too
        }
        long id = db.sql("select id from cases.face_case where message = ?")
                .param(done.message())
                .query((row, n) -> row.getLong(1))
                .single();
        Instant seen = time.later(now, 15, 200);
        time.at(seen, () -> settle(time, seen, id, letter.with(done)));
    }

    /** The office closes what needs nothing, and sends on what no rule has placed, or a rule placed wrongly. */
    private void settle(Timetable time, Instant now, long id, Letter letter) {
        Person office = matrix.person("office");
        String unit = letter.text("unit");
        String kind = letter.text("type");
        Case found = casework.find(id, office).orThrow();
        if (unit.isEmpty() || kind.equals("thanks")) {
            if (found.unit() == null && !(letter.recent() && letter.number() % 2 == 0)) {
                casework.close(
                                id,
                                found.version(),
                                kind.equals("thanks") ? Case.As.THANKS : Case.As.SPAM,
                                Table.word(kind.equals("thanks") ? "thanks" : "spam"),
                                office)
                        .orThrow();
            }
            return;
        }
        long right = matrix.unit(unit).id();
        Case placed = found;
        if (placed.unit() != null && placed.unit() != right) {
            Person editor = matrix.person(matrix.code(placed.unit()) + ".editor");
            placed = casework.giveBack(id, placed.version(), Table.word("returned"), editor)
                    .orThrow();
        }
        if (placed.unit() == null) {
            if (letter.recent() && letter.number() % 5 == 0) {
                return;
            }
            casework.route(id, placed.version(), right, Table.word("routed"), office)
                    .orThrow();
        }
        answer(time, now, id, letter);
    }

    private void answer(Timetable time, Instant now, long id, Letter letter) {
        String unit = letter.text("unit");
        NamedCsvRecord reply = Optional.ofNullable(replies.get(letter.text("id")))
                .or(() -> Optional.ofNullable(replies.get(letter.text("dup"))))
                .orElse(replies.get(unit));
        if (reply == null || letter.number() % 89 == 7) {
            return; // forgotten: it becomes overdue
        }
        if (letter.recent()) {
            if (letter.number() % 4 == 0) {
                time.at(
                        time.later(now, 30, 200),
                        () -> draft(id, unit, Reply.Kind.FINAL, reply.getField("final"), letter.number() % 8 == 0));
            }
            return;
        }
        int span = letter.number() % 17 == 3 ? 9 * 1440 : 1100;
        Instant last = time.later(now, 400, 400 + span);
        if (reply.getField("first").isEmpty()) {
            finish(time, last, id, letter, reply);
        } else {
            Instant first = time.later(now, 60, 300);
            // the leader may sign the facts late: the answer is begun after that
            time.at(
                    first,
                    () -> say(time, first, id, letter, Reply.Kind.FIRST, reply.getField("first"), signed -> {
                        Instant after = time.later(signed, 20, 60);
                        finish(time, after.isAfter(last) ? after : last, id, letter, reply);
                    }));
        }
    }

    private void finish(Timetable time, Instant at, long id, Letter letter, NamedCsvRecord reply) {
        time.at(
                at,
                () -> say(
                        time,
                        at,
                        id,
                        letter,
                        Reply.Kind.FINAL,
                        reply.getField("final"),
                        signed -> rate(time, signed, id, letter)));
    }

    /** {@code submitted} ones wait for the leader when the city opens. */
    private void draft(long id, String unit, Reply.Kind kind, String text, boolean submitted) {
        Person editor = matrix.person(unit + ".editor");
        Reply saved = answering
                .replies()
                .save(id, 0, new Replies.Draft(kind, text, List.of()), editor)
                .orThrow();
        if (submitted) {
            answering.replies().submit(id, saved.version(), editor).orThrow();
        }
    }

    private void say(
            Timetable time,
            Instant now,
            long id,
            Letter letter,
            Reply.Kind kind,
            String text,
            @Nullable Consumer<Instant> then) {
        String unit = letter.text("unit");
        draft(id, unit, kind, text, true);
        Instant signed = time.later(now, 15, 180);
        time.at(signed, () -> {
            Reply open = answering
                    .replies()
                    .open(id, matrix.person(unit + ".editor"))
                    .orElseThrow();
            Review review = answering.reviews().latest(Replies.TYPE, open.id()).orElseThrow();
            answering
                    .reviews()
                    .approve(review.id(), review.version(), review.digest(), null, matrix.person(unit + ".leader"))
                    .orThrow();
            outward.delivery().drain();
            if (then != null) {
                then.accept(signed);
            }
        });
    }

    private void rate(Timetable time, Instant now, long id, Letter letter) {
        int mood = letter.number() % 10;
        if (mood >= 6) {
            if (letter.number() % 2 == 0) {
                latest = letter.receipt();
            }
            return;
        }
        Instant rated = now.plus(Duration.ofMinutes(300 + time.die(2600)));
        time.at(rated, () -> {
            switch (mood) {
                case 4 ->
                    answering
                            .reopening()
                            .rate(id, Case.Rating.PARTLY, Table.word("partly"))
                            .orThrow();
                case 5 -> {
                    answering
                            .reopening()
                            .rate(id, Case.Rating.NOT_SOLVED, Table.word("again"))
                            .orThrow();
                    again(time, rated, id, letter);
                }
                default ->
                    answering
                            .reopening()
                            .rate(id, Case.Rating.SOLVED, mood == 0 ? Table.word("solved") : "")
                            .orThrow();
            }
        });
    }

    /** All but a few of those that were opened again have their second answer. */
    private void again(Timetable time, Instant now, long id, Letter letter) {
        NamedCsvRecord unit = replies.get(letter.text("unit"));
        if (unit == null || letter.number() % 100 == 65) {
            return;
        }
        Instant second = time.later(now, 300, 1500);
        time.at(second, () -> say(time, second, id, letter, Reply.Kind.FINAL, unit.getField("final"), null));
    }
}
