package org.lianxin.delivery;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders that one published thing is taken away: by its connector, or by hand where the network or the program cannot. */
@Component
class Removals {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Networks networks;
    private final Wake wake;

    Removals(JdbcClient db, Ids ids, Clock clock, Networks networks, Wake wake) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.networks = networks;
        this.wake = wake;
    }

    /** Once for each published delivery; a withdrawal that the network had refused is tried anew. */
    void order(long published, String reason, @Nullable Long by) {
        DeliveryState state = state(published);
        db.sql("""
                        insert into delivery.delivery (id, review, target, kind, account, platform, subject_type, subject_id, unit, reference, digest, reason, actor,
                          published, state, queued_at, order_at, next_at)
                        select :id, review, target, 'WITHDRAW', account, platform, subject_type, subject_id, unit, reference, digest, :reason, cast(:by as bigint),
                          id, :state, :now, :now, :now from delivery.delivery where id = :published
                        on conflict (review, target, kind) do update set state = excluded.state, next_at = excluded.next_at, first_at = null, settled_at = null,
                          version = delivery.version + 1 where delivery.state = 'REFUSED'""")
                .param("id", ids.next())
                .param("reason", reason)
                .param("by", by)
                .param("state", state.name())
                .param("now", Sql.time(clock.instant()))
                .param("published", published)
                .update();
        wake.call();
    }

    private DeliveryState state(long published) {
        record Place(org.lianxin.registry.Platform platform, String remoteId) {}
        Place place = db.sql("select platform, remote_id from delivery.delivery where id = ?")
                .param(published)
                .query((row, n) -> new Place(org.lianxin.registry.Platform.valueOf(row.getString(1)), row.getString(2)))
                .single();
        Optional<Connector> network = networks.of(place.platform());
        boolean can = network.filter(n -> n instanceof PublishesHere
                        || (n instanceof Withdraws && !place.remoteId().isEmpty()))
                .isPresent();
        return can ? DeliveryState.QUEUED : DeliveryState.HAND;
    }
}
