package org.lianxin.simulators.weibo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.Token;

/** The doors under {@code /2/}: which there are, what each must and may be told, and who may pass. */
final class Api {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+");
    private static final String PAGING = " since_id max_id count page";
    private static final String POST = " visible list_id lat long annotations rip";

    /** @param parameters those with an exclamation mark are required */
    private record Door(String method, boolean advanced, String parameters, Function<Ask, Reply> work) {
        List<String> required() {
            return names().filter(n -> n.endsWith("!"))
                    .map(n -> n.substring(0, n.length() - 1))
                    .toList();
        }

        List<String> known() {
            return Stream.concat(names().map(n -> n.replace("!", "")), Stream.of("access_token", "source"))
                    .toList();
        }

        private Stream<String> names() {
            return Stream.of(parameters.split(" ")).filter(n -> !n.isEmpty());
        }
    }

    private final Map<String, Door> doors = new HashMap<>();
    private final World world;
    private final Codes codes;

    Api(World world, Codes codes, Words words, Publishing publishing, Fans fans) {
        this.world = world;
        this.codes = codes;
        Commenting commenting = new Commenting(world, words);
        Reading reading = new Reading(world);
        open("POST", "statuses/share", "status! pic rip!", publishing::share);
        both("POST", "statuses/update", "status! is_longtext" + POST, publishing::update);
        both("POST", "statuses/upload", "status! pic! is_longtext" + POST, publishing::upload);
        both("POST", "statuses/upload_url_text", "status! url pic_id is_longtext" + POST, publishing::uploadUrlText);
        both("POST", "statuses/upload_pic", "pic!", publishing::uploadPicture);
        both("POST", "statuses/repost", "id! status is_comment rip", publishing::repost);
        both("POST", "statuses/destroy", "id!", publishing::destroy);
        String timeline = "uid screen_name base_app feature trim_user" + PAGING;
        open("GET", "statuses/user_timeline", timeline, reading::userTimeline);
        commercial("GET", "statuses/user_timeline", timeline, reading::userTimeline);
        String filters = " filter_by_author filter_by_source filter_by_type trim_user" + PAGING;
        open("GET", "statuses/mentions", filters, reading::mentions);
        commercial("GET", "statuses/mentions", filters, reading::mentions);
        open("GET", "statuses/show", "id!", reading::show);
        open("GET", "statuses/count", "ids!", reading::count);
        commercial("GET", "statuses/count", "ids!", reading::count);
        open("POST", "comments/create", "comment! id! comment_ori rip!", commenting::create);
        open("POST", "comments/reply", "cid! id! comment! without_mention comment_ori rip!", commenting::reply);
        open("POST", "comments/destroy", "cid!", commenting::destroy);
        open("GET", "comments/show", "id! filter_by_author" + PAGING, commenting::show);
        open("GET", "comments/to_me", filters, commenting::toMe);
        open("GET", "comments/by_me", filters, commenting::byMe);
        open("GET", "comments/mentions", filters, commenting::mentions);
        open("GET", "comments/timeline", filters, commenting::timeline);
        open("GET", "comments/show_batch", "cids!", commenting::batch);
        open("GET", "users/show", "uid screen_name", reading::userShow);
        open("GET", "users/counts", "uids!", reading::userCounts);
        open("GET", "account/get_uid", "", reading::uid);
        open("GET", "account/rate_limit_status", "", reading::limits);
        doors.put("/2/mss/msget", new Door("GET", false, "fid!", publishing::attachment));
        open("POST", "messages/reply", "type! data! receiver_id! save_sender_box", fans::reply);
    }

    private void open(String method, String name, String parameters, Function<Ask, Reply> work) {
        doors.put("/2/" + name + ".json", new Door(method, false, parameters, work));
    }

    private void commercial(String method, String name, String parameters, Function<Ask, Reply> work) {
        doors.put("/2/" + name + "/biz.json", new Door(method, true, parameters, work));
    }

    /** For apps with special permission only, by either path. */
    private void both(String method, String name, String parameters, Function<Ask, Reply> work) {
        doors.put("/2/" + name + ".json", new Door(method, true, parameters, work));
        commercial(method, name, parameters, work);
    }

    Reply answer(Call call) {
        Door door = doors.get(call.path());
        if (door == null) {
            return codes.reply(call, 10020);
        }
        if (!call.method().equals(door.method())) {
            return codes.reply(call, 10021);
        }
        Counters counters = world.equipment.counters();
        if (!counters.spend("ip " + call.address(), Span.HOUR, world.knob("ipPerHour"))) {
            return codes.reply(call, 10022);
        }
        Optional<Token> token = world.tokens.find(token(call));
        int bad = fault(call, token.orElse(null));
        if (bad != 0 || token.isEmpty()) {
            return codes.reply(call, bad);
        }
        App app = world.apps.find(token.get().app()).orElseThrow();
        Ask ask = new Ask(call, app, world.owner(token.get().uid()), codes);
        boolean counted = !call.path().equals("/2/account/rate_limit_status.json");
        if (counted
                && !counters.spend(
                        "calls " + app.key() + " " + token.get().uid(), Span.DAY, world.knob("callsPerDay"))) {
            return ask.no(10023);
        }
        if (door.advanced() && !app.advanced()) {
            return ask.no(10014);
        }
        Reply no = malformed(ask, door);
        return no != null ? no : door.work().apply(ask);
    }

    private int fault(Call call, @Nullable Token token) {
        if (token(call).isEmpty()) {
            return 10006;
        }
        if (token == null) {
            return 21332;
        }
        if (token.revoked()) {
            return (int) world.knob("revokedCode");
        }
        return token.ends().isAfter(world.time()) ? 0 : 21327;
    }

    private static @Nullable Reply malformed(Ask ask, Door door) {
        Call call = ask.call();
        List<String> given = new ArrayList<>(call.fields().keySet());
        given.addAll(call.files().keySet());
        boolean multipart = call.type().equals(Call.MULTIPART);
        if (door.method().equals("POST") && !multipart && !call.type().equals(Call.FORM)) {
            return ask.no(10007, call.type());
        }
        if (multipart && !door.known().contains("pic")) {
            return ask.no(10007, call.type());
        }
        if (!door.known().containsAll(given)) {
            return ask.no(10008);
        }
        for (String name : door.required()) {
            if (!given.contains(name)) {
                return ask.no(10016, name);
            }
        }
        String rip = call.field("rip");
        return rip.isEmpty() || ADDRESS.matcher(rip).matches()
                ? null
                : ask.no(10017, "Parameter (rip)'s value invalid, expect (IP) , but get (" + rip + ")");
    }

    static String token(Call call) {
        String header = call.header("authorization");
        return header.startsWith("OAuth2 ") ? header.substring(7).strip() : call.field("access_token");
    }
}
