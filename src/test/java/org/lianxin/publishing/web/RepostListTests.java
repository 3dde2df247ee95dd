package org.lianxin.publishing.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@LianxinTest
class RepostListTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    RepostList list;

    @Autowired
    LianxinClock clock;

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private List<Long> found(List<Platform> platforms) {
        return list.find(Cast.in(context).unit("water").id(), platforms, "可转", null, 20).items().stream()
                .map(RepostList.Row::id)
                .toList();
    }

    @Test
    void what_is_new_is_offered_where_it_can_be_carried_and_what_is_old_is_not_looked_through() {
        Deeds there = Deeds.of("traffic", "可转", context);
        Post post = there.sentTo(
                "可转的一篇", "今晚封路。", List.of(), Cast.in(context).site("traffic").id());
        assertThat(found(List.of(Platform.SITE))).contains(post.id());
        assertThat(found(List.of(Platform.WEIBO))).doesNotContain(post.id());
        assertThat(found(List.of())).isEmpty();
        clock.set(clock.instant().plus(Duration.ofDays(91)));
        assertThat(found(List.of(Platform.SITE))).isEmpty();
    }
}
