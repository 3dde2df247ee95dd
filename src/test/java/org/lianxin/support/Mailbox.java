package org.lianxin.support;

import java.util.List;
import org.lianxin.kernel.Vault;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the outbox holds for an address, oldest first; address and words lie there under the vault's lock. */
public final class Mailbox {
    private Mailbox() {}

    public static List<String> of(ApplicationContext context, String address) {
        Vault vault = context.getBean(Vault.class);
        record Row(String address, String body) {}
        return context
                .getBean(JdbcClient.class)
                .sql("select address, body from notices.mail order by id")
                .query((row, n) -> new Row(
                        vault.unlock("notices.mail.address", row.getBytes(1)),
                        vault.unlock("notices.mail.body", row.getBytes(2))))
                .list()
                .stream()
                .filter(row -> row.address().equals(address))
                .map(Row::body)
                .toList();
    }
}
