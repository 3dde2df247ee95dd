package org.lianxin.simulators.wechat;

import java.util.Map;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Account;
import tools.jackson.databind.JsonNode;

/** One call of the API that has passed the door: for which account, with which JSON. */
record Ask(Call call, Account account, JsonNode body, Codes codes) {

    String appid() {
        return account.appid();
    }

    /** A text, or a number written as one. */
    String text(String name) {
        return body.path(name).asString("");
    }

    /** A number, or a text that is one. */
    long number(String name, long otherwise) {
        return number(body.path(name), otherwise);
    }

    static long number(JsonNode node, long otherwise) {
        try {
            return node.isMissingNode() || node.isNull()
                    ? otherwise
                    : Long.parseLong(node.asString("").strip());
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }

    Reply no(int code) {
        return codes.reply(code);
    }

    Reply no(int code, Map<String, ?> more) {
        return codes.reply(code, more);
    }
}
