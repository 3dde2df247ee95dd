package org.lianxin.audit;

import java.io.IOException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Walks the whole chain and names each changed, deleted, inserted or swapped entry and a cut tail. Constant memory. */
@Component
public class Verifier {
    static final int MOST = 1_000;

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

    /**
     * Reads the head first: what is sealed meanwhile only adds to it. {@code sealed} and {@code unsealed} are of one moment.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Result verify() {
        List<Finding> findings = new ArrayList<>();
        Optional<Sealer.Head> head = Optional.empty();
        boolean forged = false;
        try {
            head = Sealer.readHead(sealer.headFile(), chainKey);
        } catch (IOException notOurs) {
            forged = true;
        }
        Walk walk = new Walk(chainKey, head);
        // in a transaction, or the driver would fetch the whole trail at once
        db.sql("select e.* from audit.entry e where seal_number is not null order by seal_number")
                .withFetchSize(1_000)
                .query((ResultSet row) -> walk.step(sealed(row)));
        long[] unsealed = new long[1];
        db.sql("select e.* from audit.entry e where seal_number is null order by id")
                .withFetchSize(1_000)
                .query((ResultSet row) -> {
                    Trail.Entry entry = Trail.read(row, 0);
                    if (MessageDigest.isEqual(row.getBytes("mac"), Trail.mac(key, entry))) {
                        unsealed[0]++;
                    } else if (findings.size() < MOST) {
                        findings.add(new Finding(Fault.INSERTED, 0, entry.id()));
                    }
                });
        if (forged || (head.isEmpty() && walk.rows() > 0 && !begunMeanwhile())) {
            findings.add(new Finding(Fault.HEAD_FORGED, forged ? 0 : walk.rows(), 0));
        }
        findings.addAll(walk.findings());
        return new Result(
                walk.rows(), unsealed[0], findings.stream().limit(MOST).toList());
    }

    /** There was no head when the walk began, and its first rows were sealed before it read them. */
    private boolean begunMeanwhile() {
        try {
            return Sealer.readHead(sealer.headFile(), chainKey).isPresent();
        } catch (IOException notOurs) {
            return false;
        }
    }

    private Sealed sealed(ResultSet row) throws SQLException {
        byte[] link = row.getBytes("link");
        Trail.Entry entry = Trail.read(row, 0);
        return new Sealed(
                row.getLong("seal_number"),
                entry.id(),
                row.getBytes("mac"),
                Trail.mac(key, entry),
                link == null ? new byte[0] : link);
    }
}
