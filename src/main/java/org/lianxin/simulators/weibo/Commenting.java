package org.lianxin.simulators.weibo;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.weibo.World.Comment;
import org.lianxin.simulators.weibo.World.Status;

/** Comments: writing, answering, reading, taking away. */
final class Commenting {
    private static final long PAGE = 50;
    private static final int MOST = 200;
    private final World world;
    private final Words words;

    Commenting(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    Reply create(Ask ask) {
        return world.status(ask.text("id"))
                .map(status -> take(ask, status, ask.text("comment"), ""))
                .orElseGet(() -> ask.no(20101));
    }

    Reply reply(Ask ask) {
        Status status = world.status(ask.text("id")).orElse(null);
        Comment answered = world.comment(ask.text("cid")).orElse(null);
        if (status == null) {
            return ask.no(20101);
        }
        if (answered == null || !answered.status().equals(status.id())) {
            return ask.no(20201);
        }
        String start = ask.number("without_mention", 0) == 1
                ? ""
                : words.of("reply-to", world.owner(answered.uid()).name());
        return take(ask, status, start + ask.text("comment"), answered.id());
    }

    private Reply take(Ask ask, Status status, String text, String answers) {
        String uid = ask.user().uid();
        if (ask.text("comment").isBlank()) {
            return ask.no(20008);
        }
        if (Wording.length(ask.text("comment"), world.knob("urlLength")) > 140) {
            return ask.no(20012);
        }
        boolean same = world.comments.newestFirst().stream()
                .takeWhile(c -> c.at().isAfter(world.time().minusSeconds(world.knob("sameTextSeconds"))))
                .anyMatch(c -> !c.deleted()
                        && c.uid().equals(uid)
                        && c.status().equals(status.id())
                        && c.answers().equals(answers)
                        && c.text().equals(text));
        if (same) {
            return ask.no(20019);
        }
        if (!world.equipment.counters().spend("comments " + uid, Span.HOUR, world.knob("commentsPerHour"))) {
            return ask.no(10024, ask.call().path());
        }
        Comment comment = write(status.id(), uid, ask.app().key(), text, answers);
        return Reply.json(new Shapes(world, ask.call().here()).comment(comment)).taking("comment " + comment.id());
    }

    /** Whoever writes it; no rule of the API asked. */
    Comment write(String status, String uid, String app, String text, String answers) {
        String root = world.comments
                .find(answers)
                .map(c -> c.root().isEmpty() ? c.id() : c.root())
                .orElse("");
        return world.comments.put(
                new Comment(world.nextId(), status, uid, app, text, world.time(), answers, root, false));
    }

    Reply destroy(Ask ask) {
        Comment comment = world.comment(ask.text("cid")).orElse(null);
        if (comment == null) {
            return ask.no(20201);
        }
        if (!comment.uid().equals(ask.user().uid())) {
            return ask.no(20203);
        }
        delete(comment);
        return Reply.json(new Shapes(world, ask.call().here()).comment(comment)).taking("deleted " + comment.id());
    }

    void delete(Comment c) {
        world.comments.put(
                new Comment(c.id(), c.status(), c.uid(), c.app(), c.text(), c.at(), c.answers(), c.root(), true));
    }

    Reply show(Ask ask) {
        return world.status(ask.text("id"))
                .map(status -> list(ask, c -> c.status().equals(status.id())))
                .orElseGet(() -> ask.no(20101));
    }

    /** What others wrote under my posts, or in answer to my comments. */
    Reply toMe(Ask ask) {
        String me = ask.user().uid();
        return list(
                ask,
                c -> !c.uid().equals(me)
                        && (ownerOf(c).equals(me) || answersTo(c).equals(me)));
    }

    Reply byMe(Ask ask) {
        return list(ask, c -> c.uid().equals(ask.user().uid()));
    }

    Reply mentions(Ask ask) {
        return list(
                ask,
                c -> !c.uid().equals(ask.user().uid())
                        && Wording.mentions(c.text(), ask.user().name()));
    }

    Reply timeline(Ask ask) {
        String me = ask.user().uid();
        return list(
                ask,
                c -> c.uid().equals(me) || ownerOf(c).equals(me) || answersTo(c).equals(me));
    }

    Reply batch(Ask ask) {
        List<String> ids = Stream.of(ask.text("cids").split(",")).toList();
        return ids.size() > 20
                ? ask.no(20009)
                : Reply.json(world.discussion().stream()
                        .filter(c -> ids.contains(c.id()))
                        .map(new Shapes(world, ask.call().here())::comment)
                        .toList());
    }

    private String ownerOf(Comment comment) {
        return world.statuses.find(comment.status()).map(Status::uid).orElse("");
    }

    private String answersTo(Comment comment) {
        return world.comments.find(comment.answers()).map(Comment::uid).orElse("");
    }

    private Reply list(Ask ask, Predicate<Comment> meant) {
        Ask.Page<Comment> page =
                ask.page(world.discussion().stream().filter(meant).toList(), Comment::id, PAGE, MOST);
        Map<String, Object> envelope =
                Shapes.envelope("comments", page, new Shapes(world, ask.call().here())::comment);
        envelope.put("marks", List.of());
        return Reply.json(envelope);
    }
}
