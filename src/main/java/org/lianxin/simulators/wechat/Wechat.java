package org.lianxin.simulators.wechat;

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
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Publication;

/** All doors of the simulated platform: the API, the pages for people, the script of its world. */
final class Wechat implements Platform {
    private static final Pattern ARTICLE = Pattern.compile("/s/(\\d{1,20})/(\\d)");
    private final World world;
    private final Codes codes = new Codes();
    private final Materials materials;
    private final Api api;
    private final Office office;
    private final People people;
    private final Page page;
    private final WebAuthorisation web;

    Wechat(Equipment equipment) {
        world = new World(equipment);
        materials = new Materials(world);
        Messages messages = new Messages(world);
        Callbacks callbacks = new Callbacks(world, new Pushes(equipment.knobs()), messages);
        Drafts drafts = new Drafts(world, materials);
        Menus menus = new Menus(world);
        Publications publications = new Publications(world, drafts, callbacks);
        api = new Api(world, codes, doors(drafts, publications, messages, menus));
        office = new Office(world, callbacks);
        people = new People(world, messages, callbacks, materials);
        page = new Page(world, new Words("wechat"), menus);
        web = new WebAuthorisation(world, codes, page);
    }

    private List<Door> doors(Drafts drafts, Publications publications, Messages messages, Menus menus) {
        Comments comments = new Comments(world);
        Statistics statistics = new Statistics(world);
        String bin = "/cgi-bin/";
        return List.of(
                Door.of(bin + "media/uploadimg", materials::uploadImage),
                Door.of(bin + "media/get", materials::get),
                Door.of(bin + "material/add_material", materials::addMaterial),
                Door.of(bin + "draft/add", drafts::add),
                Door.of(bin + "draft/get", drafts::get),
                Door.of(bin + "draft/update", drafts::update),
                Door.of(bin + "draft/delete", drafts::delete),
                Door.of(bin + "draft/batchget", drafts::batch),
                Door.of(bin + "draft/count", drafts::count),
                Door.of(bin + "freepublish/submit", publications::submit),
                Door.of(bin + "freepublish/get", publications::get),
                Door.of(bin + "freepublish/delete", publications::delete),
                Door.of(bin + "freepublish/getarticle", publications::article),
                Door.of(bin + "freepublish/batchget", publications::batch),
                Door.of(bin + "message/mass/sendall", publications::sendAll),
                Door.of(bin + "message/mass/get", publications::massGet),
                Door.of(bin + "message/mass/delete", publications::massDelete),
                Door.of(bin + "comment/open", comments::open),
                Door.of(bin + "comment/close", comments::close),
                Door.of(bin + "comment/list", comments::list),
                Door.of(bin + "comment/markelect", comments::elect),
                Door.of(bin + "comment/unmarkelect", comments::unelect),
                Door.of(bin + "comment/delete", comments::delete),
                Door.of(bin + "comment/reply/add", comments::reply),
                Door.of(bin + "comment/reply/delete", comments::unreply),
                Door.of(bin + "message/custom/send", messages::send),
                Door.of(bin + "menu/create", menus::create),
                Door.of(bin + "menu/get", menus::get),
                Door.of(bin + "menu/delete", menus::delete),
                Door.of(bin + "user/get", statistics::users),
                Door.of(bin + "user/info", statistics::user),
                Door.of("/datacube/getusersummary", statistics::summary),
                Door.of("/datacube/getusercumulate", statistics::cumulated),
                Door.of("/datacube/getbizsummary", statistics::business),
                Door.of("/datacube/getarticletotaldetail", statistics::articles));
    }

    @Override
    public boolean api(String path) {
        return path.startsWith("/cgi-bin/") || path.startsWith("/datacube/") || path.equals(WebAuthorisation.EXCHANGE);
    }

    @Override
    public Reply answer(Call call) {
        if (call.path().equals(WebAuthorisation.EXCHANGE)) {
            return web.exchange(call);
        } else if (call.path().equals(WebAuthorisation.ASK)) {
            return web.ask(call);
        } else if (api(call.path())) {
            return api.answer(call);
        }
        return call.method().equals("POST") ? written(call) : seen(call);
    }

    private Reply seen(Call call) {
        Matcher article = ARTICLE.matcher(call.path());
        if (call.path().equals("/")) {
            return Reply.html(page.articles());
        } else if (call.path().equals("/page.css")) {
            return Words.style();
        } else if (call.path().startsWith("/mmbiz/")) {
            return materials.picture(call.path().substring("/mmbiz/".length()));
        } else if (call.path().startsWith("/u/")) {
            return world.accounts
                    .find(call.path().substring("/u/".length()))
                    .map(a -> Reply.html(page.account(a)))
                    .orElseGet(Reply::notFound);
        } else if (article.matches()) {
            int index = Integer.parseInt(article.group(2)) - 1;
            return publication(article.group(1))
                    .filter(p -> world.article(p, index).isPresent())
                    .map(p -> Reply.html(page.article(p, index)))
                    .orElseGet(Reply::notFound);
        }
        return Reply.notFound();
    }

    private Optional<Publication> publication(String data) {
        return world.publications.all().stream()
                .filter(p -> p.data().equals(data) && p.state() == 0)
                .findFirst();
    }

    /** A form of the page was sent. */
    private Reply written(Call call) {
        String name = call.field("name").strip();
        String text = call.field("text").strip();
        if (name.isEmpty() || text.isEmpty() || text.length() > 500) {
            return Reply.seeOther("/");
        }
        if (call.path().equals("/people/message")) {
            Account account = world.accounts.find(call.field("app")).orElse(null);
            if (account == null) {
                return Reply.notFound();
            }
            Reply pushed = people.message(account, world.person(account, name), People.Said.text(text), 1);
            Reply there = Reply.seeOther("/u/" + account.appid());
            return pushed.after(() -> pushed.after() == null
                    ? there
                    : there.taking(pushed.after().get().taken()));
        }
        Publication article = publication(call.field("data")).orElse(null);
        if (!call.path().equals("/people/comment")
                || article == null
                || !call.field("index").matches("\\d")) {
            return Reply.notFound();
        }
        Account account = world.accounts.find(article.appid()).orElseThrow();
        int index = Integer.parseInt(call.field("index"));
        people.comment(account, world.person(account, name), article.data(), index, text);
        return Reply.seeOther("/s/" + article.data() + "/" + (index + 1));
    }

    @Override
    public @Nullable Reply script(Call call) {
        return call.path().startsWith("/sim/people/") ? people.answer(call) : office.answer(call);
    }

    @Override
    public Reply error(Call call, int code) {
        return codes.reply(code);
    }

    @Override
    public List<String> callers(Call call) {
        return world.tokens
                .find(call.field("access_token"))
                .map(t -> List.of(t.token(), t.appid()))
                .orElseGet(() -> call.field("appid").isEmpty() ? List.of() : List.of(call.field("appid")));
    }
}
