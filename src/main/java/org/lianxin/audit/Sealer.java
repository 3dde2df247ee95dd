package org.lianxin.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianxin.kernel.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links committed entries into the chain, in batches, within a second: {@code link(n) = HMAC(link(n-1), mac, n)}. After each batch the
 * head (count and link, with a MAC of their own) is written to {@code <data>/audit/head}, outside the database. One sealer at a time (advisory
 * lock). An entry whose MAC is wrong is never sealed: {@link Verifier} names it.
 */
@Component
class Sealer {
    static final int BATCH = 2_000;
    private static final long LOCK = 0x6c78_6175_6469_74L;
    private static final Logger log = LoggerFactory.getLogger(Sealer.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final byte[] key;
    private final byte[] chainKey;
    private final Path head;

    Sealer(JdbcClient db, TransactionTemplate transaction, Keys keys, @Value("${lianxin.data}") Path data) {
        this.db = db;
        this.transaction = transaction;
        this.key = keys.derive("audit");
        this.chainKey = keys.derive("audit-chain");
        this.head = data.resolve("audit").resolve("head");
    }

    record Head(long number, byte[] link) {
        static final Head START = new Head(0, new byte[32]);
    }

    @Scheduled(fixedDelay = 500)
    void seal() {
        try {
            while (sealBatch() == BATCH) {
                log.debug("sealed a full batch, going on");
            }
        } catch (org.springframework.dao.DataAccessException
                | org.springframework.transaction.TransactionException away) {
            log.warn("sealing waits: {}", away.getMessage());
        } catch (IOException disk) {
            log.error("the audit chain does not go on: {}", disk.toString());
        }
    }

    /** How many entries this call sealed. */
    int sealBatch() throws IOException {
        Optional<Head> written = readHead(head, chainKey);
        if (written.isEmpty() && last(db).number() == 0) {
            writeHead(Head.START); // so that rows are never without one
        }
        record Sealed(int count, Head head) {}
        Sealed sealed = transaction.execute(status -> {
            if (!db.sql("select pg_try_advisory_xact_lock(?)")
                    .param(LOCK)
                    .query((r, n) -> r.getBoolean(1))
                    .single()) {
                return new Sealed(0, Head.START);
            }
            Head last = lastOfOurs(written.orElseGet(() -> last(db)));
            Set<Long> taken = taken(last.number());
            List<Row> rows = unsealed(Long.MIN_VALUE);
            if (rows.isEmpty()) {
                return new Sealed(0, last);
            }
            Long[] ids = new Long[rows.size()];
            Long[] numbers = new Long[rows.size()];
            byte[][] links = new byte[rows.size()][];
            for (int i = 0; i < rows.size(); i++) {
                long number = last.number() + 1;
                while (taken.contains(number)) {
                    number++;
                }
                last = new Head(number, link(chainKey, last.link(), rows.get(i).mac(), number));
                ids[i] = rows.get(i).entry().id();
                numbers[i] = last.number();
                links[i] = last.link();
            }
            db.sql("""
                    update audit.entry e set seal_number = s.number, link = s.link
                    from unnest(?::bigint[], ?::bigint[], ?::bytea[]) as s(id, number, link) where e.id = s.id""").params(ids, numbers, links).update();
            return new Sealed(rows.size(), last);
        });
        if (sealed != null && sealed.count() > 0) {
            writeHead(sealed.head());
        }
        return sealed == null ? 0 : sealed.count();
    }

    private record Row(Trail.Entry entry, byte[] mac) {}

    /** The next entries of ours that are not sealed; what somebody else put among them is passed over. */
    private List<Row> unsealed(long after) {
        List<Row> rows = db.sql(
                        "select e.* from audit.entry e where seal_number is null and id > ? order by id limit ?")
                .params(after, BATCH)
                .query((r, n) -> new Row(Trail.read(r, n), r.getBytes("mac")))
                .list();
        List<Row> ours = rows.stream()
                .filter(r -> MessageDigest.isEqual(r.mac(), Trail.mac(key, r.entry())))
                .toList();
        return ours.isEmpty() && rows.size() == BATCH
                ? unsealed(rows.getLast().entry().id())
                : ours;
    }

    private static Head last(JdbcClient db) {
        return db.sql(
                        "select seal_number, link from audit.entry where seal_number is not null and link is not null order by seal_number desc limit 1")
                .query((r, n) -> new Head(r.getLong(1), r.getBytes(2)))
                .optional()
                .orElse(Head.START);
    }

    /**
     * Where the chain goes on: at the written head, or behind it at what was sealed upon it before its head could be written. Never at a row
     * that somebody else put there, and a tail that was cut leaves its gap to be named.
     */
    private Head lastOfOurs(Head written) {
        Head last = written;
        while (true) {
            record Next(long number, byte[] mac, byte[] link) {}
            List<Next> rows = db.sql(
                            "select seal_number, mac, link from audit.entry where seal_number > ? order by seal_number limit ?")
                    .params(last.number(), BATCH)
                    .query((r, n) -> new Next(r.getLong(1), r.getBytes(2), r.getBytes(3)))
                    .list();
            long before = last.number();
            for (Next row : rows) {
                if (Arrays.equals(row.link(), link(chainKey, last.link(), row.mac(), row.number()))) {
                    last = new Head(row.number(), row.link());
                }
            }
            if (rows.size() < BATCH || last.number() == before) {
                return last;
            }
        }
    }

    /** Numbers behind ours that somebody else has taken: they are passed over. */
    private Set<Long> taken(long number) {
        return new HashSet<>(
                db.sql("select seal_number from audit.entry where seal_number > ? order by seal_number limit 100000")
                        .param(number)
                        .query((r, n) -> r.getLong(1))
                        .list());
    }

    static byte[] link(byte[] chainKey, byte[] before, byte[] mac, long number) {
        return Keys.hmac(
                chainKey,
                ByteBuffer.allocate(before.length + mac.length + 8)
                        .put(before)
                        .put(mac)
                        .putLong(number)
                        .array());
    }

    private void writeHead(Head now) throws IOException {
        Files.createDirectories(head.getParent());
        String body = now.number() + " " + HexFormat.of().formatHex(now.link());
        String line = body + " "
                + HexFormat.of().formatHex(Keys.hmac(chainKey, body.getBytes(StandardCharsets.US_ASCII))) + "\n";
        Path part = head.resolveSibling("head.part");
        try (FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        Files.move(part, head, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The head as written outside the database; empty if there is none; throws if it was forged. */
    static Optional<Head> readHead(Path file, byte[] chainKey) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ");
        String body = parts.length == 3 ? parts[0] + " " + parts[1] : "";
        String mac = HexFormat.of().formatHex(Keys.hmac(chainKey, body.getBytes(StandardCharsets.US_ASCII)));
        if (parts.length != 3
                || !MessageDigest.isEqual(
                        parts[2].getBytes(StandardCharsets.US_ASCII), mac.getBytes(StandardCharsets.US_ASCII))) {
            throw new IOException("the head of the audit chain in " + file + " was not written by this installation");
        }
        return Optional.of(new Head(Long.parseLong(parts[0]), HexFormat.of().parseHex(parts[1])));
    }

    Path headFile() {
        return head;
    }
}
