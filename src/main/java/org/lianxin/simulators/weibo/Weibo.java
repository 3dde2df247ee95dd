package org.lianxin.simulators.weibo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Platform;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.weibo.World.Comment;
import org.lianxin.simulators.weibo.World.Status;
import org.lianxin.simulators.weibo.World.Token;

/** All doors of the simulated Weibo: the API, OAuth2, the page for people, the script of its world. */
final class Weibo implements Platform {
    private static final Pattern PERMALINK = Pattern.compile("/(\\d{1,20})/([0-9a-zA-Z]{1,14})");
    private static final Pattern PROFILE = Pattern.compile("/u/(\\d{1,20})");
    private final World world;
    private final Codes codes = new Codes();
    private final Api api;
    private final Oauth oauth;
    private final Office office;
    private final Citizens citizens;
    private final Publishing publishing;
    private final Page page;

    Weibo(Equipment equipment) {
        Words words = new Words("weibo");
        world = new World(equipment);
        page = new Page(world, words);
        Fans fans = new Fans(world, new Pushes(equipment.knobs()));
        publishing = new Publishing(world, words);
        api = new Api(world, codes, words, publishing, fans);
        oauth = new Oauth(world, codes, page);
        office = new Office(world, oauth, fans);
        citizens = new Citizens(world, new Commenting(world, words), fans, publishing);
    }

    @Override
    public boolean api(String path) {
        return path.startsWith("/2/") || path.startsWith("/oauth2/");
    }

    @Override
    public Reply answer(Call call) {
        if (call.path().startsWith("/2/")) {
            return api.answer(call);
        }
        if (call.path().startsWith("/oauth2/")) {
            return oauth.answer(call);
        }
        return call.is("POST", "/people/comment") ? written(call) : seen(call);
    }

    private Reply seen(Call call) {
        Matcher permalink = PERMALINK.matcher(call.path());
        Matcher profile = PROFILE.matcher(call.path());
        if (!call.method().equals("GET")) {
            return Reply.notFound();
        } else if (call.path().equals("/")) {
            return Reply.html(page.timelines(""));
        } else if (call.path().equals("/page.css")) {
            return Words.style();
        } else if (call.path().startsWith("/pictures/")) {
            return publishing.picture(call.path().substring("/pictures/".length()));
        } else if (profile.matches()) {
            return Reply.html(page.timelines(profile.group(1)));
        } else if (permalink.matches()) {
            return world.status(Base62.decode(permalink.group(2)))
                    .map(s -> Reply.seeOther("/#p" + s.id()))
                    .orElseGet(Reply::notFound);
        }
        return Reply.notFound();
    }

    private Reply written(Call call) {
        Optional<Status> status = world.status(call.field("status"));
        String name = call.field("name").strip();
        String text = call.field("text").strip();
        if (status.isEmpty() || name.isEmpty() || text.isEmpty() || Wording.length(text, -1) > 140) {
            return Reply.seeOther("/");
        }
        World.User who = world.citizen(name);
        if (who.office()) {
            return Reply.seeOther("/#p" + status.get().id());
        }
        Comment comment = citizens.comment(who, status.get(), text, "");
        return Reply.seeOther("/#c" + comment.id()).taking("comment " + comment.id());
    }

    @Override
    public @Nullable Reply script(Call call) {
        return call.path().startsWith("/sim/people/") ? citizens.answer(call) : office.answer(call);
    }

    @Override
    public Reply error(Call call, int code) {
        return codes.reply(call, code);
    }

    @Override
    public List<String> callers(Call call) {
        return world.tokens
                .find(Api.token(call))
                .map((Token t) -> List.of(t.token(), t.uid()))
                .orElse(List.of());
    }
}
