package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Figures;
import org.lianxin.channels.OneAccount;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Far.Answer;
import org.lianxin.simulators.wechat.WechatSimulator;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** An account of the traffic unit, connected to a WeChat that refuses what the real one refuses. One program and one WeChat for all who begin here. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.wechat.poll=0s",
            // whatever the machine's speed, there is time for a receipt
            "lianxin.channels.receipts-within=60s",
            "lianxin.public-url=http://shifan.example",
            "lianxin.wechat.sign-in=wxvisits",
            "lianxin.wechat.domain-proof=AbCd12"
        })
abstract class OnWechat extends OneAccount {
    static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    static final Far FAR = Far.of(WechatSimulator::start);

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry settings) {
        settings.add("lianxin.wechat.api", FAR::url);
        settings.add("lianxin.wechat.open", FAR::url);
    }

    @Autowired
    WechatConnects connects;

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

    String appid;

    @BeforeEach
    void connected() {
        // the other side's time has gone on with each test
        clock.set(Instant.parse(FAR.get("/sim/clock").json().path("now").asString()));
        appid = "wx" + NEXT.incrementAndGet();
        open(Platform.WECHAT, appid, "公众号" + appid);
        FAR.json("/sim/apps", "{'appid':'" + appid + "','secret':'secret1','name':'" + appid + "'}");
        FAR.json("/sim/knobs", "{'publishSeconds':30,'pushTimeoutMs':60000}");
        connect("");
    }

    @AfterEach
    void allIsWellAgain() {
        FAR.delete("/sim/faults");
    }

    Outcome<Connections.Granted> tried(String secret, String aes) {
        return connects.tried(account, Map.of("appid", appid, "secret", secret, "token", "AAAAA", "aes", aes));
    }

    /** Connected as an editor does it, and entered in the platform's console. */
    void connect(String aes) {
        connect(tried("secret1", aes).orThrow());
        Answer entered = FAR.json(
                "/sim/pushes",
                "{'app':'" + appid + "','token':'AAAAA','aesKey':'" + aes + "','url':'" + hook("wechat") + "'}");
        assertThat(entered.status()).isEqualTo(200);
    }

    void fault(String path, String fault) {
        FAR.json("/sim/faults", "{'path':'/cgi-bin/" + path + "','who':'" + appid + "'," + fault + "}");
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

    /** Over there as well. */
    @Override
    protected void later(Duration time) {
        FAR.advance(time.toString());
        super.later(time);
    }
}
