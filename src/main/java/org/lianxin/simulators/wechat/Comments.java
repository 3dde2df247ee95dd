package org.lianxin.simulators.wechat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Comment;
import org.lianxin.simulators.wechat.World.Publication;
import org.lianxin.simulators.wechat.World.Room;

/** Comments under articles: never pushed, read in pages whose total is not to be believed, answered once by the author. */
final class Comments {
    private final World world;

    Comments(World world) {
        this.world = world;
    }

    Reply open(Ask ask) {
        return room(ask, true);
    }

    Reply close(Ask ask) {
        return room(ask, false);
    }

    private Reply room(Ask ask, boolean open) {
        Optional<Publication> article = article(ask);
        if (!ask.account().comments()) {
            return ask.no(88000);
        }
        if (article.isEmpty()) {
            return ask.no(88001);
        }
        world.rooms.put(new Room(article.get().data() + " " + index(ask), open));
        return Codes.ok();
    }

    private static int index(Ask ask) {
        return (int) ask.number("index", 0);
    }

    private Optional<Publication> article(Ask ask) {
        return world.published(ask.appid(), ask.text("msg_data_id"))
                .filter(p -> world.article(p, index(ask)).isPresent());
    }

    /** Why comments of this article cannot be worked with; 0 if they can. */
    private int fault(Ask ask) {
        Optional<Publication> article = article(ask);
        if (!ask.account().comments()) {
            return 88000;
        }
        if (article.isEmpty()) {
            return 88001;
        }
        return world.open(article.get(), index(ask)) ? 0 : 88000;
    }

    Reply list(Ask ask) {
        long count = ask.number("count", 0);
        int no = count <= 0 || count >= 50 ? 88010 : fault(ask);
        if (no != 0) {
            return ask.no(no);
        }
        long type = ask.number("type", 0);
        List<Map<String, Object>> page = world.comments.newestFirst().stream()
                .filter(c -> !c.deleted()
                        && c.data().equals(ask.text("msg_data_id"))
                        && c.index() == index(ask)
                        && (type == 0 || c.elected() == (type == 2)))
                .skip(Math.max(0, ask.number("begin", 0)))
                .limit(count)
                .map(this::shape)
                .toList();
        return Codes.ok(Map.of("total", page.size(), "comment", page));
    }

    private Map<String, Object> shape(Comment c) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("user_comment_id", Long.parseLong(c.id()));
        if (!c.openid().isEmpty()) {
            shape.put("openid", c.openid());
        }
        shape.put("create_time", c.at().getEpochSecond());
        shape.put("content", c.content());
        shape.put("comment_type", c.elected() ? 1 : 0);
        if (c.replied() != null) {
            Map<String, Object> reply =
                    Map.of("content", c.reply(), "create_time", c.replied().getEpochSecond());
            shape.put("reply", world.equipment.knobs().on("replyAsArray") ? List.of(reply) : reply);
        }
        return shape;
    }

    Reply elect(Ask ask) {
        return change(ask, (c, now) -> with(c, c.reply(), c.replied(), true, false));
    }

    Reply unelect(Ask ask) {
        return change(ask, (c, now) -> with(c, c.reply(), c.replied(), false, false));
    }

    Reply delete(Ask ask) {
        return change(ask, (c, now) -> with(c, c.reply(), c.replied(), c.elected(), true));
    }

    /** Once: the platform takes no second answer of the author. */
    Reply reply(Ask ask) {
        String text = ask.text("content");
        int length = text.codePointCount(0, text.length());
        if (length == 0 || length > world.knob("commentReplyMax")) {
            return ask.no(88007);
        }
        Comment comment = comment(ask).orElse(null);
        if (fault(ask) == 0 && comment != null && !comment.deleted() && comment.replied() != null) {
            return ask.no(88005);
        }
        Reply done = change(ask, (c, now) -> with(c, text, now, c.elected(), false));
        return done.code() == 0 ? done.taking("reply " + ask.text("user_comment_id")) : done;
    }

    Reply unreply(Ask ask) {
        return comment(ask).filter(c -> c.replied() != null).isEmpty()
                ? ask.no(87009)
                : change(ask, (c, now) -> with(c, "", null, c.elected(), false));
    }

    private Optional<Comment> comment(Ask ask) {
        return world.comments
                .find(ask.text("user_comment_id"))
                .filter(c -> c.appid().equals(ask.appid())
                        && c.data().equals(ask.text("msg_data_id"))
                        && c.index() == index(ask));
    }

    private Reply change(Ask ask, BiFunction<Comment, Instant, Comment> how) {
        Comment comment = comment(ask).orElse(null);
        int no = fault(ask);
        if (no == 0 && comment == null) {
            no = 88008;
        }
        if (no == 0 && comment != null && comment.deleted()) {
            no = 88004;
        }
        if (no != 0 || comment == null) {
            return ask.no(no);
        }
        world.comments.put(how.apply(comment, world.time()));
        return Codes.ok();
    }

    static Comment with(Comment c, String reply, @Nullable Instant replied, boolean elected, boolean deleted) {
        return new Comment(
                c.id(),
                c.appid(),
                c.data(),
                c.index(),
                c.openid(),
                c.content(),
                c.at(),
                reply,
                replied,
                elected,
                deleted);
    }
}
