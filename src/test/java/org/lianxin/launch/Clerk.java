package org.lianxin.launch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.lianxin.launch.Rest.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A unit at work: its editor writes posts and answers, its leader approves, citizens write to it. Where no answer comes they look first
 * and ask again, as people do; what is not what they left there is an error.
 */
final class Clerk {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Rest rest;
    private final Ledger ledger;
    private final Unit unit;

    /** @param accounts where its posts go */
    record Unit(String code, String editor, String leader, List<String> accounts) {}

    Clerk(Rest rest, Ledger ledger, Unit unit) {
        this.rest = rest;
        this.ledger = ledger;
        this.unit = unit;
    }

    /** Written, submitted, approved; nothing if nobody was told that it is written. */
    void post() {
        String title = "路灯检修通告第" + NUMBER.incrementAndGet() + "号";
        Answer made = ask(
                "post",
                "POST",
                "/rest/v1/posts",
                unit.editor(),
                Map.of(
                        "unit",
                        unit.code(),
                        "title",
                        title,
                        "text",
                        title + "：今晚检修路灯，请绕行东门。",
                        "category",
                        "service",
                        "targets",
                        unit.accounts()));
        if (made.lost()) {
            pause();
            return;
        }
        String id = expect(made).path("id").asString("");
        String review =
                submit("/rest/v1/posts/" + id, made.body().path("version").asInt());
        approve(review);
        ledger.enter(new Ledger.Post(id, title, review));
    }

    private String submit(String post, int version) {
        boolean doubt = false;
        for (int at = version; ; ) {
            Answer asked = ask("submission", "POST", post + "/submission", unit.editor(), Map.of("version", at));
            if (asked.done()) {
                return asked.body().path("review").path("id").asString("");
            }
            doubt = inDoubt(asked, doubt);
            JsonNode now = look(post, unit.editor());
            if (!now.path("review").asString("").isEmpty()) {
                return now.path("review").asString("");
            }
            at = now.path("version").asInt();
        }
    }

    /** A citizen writes, the editor answers, the leader approves. */
    void letter() {
        String text = "第" + NUMBER.incrementAndGet() + "封信：我们小区门口的路灯不亮，请派人看看。";
        JsonNode registered = write(text);
        String number = registered.path("number").asString("");
        String id = look("/rest/v1/cases?part=all&q=" + number, unit.editor())
                .path("items")
                .path(0)
                .path("id")
                .asString("");
        String answer = "关于" + number + "：已派人检修，今晚恢复照明。";
        JsonNode reply = reply(id, answer);
        String review = submitReply(id, reply.path("version").asInt());
        approve(review);
        ledger.enter(new Ledger.Letter(number, registered.path("key").asString(""), text, id, answer, review));
    }

    /** Sent again and again with one challenge until it is registered: it must be registered once. */
    private JsonNode write(String text) {
        String challenge =
                look("/rest/v1/messages/challenge", "").path("challenge").asString("");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer sent = ask(
                    "message",
                    "POST",
                    "/rest/v1/messages",
                    "",
                    Map.of("kind", "help", "text", text, "unit", unit.code(), "consent", true, "challenge", challenge));
            if (!sent.lost()) {
                return expect(sent);
            }
            rest(end, sent);
        }
    }

    private JsonNode reply(String letter, String text) {
        boolean doubt = false;
        while (true) {
            Answer saved = ask(
                    "reply",
                    "PUT",
                    "/rest/v1/cases/" + letter + "/reply",
                    unit.editor(),
                    Map.of("version", 0, "kind", "final", "text", text));
            if (saved.done()) {
                return saved.body();
            }
            doubt = inDoubt(saved, doubt);
            JsonNode replies = look("/rest/v1/cases/" + letter, unit.editor()).path("replies");
            if (!replies.isEmpty()) {
                return replies.path(0);
            }
        }
    }

    private String submitReply(String letter, int version) {
        boolean doubt = false;
        while (true) {
            Answer asked = ask(
                    "answer",
                    "POST",
                    "/rest/v1/cases/" + letter + "/reply/submission",
                    unit.editor(),
                    Map.of("version", version));
            if (asked.done()) {
                return asked.body().path("review").path("id").asString("");
            }
            doubt = inDoubt(asked, doubt);
            String review = look("/rest/v1/cases/" + letter, unit.editor())
                    .path("replies")
                    .path(0)
                    .path("review")
                    .asString("");
            if (!review.isEmpty()) {
                return review;
            }
        }
    }

    private void approve(String review) {
        JsonNode seen = look("/rest/v1/reviews/" + review, unit.leader());
        boolean doubt = false;
        while (!seen.path("state").asString("").equals("PASSED")) {
            Answer asked = ask(
                    "approval",
                    "POST",
                    "/rest/v1/reviews/" + review + "/approval",
                    unit.leader(),
                    Map.of(
                            "version",
                            seen.path("version").asInt(),
                            "digest",
                            seen.path("digest").asString("")));
            if (asked.done()) {
                return;
            }
            doubt = inDoubt(asked, doubt);
            seen = look("/rest/v1/reviews/" + review, unit.leader());
        }
    }

    private Answer ask(String what, String method, String path, String bearer, Object body) {
        long asked = System.nanoTime();
        Answer answer = rest.send(method, path, bearer, body);
        if (answer.done()) {
            ledger.acknowledged(what, asked);
        } else if (answer.lost()) {
            ledger.lost(answer.status());
        }
        return answer;
    }

    /** Lost, or told "changed meanwhile" after something was lost; anything else was not to be. */
    private static boolean inDoubt(Answer answer, boolean before) {
        if (answer.lost() || (before && answer.status() == 409)) {
            return true;
        }
        throw new AssertionError("unexpected: " + answer);
    }

    private static JsonNode expect(Answer answer) {
        if (!answer.done()) {
            throw new AssertionError("unexpected: " + answer);
        }
        return answer.body();
    }

    /** Reads until it can be read. */
    private JsonNode look(String path, String bearer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = rest.get(path, bearer);
            if (!answer.lost()) {
                return expect(answer);
            }
            rest(end, answer);
        }
    }

    private static void rest(long end, Answer last) {
        if (System.nanoTime() > end) {
            throw new AssertionError("away for longer than " + PATIENCE + ": " + last);
        }
        pause();
    }

    private static void pause() {
        LockSupport.parkNanos(50_000_000);
    }
}
