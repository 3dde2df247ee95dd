package org.lianxin.simulators.weibo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.User;

/** One call of the API that has passed the door: by which app, for which account. */
record Ask(Call call, App app, User user, Codes codes) {

    String text(String name) {
        return call.field(name);
    }

    long number(String name, long otherwise) {
        try {
            return text(name).isEmpty() ? otherwise : Long.parseLong(text(name));
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }

    boolean biz() {
        return call.path().endsWith("/biz.json");
    }

    Reply no(int code, Object... values) {
        return codes.reply(call, code, values);
    }

    /** A page of what is newest first: greater than {@code since_id}, at most {@code max_id}. */
    <T> Page<T> page(List<T> newestFirst, Function<T, String> id, long usual, int most) {
        long since = number("since_id", 0);
        long max = number("max_id", 0);
        List<T> meant = newestFirst.stream()
                .filter(t -> Long.parseLong(id.apply(t)) > since)
                .filter(t -> max == 0 || Long.parseLong(id.apply(t)) <= max)
                .toList();
        int count = Math.clamp(number("count", usual), 1, most);
        int from = Math.min(meant.size(), (Math.clamp(number("page", 1), 1, 10_000) - 1) * count);
        int to = Math.min(meant.size(), from + count);
        long next = to < meant.size() ? Long.parseLong(id.apply(meant.get(to))) : 0;
        return new Page<>(new ArrayList<>(meant.subList(from, to)), next, newestFirst.size());
    }

    record Page<T>(List<T> things, long next, int total) {}
}
