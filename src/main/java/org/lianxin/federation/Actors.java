package org.lianxin.federation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which of our accounts are actors: those of the fediverse, from the day they are live; a closed one is gone, not unknown. */
@Component
class Actors {
    /** The handle of the server itself; no account's can be like it. */
    static final String SERVER = "server.actor";

    /** What every server takes as a name: ASCII only. */
    private static final Pattern HANDLE = Pattern.compile("\\w(?:[\\w.-]{0,58}\\w)?");

    private final Accounts accounts;
    private final JdbcClient db;

    Actors(Accounts accounts, JdbcClient db) {
        this.accounts = accounts;
        this.db = db;
    }

    /** The account with this id, if it is or was an actor. */
    Optional<Account> find(long account) {
        return accounts.standing(account)
                .filter(a -> a.platform() == Platform.FEDIVERSE)
                .filter(a -> a.state() != AccountState.PLANNED && a.state() != AccountState.TRIAL);
    }

    /** Whether it speaks and hears. A suspended one can be read and followed, and says nothing. */
    static boolean open(Account account) {
        return account.state() != AccountState.CLOSED;
    }

    Optional<Account> open(long account) {
        return find(account).filter(Actors::open);
    }

    Optional<Account> byHandle(String handle) {
        String plain = handle.replaceFirst("^a(?=\\d+$)", "");
        return db
                .sql("""
                        select id from registry.face_account where platform = 'FEDIVERSE' and (lower(handle) = lower(:handle) or id = :id)
                        order by state = 'CLOSED', id desc limit 3""")
                .param("handle", handle)
                .param("id", Ids.parse(plain).orElse(-1))
                .query((row, n) -> row.getLong(1))
                .list()
                .stream()
                .flatMap(id -> find(id).stream())
                .filter(account -> handle(account).equalsIgnoreCase(handle))
                .findFirst();
    }

    /** The account's handle where it can be one here; else its number. */
    static String handle(Account account) {
        return HANDLE.matcher(account.handle()).matches() && !account.handle().equalsIgnoreCase(SERVER)
                ? account.handle()
                : "a" + account.id();
    }

    int live() {
        return db.sql("select count(*) from registry.face_account where platform = 'FEDIVERSE' and state = 'LIVE'")
                .query((row, n) -> row.getInt(1))
                .single();
    }
}
