package org.lianxin.simulators.discourse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Platform;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;
import org.lianxin.simulators.discourse.World.User;

/** All doors of the simulated forum: the interface, the page for people, the script of its world. */
final class Discourse implements Platform {
    private static final Pattern TOPIC = Pattern.compile("/t/(?:[^/]+/)?(\\d{1,18})(?:/\\d{1,9})?");

    private final World world;
    private final Api api;
    private final Office office;
    private final Writing writing;
    private final Page page;

    Discourse(Equipment equipment) {
        world = new World(equipment);
        Shapes shapes = new Shapes(world);
        Hooks hooks = new Hooks(world, shapes);
        writing = new Writing(world, shapes, hooks);
        api = new Api(world, shapes, writing);
        office = new Office(world, hooks);
        page = new Page(world, new Words("discourse"));
    }

    @Override
    public boolean api(String path) {
        return path.endsWith(".json");
    }

    @Override
    public Reply answer(Call call) {
        if (api(call.path())) {
            return api.answer(call);
        } else if (call.is("POST", "/people/post")) {
            return written(call);
        }
        Matcher topic = TOPIC.matcher(call.path());
        if (!call.method().equals("GET")) {
            return Reply.notFound();
        } else if (call.path().equals("/")) {
            return Reply.html(page.topics(""));
        } else if (call.path().equals("/page.css")) {
            return Words.style();
        } else if (call.path().startsWith("/pictures/")) {
            return writing.picture(call.path().substring("/pictures/".length()));
        }
        return topic.matches() ? Reply.html(page.topics(topic.group(1))) : Reply.notFound();
    }

    private Reply written(Call call) {
        Optional<Topic> topic = world.topic(call.field("topic"));
        String name = call.field("name").strip();
        String text = call.field("text").strip();
        if (topic.isEmpty() || name.isEmpty() || text.isEmpty() || text.length() > 1_000) {
            return Reply.seeOther("/");
        }
        User who = world.member(name);
        if (!who.key().isEmpty()) {
            return Reply.seeOther("/#t" + topic.get().id());
        }
        Post post = office.write(topic.get(), who, text, 0);
        Reply back = Reply.seeOther("/#p" + post.id()).taking("post " + post.id());
        return back.after(() -> {
            office.tell(post);
            return back;
        });
    }

    @Override
    public @Nullable Reply script(Call call) {
        return office.answer(call);
    }

    @Override
    public Reply error(Call call, int code) {
        return No.scripted(code);
    }

    @Override
    public List<String> callers(Call call) {
        return api.caller(call).map((User u) -> List.of(u.username())).orElse(List.of());
    }
}
