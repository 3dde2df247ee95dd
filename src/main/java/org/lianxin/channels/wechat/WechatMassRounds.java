package org.lianxin.channels.wechat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks which messages to all are due, those too that a program has left behind that was ended in the middle. */
@Component
class WechatMassRounds {
    private static final Logger LOG = LoggerFactory.getLogger(WechatMassRounds.class);
    private static final int MOST = 20;

    private final WechatMasses masses;
    private final WechatMassing massing;
    private final boolean wanted;

    /** @param wanted false where somebody else drains, as for deliveries */
    WechatMassRounds(
            WechatMasses masses, WechatMassing massing, @Value("${lianxin.delivery.worker:true}") boolean wanted) {
        this.masses = masses;
        this.massing = massing;
        this.wanted = wanted;
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 6_000)
    void look() {
        if (wanted) {
            masses.claim(MOST)
                    .forEach(m -> Thread.ofVirtual()
                            .name("wechat-mass-" + m.delivery())
                            .start(() -> step(m)));
        }
    }

    /** The same in the calling thread. */
    void round() {
        masses.claim(MOST).forEach(this::step);
    }

    private void step(WechatMass m) {
        try {
            massing.step(m);
        } catch (RuntimeException trouble) {
            LOG.warn("the message to all of delivery {} waits: {}", m.delivery(), trouble.toString());
        }
    }
}
