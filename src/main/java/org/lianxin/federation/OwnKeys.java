package org.lianxin.federation;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys of our own actors, made when one is first needed; the secret half is never in the database as it is. */
@Component
class OwnKeys {
    private static final String LABEL = "federation.own_key.secret";

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final Map<Long, Pair> known = new ConcurrentHashMap<>();

    private final TransactionTemplate alone;

    OwnKeys(JdbcClient db, Vault vault, Clock clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        // a key that is known here must be kept, whatever becomes of the transaction that first needed it
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    record Pair(String pem, PrivateKey secret) {}

    Pair of(long account) {
        return known.computeIfAbsent(account, a -> Objects.requireNonNull(alone.execute(t -> kept(a))));
    }

    private Pair kept(long account) {
        return read(account).orElseGet(() -> {
            KeyPair fresh = Rsa.fresh();
            db.sql(
                            "insert into federation.own_key (account, public_pem, secret, made_at) values (?, ?, ?, ?) on conflict do nothing")
                    .params(
                            account,
                            Rsa.pem(fresh.getPublic()),
                            vault.lock(LABEL, Rsa.text(fresh.getPrivate())),
                            Sql.time(clock.instant()))
                    .update();
            // another node may have been first
            return read(account).orElseThrow();
        });
    }

    private Optional<Pair> read(long account) {
        return db.sql("select public_pem, secret from federation.own_key where account = ?")
                .param(account)
                .query((row, n) -> new Pair(
                        row.getString("public_pem"), Rsa.privateKey(vault.unlock(LABEL, row.getBytes("secret")))))
                .optional();
    }
}
