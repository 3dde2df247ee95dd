package org.lianxin.simulators.wechat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Logbook;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Token;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The doors of the API: which there are, what each may be told, how often a day, and who may pass. */
final class Api {
    private static final Set<String> MULTIPART = Set.of("/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material");

    private final Map<String, Door> doors = new HashMap<>();
    private final World world;
    private final Codes codes;
    private final Tokens tokens;

    Api(World world, Codes codes, List<Door> doors) {
        this.world = world;
        this.codes = codes;
        this.tokens = new Tokens(world, codes);
        doors.forEach(this::open);
        open(Door.of("/cgi-bin/openapi/quota/get", this::quota));
        open(Door.of("/cgi-bin/clear_quota", this::clear));
    }

    private void open(Door door) {
        doors.put(door.path(), door);
    }

    Reply answer(Call call) {
        if (call.path().equals("/cgi-bin/token")) {
            return tokens.plain(call);
        }
        if (call.path().equals("/cgi-bin/stable_token")) {
            return tokens.stable(call);
        }
        Door door = doors.get(call.path());
        if (door == null) {
            return Reply.notFound();
        }
        if (!door.method().equals(call.method())) {
            return codes.reply(door.method().equals("POST") ? 43002 : 43001);
        }
        int no = fault(call);
        if (no != 0) {
            return codes.reply(no);
        }
        Account account = world.accounts
                .find(world.tokens
                        .find(call.field("access_token"))
                        .orElseThrow()
                        .appid())
                .orElseThrow();
        Ask bare = new Ask(call, account, Logbook.JSON.createObjectNode(), codes);
        Counters counters = world.equipment.counters();
        if (!counters.spend(account.appid() + " " + door.path(), Span.DAY, world.knob(door.path()))) {
            return bare.no(45009);
        }
        if (MULTIPART.contains(door.path())) {
            return call.type().equals(Call.MULTIPART) ? door.work().apply(bare) : bare.no(41005);
        }
        return door.method().equals("GET") ? door.work().apply(bare) : read(bare, door);
    }

    private static Reply read(Ask bare, Door door) {
        if (bare.call().body().length == 0) {
            return bare.no(44002);
        }
        try {
            // a character that is written as an escape is shown as it is written
            String raw = new String(bare.call().body(), StandardCharsets.UTF_8)
                    .replaceAll("(?<!\\\\)\\\\u([4-9a-f][0-9a-f]{3})", "\\\\\\\\u$1");
            JsonNode body = Logbook.JSON.readTree(raw);
            if (!body.isObject()) {
                return bare.no(47001);
            }
            return door.fields().containsAll(body.propertyNames())
                    ? door.work().apply(new Ask(bare.call(), bare.account(), body, bare.codes()))
                    : bare.no(40035);
        } catch (JacksonException noJson) {
            return bare.no(47001);
        }
    }

    private int fault(Call call) {
        if (call.field("access_token").isEmpty()) {
            return 41001;
        }
        Optional<Token> token = world.tokens.find(call.field("access_token"));
        if (token.isEmpty()) {
            return 40001;
        }
        Token found = token.get();
        Instant now = world.time();
        if (found.ends().isAfter(now)) {
            return 0;
        }
        boolean lived = !found.ends().isBefore(found.made().plusSeconds(7_200));
        return lived ? 42001 : 40001;
    }

    private Reply quota(Ask ask) {
        Door door = doors.get(ask.text("cgi_path"));
        if (door == null) {
            return ask.no(40035);
        }
        long limit = world.knob(door.path());
        long used = world.equipment.counters().used(ask.appid() + " " + door.path(), Span.DAY);
        return Codes.ok(Map.of("quota", Map.of("daily_limit", limit, "used", used, "remain", limit - used)));
    }

    private Reply clear(Ask ask) {
        if (!ask.text("appid").equals(ask.appid())) {
            return ask.no(40013);
        }
        if (!world.equipment.counters().spend("clear " + ask.appid(), Span.MONTH, 10)) {
            return ask.no(48006);
        }
        world.equipment.counters().clear(ask.appid() + " ");
        return Codes.ok();
    }
}
