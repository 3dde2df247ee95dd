package org.lianxin.channels.wechat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.intake.Recognising;
import org.lianxin.intake.Visitor;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** By WeChat's web authorisation, which only verified service accounts have. It is asked for the id of the person with the account and for nothing else. */
@Component
class WechatRecognising implements Recognising {
    static final String PATH = "/letters/wechat";

    private static final Logger LOG = LoggerFactory.getLogger(WechatRecognising.class);
    /** It goes into an address as it is. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final Pattern OPENID = Pattern.compile("[A-Za-z0-9_-]{6,64}");

    private final WechatVisitSettings settings;
    private final Connections connections;
    private final WechatClient client;
    private volatile String told = "";

    WechatRecognising(WechatVisitSettings settings, Connections connections, WechatClient client) {
        this.settings = settings;
        this.connections = connections;
        this.client = client;
    }

    /** What came of a code. */
    sealed interface Shown {
        record By(Visitor visitor) implements Shown {}

        /** WeChat does not know the code, or not any more. */
        record Nobody() implements Shown {}

        /** WeChat shows a copy of the page to somebody who has opened it half, under an id that nobody has. */
        record Half() implements Shown {}

        /** WeChat was not there, or what it said cannot be read. */
        record Away() implements Shown {}
    }

    @Override
    public Optional<Place> place() {
        return connection().map(c -> new Place(c.account(), c.remoteName(), PATH, settings.browser()));
    }

    /** The one place where it is decided whether citizens are recognised at all. */
    Optional<Connection> connection() {
        if (settings.off()) {
            return Optional.empty();
        }
        Optional<Connection> named = connections.open(Platform.WECHAT).stream()
                .filter(c -> c.remoteId().equals(settings.signIn()))
                .findFirst();
        if (named.isEmpty()) {
            tell("no account of that AppID is connected");
        } else if (!named.get().secret("kind").equals(WechatConnects.SERVICE)) {
            tell("the account is not connected as a service account");
        } else {
            told = "";
            return named;
        }
        return Optional.empty();
    }

    /** Once for each reason, not at each page. */
    private void tell(String why) {
        if (!told.equals(why)) {
            told = why;
            LOG.warn("lianxin.wechat.sign-in: {}, so citizens cannot sign in by WeChat", why);
        }
    }

    Shown show(Connection connection, String code) {
        if (!CODE.matcher(code).matches()) {
            return new Shown.Nobody();
        }
        return switch (client.visitor(connection, code)) {
            case Said.Yes yes -> {
                String openid = yes.body().path("openid").asString("");
                boolean half = yes.body().path("half").asBoolean(false);
                yield half
                        ? new Shown.Half()
                        : OPENID.matcher(openid).matches()
                                ? new Shown.By(new Visitor(connection.account(), WechatSeal.thread(connection, openid)))
                                : new Shown.Away();
            }
            case Said.No no -> refused(no);
            case Said.NotReached none -> new Shown.Away();
            case Said.Lost lost -> new Shown.Away();
        };
    }

    /** What is wrong with the code is the visitor's to repeat; all else is between us and WeChat. */
    private static Shown refused(Said.No no) {
        return switch (no.code()) {
            case 40029, 40163, 41008, 42003 -> new Shown.Nobody();
            default -> {
                LOG.warn("WeChat recognises nobody: {}", no.code());
                yield new Shown.Away();
            }
        };
    }
}
