package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lianxin.cases.Cases;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Figures;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Clockwork;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Far.Answer;
import org.lianxin.simulators.Simulator;
import org.lianxin.simulators.wechat.WechatSimulator;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** An account of the traffic unit, connected to a WeChat that refuses what the real one refuses. One program and one WeChat for all who begin here. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.wechat.poll=0s",
            "lianxin.public-url=http://shifan.example"
        })
abstract class OnWechat {
    static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final AtomicInteger NEXT = new AtomicInteger();
    static final Simulator SIMULATOR = simulator();
    static final Far FAR = new Far(SIMULATOR);

    private static Simulator simulator() {
        try {
            Path folder = Files.createTempDirectory("wechat");
            return WechatSimulator.start(0, folder.resolve("journal.jsonl"), book -> Clockwork.running(null, 1));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry settings) {
        settings.add("lianxin.wechat.api", SIMULATOR::url);
    }

    @Autowired
    Connections connections;

    @Autowired
    WechatConnects connects;

    @Autowired
    Accounts accounts;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Delivery delivery;

    @Autowired
    WechatPolling polling;

    @Autowired
    WechatJobs jobs;

    @Autowired
    org.lianxin.intake.Arrivals arrivals;

    @Autowired
    WechatMenus menus;

    @Autowired
    WechatCounts counts;

    @Autowired
    Figures figures;

    @Autowired
    Cases cases;

    @Autowired
    LianxinClock clock;

    @Autowired
    ApplicationContext context;

    @Value("${local.server.port}")
    int port;

    Cast cast;
    Deeds deeds;
    Account account;
    String appid;

    @BeforeEach
    void connected() {
        // the other side's time has gone on with each test
        clock.set(Instant.parse(FAR.get("/sim/clock").json().path("now").asString()));
        cast = Cast.in(context);
        deeds = Deeds.of("traffic", "公众号", context);
        appid = "wx" + NEXT.incrementAndGet();
        var made = accounts.open(
                        NewAccount.of(cast.unit("traffic").id(), Platform.WECHAT, appid, "公众号" + appid)
                                .withExcuse("测试用的又一个账号"),
                        null)
                .orThrow();
        accounts.move(made.id(), AccountState.TRIAL, "", null).orThrow();
        account = accounts.move(made.id(), AccountState.LIVE, "", null).orThrow();
        FAR.json("/sim/apps", "{'appid':'" + appid + "','secret':'secret1','name':'" + appid + "'}");
        FAR.json("/sim/knobs", "{'publishSeconds':30}");
        connect("");
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
        FAR.delete("/sim/faults");
    }

    Outcome<Connections.Granted> tried(String secret, String aes) {
        return connects.tried(account, Map.of("appid", appid, "secret", secret, "token", "AAAAA", "aes", aes));
    }

    /** Connected as an editor does it, and entered in the platform's console. */
    void connect(String aes) {
        connections
                .connect(account, tried("secret1", aes).orThrow(), cast.person("traffic.editor"))
                .orThrow();
        Answer entered = FAR.json(
                "/sim/pushes", "{'app':'" + appid + "','token':'AAAAA','aesKey':'" + aes + "','url':'" + hook() + "'}");
        assertThat(entered.status()).isEqualTo(200);
    }

    String hook() {
        return "http://127.0.0.1:" + port + "/hooks/wechat/" + account.id();
    }

    void fault(String path, String fault) {
        FAR.json("/sim/faults", "{'path':'/cgi-bin/" + path + "','who':'" + appid + "'," + fault + "}");
    }

    Post post(String words, Illustration... media) {
        return deeds.sentTo("绕行提示", words, List.of(media), account.id());
    }

    Waybill waybill(Post post) {
        return deliveries.of("post", post.id(), cast.person("traffic.editor")).getFirst();
    }

    String token() {
        return FAR.json(
                        "/cgi-bin/stable_token",
                        "{'grant_type':'client_credential','appid':'" + appid + "','secret':'secret1'}")
                .json()
                .path("access_token")
                .asString();
    }

    JsonNode there() {
        return FAR.json(
                        "/cgi-bin/freepublish/batchget?access_token=" + token(),
                        "{'offset':0,'count':20,'no_content':0}")
                .json()
                .path("item");
    }

    /** Over there, and here so that what waited is looked at again. */
    void later(Duration time) {
        FAR.json("/sim/clock", "{'advance':'" + time + "'}");
        clock.set(clock.instant().plus(time));
        delivery.drain();
    }
}
