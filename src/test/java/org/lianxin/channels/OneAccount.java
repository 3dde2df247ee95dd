package org.lianxin.channels;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** For each test a new account of the traffic unit on one network, and what its people do with it. Who begins here says which network, and connects it. */
public abstract class OneAccount {
    protected static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    protected Connections connections;

    @Autowired
    protected Deliveries deliveries;

    @Autowired
    protected Delivery delivery;

    @Autowired
    protected Cases cases;

    @Autowired
    protected LianxinClock clock;

    @Autowired
    protected ApplicationContext context;

    @LocalServerPort
    protected int port;

    protected Cast cast;
    protected Deeds deeds;
    protected Account account;

    @BeforeEach
    final void theUnitIsAtWork() {
        cast = Cast.in(context);
        deeds = Deeds.of("traffic", "一篇", context);
    }

    @AfterEach
    final void theClockRunsOn() {
        clock.set(null);
    }

    protected final void open(Platform platform, String handle, String name) {
        account = cast.live("traffic", platform, handle, name);
    }

    protected final void connect(Connections.Granted granted) {
        connections.connect(account, granted, cast.person("traffic.editor")).orThrow();
    }

    protected final Connection connection() {
        return connections.of(account.id()).orElseThrow();
    }

    /** Where the network pushes to. */
    protected final String hook(String network) {
        return "http://127.0.0.1:" + port + "/hooks/" + network + "/" + account.id();
    }

    protected final Post post(String words, Illustration... media) {
        return deeds.sentTo("绕行提示", words, List.of(media), account.id());
    }

    protected final List<Waybill> waybills(Post post) {
        return deliveries.of("post", post.id(), cast.person("traffic.editor"));
    }

    protected final Waybill waybill(Post post) {
        return waybills(post).getFirst();
    }

    /** What waited is looked at again. */
    protected void later(Duration time) {
        clock.set(clock.instant().plus(time));
        delivery.drain();
    }

    /** In whose words this stands. */
    protected final List<Case> letters(String words) {
        return cases.list(new Cases.Filter(Cases.Part.ALL, null, null, words), null, 5, cast.person("traffic.editor"))
                .items();
    }

    protected final Case letter(String words) {
        return letters(words).getFirst();
    }
}
