package org.lianxin.simulators.mastodon;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Platform;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;

/** All doors of the simulated server: the interface, the page for people with the question whether an app may, the script of its world. */
final class Mastodon implements Platform {
    private final World world;
    private final Api api;
    private final Oauth oauth;
    private final Office office;
    private final Writing writing;
    private final Page page;

    Mastodon(Equipment equipment) {
        world = new World(equipment);
        Shapes shapes = new Shapes(world);
        page = new Page(world, new Words("mastodon"));
        writing = new Writing(world, shapes);
        oauth = new Oauth(world, page);
        api = new Api(world, shapes, writing, oauth);
        office = new Office(world, writing, oauth);
    }

    @Override
    public boolean api(String path) {
        return path.startsWith("/api/") || path.equals("/oauth/token") || path.equals("/oauth/revoke");
    }

    @Override
    public Reply answer(Call call) {
        if (api(call.path())) {
            return api.answer(call);
        } else if (call.path().equals("/oauth/authorize")) {
            return oauth.authorize(call);
        } else if (call.is("POST", "/people/status")) {
            return office.written(call);
        } else if (!call.method().equals("GET")) {
            return Reply.notFound();
        } else if (call.path().equals("/page.css")) {
            return Words.style();
        } else if (call.path().startsWith("/pictures/")) {
            return writing.picture(call.path().substring("/pictures/".length()));
        }
        return page.of(call.path()).map(Reply::html).orElseGet(Reply::notFound);
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
        return api.token(call)
                .flatMap(t -> world.users.find(t.user()))
                .map(u -> List.of(u.username()))
                .orElse(List.of());
    }
}
