package org.lianxin.audit;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Walks the whole chain and names each changed, deleted, inserted or swapped entry and a cut tail. Constant memory. */
@Component
public class Verifier {
    private static final int MOST = 1_000;

    private final JdbcClient db;
    private final Sealer sealer;
    private final byte[] key;
    private final byte[] chainKey;

    Verifier(JdbcClient db, Sealer sealer, Keys keys) {
        this.db = db;
        this.sealer = sealer;
        this.key = keys.derive("audit");
        this.chainKey = keys.derive("audit-chain");
    }

    public enum Fault {
        CHANGED,
        DELETED,
        INSERTED,
        SWAPPED,
        TAIL_CUT,
        HEAD_FORGED
    }

    /** One fault: the seal number and, where there is a row, its id. At most {@value #MOST} are listed. */
    public record Finding(Fault fault, long number, long id) {}

    /** What the walk saw. {@code unsealed} entries are committed but not linked yet (more than a second's worth is a fault of its own). */
    public record Result(long sealed, long unsealed, List<Finding> findings) {
        public boolean whole() {
            return findings.isEmpty();
        }
    }

    public Result verify() {
        Walk walk = new Walk();
        db.sql("select *, mac, seal_number, link from audit.entry where seal_number is not null order by seal_number")
                .withFetchSize(1_000)
                .query((java.sql.ResultSet row) ->
                        walk.step(Trail.read(row, 0), row.getBytes("mac"), row.getLong("seal_number"), row.getBytes("link")));
        long[] unsealed = new long[1];
        db.sql("select *, mac from audit.entry where seal_number is null order by id")
                .withFetchSize(1_000)
                .query((java.sql.ResultSet row) -> {
                    Trail.Entry entry = Trail.read(row, 0);
                    if (MessageDigest.isEqual(row.getBytes("mac"), Trail.mac(key, entry))) {
                        unsealed[0]++;
                    } else {
                        walk.add(Fault.INSERTED, 0, entry.id());
                    }
                });
        compareWithHead(walk);
        return new Result(walk.number, unsealed[0], walk.findings);
    }

    private void compareWithHead(Walk walk) {
        try {
            Optional<Sealer.Head> head = Sealer.readHead(sealer.headFile(), chainKey);
            long known = head.map(Sealer.Head::number).orElse(0L);
            for (long n = walk.number + 1; n <= known && walk.findings.size() < MOST; n++) {
                walk.add(Fault.TAIL_CUT, n, 0);
            }
            if (head.isEmpty() && walk.number > 0) {
                walk.add(Fault.HEAD_FORGED, walk.number, 0);
            }
        } catch (IOException forged) {
            walk.add(Fault.HEAD_FORGED, 0, 0);
        }
    }

    private final class Walk {
        private long number;
        private byte[] before = new byte[32];
        private final List<Finding> findings = new ArrayList<>();

        void step(Trail.Entry entry, byte[] mac, long at, byte[] link) {
            boolean gap = at != number + 1;
            for (long n = number + 1; n < at && findings.size() < MOST; n++) {
                add(Fault.DELETED, n, 0);
            }
            boolean own = MessageDigest.isEqual(mac, Trail.mac(key, entry));
            boolean linked = gap || Arrays.equals(link, Sealer.link(chainKey, before, mac, at));
            if (!own) {
                add(linked ? Fault.CHANGED : Fault.INSERTED, at, entry.id());
            } else if (!linked) {
                add(Fault.SWAPPED, at, entry.id());
            }
            number = at;
            before = link;
        }

        void add(Fault fault, long at, long id) {
            if (findings.size() < MOST) {
                findings.add(new Finding(fault, at, id));
            }
        }
    }
}
