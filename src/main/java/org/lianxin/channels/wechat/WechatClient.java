package org.lianxin.channels.wechat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import me.chanjar.weixin.common.bean.oauth2.WxOAuth2AccessToken;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceHttpClientImpl;
import me.chanjar.weixin.mp.bean.material.WxMpMaterial;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of WeChat's interface. A token that is over is fetched anew and the call made once more by the library, which is safe: WeChat looks
 * at the token first. Nothing else is repeated.
 */
@Component
class WechatClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WechatSettings settings;
    private final WechatHttp http;
    private final Map<Long, Kept> services = new ConcurrentHashMap<>();

    WechatClient(WechatSettings settings, WechatHttp http) {
        this.settings = settings;
        this.http = http;
    }

    private record Kept(int version, WxMpService service) {}

    /** What came of a call. */
    sealed interface Said {
        record Yes(JsonNode body) implements Said {}

        /** WeChat said no, with a number of its own and perhaps more in its answer. */
        record No(int code, String words, JsonNode body) implements Said {}

        /** Nothing was sent. */
        record NotReached() implements Said {}

        /** Sent, at least in part, and no answer came that can be read. */
        record Lost(String why) implements Said {}
    }

    private interface Errand {
        String with(WxMpService service) throws WxErrorException;
    }

    /** Never throws. */
    Said post(Connection connection, WechatCall call, Object body) {
        return call(connection, service -> service.post(call, JSON.writeValueAsString(body)));
    }

    Said get(Connection connection, WechatCall call) {
        return call(connection, service -> service.get(call, ""));
    }

    /** A picture for the text of an article; the answer carries its {@code url}. */
    Said uploadImage(Connection connection, Path file) {
        return call(
                connection,
                service -> JSON.writeValueAsString(Map.of(
                        "url",
                        service.getMaterialService()
                                .mediaImgUpload(file.toFile())
                                .getUrl())));
    }

    /** A cover; the answer carries its {@code media_id}. */
    Said uploadCover(Connection connection, Path file) {
        return call(
                connection,
                service -> JSON.writeValueAsString(Map.of(
                        "media_id",
                        service.getMaterialService()
                                .materialFileUpload("image", new WxMpMaterial("cover", file.toFile(), "", ""))
                                .getMediaId())));
    }

    /**
     * Who came with a code of the web authorisation; the answer carries {@code openid}, and {@code half} if it is nobody's. No token of the
     * account is needed for it, and the one that comes along is let go.
     */
    Said visitor(Connection connection, String code) {
        try {
            WxOAuth2AccessToken known = service(connection).getOAuth2Service().getAccessToken(code);
            return new Said.Yes(JSON.createObjectNode()
                    .put("openid", Objects.requireNonNullElse(known.getOpenId(), ""))
                    .put("half", Integer.valueOf(1).equals(known.getSnapshotUser())));
        } catch (WxErrorException no) {
            return no(no);
        } catch (RuntimeException trouble) {
            return lost(trouble);
        }
    }

    /** The token for what the library does not do as we want it; empty if there is none to be had. {@code anew}: the last one was not taken. */
    Optional<String> token(Connection connection, boolean anew) {
        WxMpService service = service(connection);
        if (anew) {
            // asked for again, as the library does, and not killed for others
            service.getWxMpConfigStorage().expireAccessToken();
        }
        try {
            return Optional.of(service.getAccessToken());
        } catch (WxErrorException | RuntimeException none) {
            return Optional.empty();
        }
    }

    private Said call(Connection connection, Errand errand) {
        WxMpService service = service(connection);
        try {
            service.getAccessToken();
        } catch (WxErrorException no) {
            return no(no);
        } catch (RuntimeException noToken) {
            // only the token was asked for
            return new Said.NotReached();
        }
        try {
            String answer = errand.with(service);
            return new Said.Yes(JSON.readTree(answer));
        } catch (WxErrorException no) {
            return no(no);
        } catch (JacksonException unreadable) {
            return new Said.Lost("unreadable");
        } catch (RuntimeException trouble) {
            return lost(trouble);
        }
    }

    private static Said no(WxErrorException no) {
        if (no.getCause() instanceof IOException broken) {
            return lost(broken);
        }
        var error = no.getError();
        // what is no answer of WeChat's has no number either
        return error == null || error.getErrorCode() == 0
                ? new Said.Lost("unreadable")
                : new Said.No(error.getErrorCode(), String.valueOf(error.getErrorMsg()), body(error.getJson()));
    }

    private static JsonNode body(@Nullable String json) {
        try {
            return JSON.readTree(json == null ? "{}" : json);
        } catch (JacksonException unreadable) {
            return JSON.createObjectNode();
        }
    }

    private static Said lost(Throwable trouble) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof ConnectException
                    || t instanceof ConnectTimeoutException
                    || t instanceof UnknownHostException) {
                return new Said.NotReached();
            }
        }
        Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
        return new Said.Lost(cause.getClass().getSimpleName());
    }

    /** One for each connection as it stands: it keeps the token. */
    private WxMpService service(Connection connection) {
        if (connection.account() == 0) {
            return open(connection);
        }
        return services.compute(
                        connection.account(),
                        (account, kept) -> kept != null && kept.version() == connection.version()
                                ? kept
                                : new Kept(connection.version(), open(connection)))
                .service();
    }

    private WxMpService open(Connection connection) {
        WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
        config.setAppId(connection.remoteId());
        config.setSecret(connection.secret("secret"));
        config.useStableAccessToken(true);
        String api = settings.api().toString();
        config.setHostConfig(new WxMpHostConfig(api, api, api));
        config.setApacheHttpClientBuilder(http);
        WxMpService service = new WxMpServiceHttpClientImpl();
        service.setWxMpConfigStorage(config);
        // it would send again what is busy, and sleep over it
        service.setMaxRetryTimes(0);
        return service;
    }
}
