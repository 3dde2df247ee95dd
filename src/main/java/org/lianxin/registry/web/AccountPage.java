package org.lianxin.registry.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Unit;

/**
 * One account as its page shows it.
 *
 * @param moves its life so far, the latest first
 * @param names of who moved it, by id
 * @param may the reader may change and move it
 * @param posts the reader may open posts, and so the notice
 * @param reason as typed in a form that was refused
 */
public record AccountPage(
        Account account,
        Unit unit,
        Life life,
        List<Accounts.Move> moves,
        Map<Long, String> names,
        boolean may,
        boolean posts,
        String reason,
        Map<String, String> errors) {

    /** How far the closing of an account is. */
    public enum Closing {
        /** Nobody needs to be told: it was never open, or is closed. */
        NONE,
        /** It could be proposed. */
        OPEN,
        /** The notice is written, reviewed, sent. */
        NOTICE,
        /** The notice was out and has been withdrawn. */
        WITHDRAWN,
        /** The notice is out: the account may be closed. */
        READY;

        static Closing of(Account account) {
            if (!account.state().closesWithNotice()) {
                return NONE;
            } else if (account.closureNoticeAt() != null) {
                return READY;
            } else if (account.closureProposedAt() == null) {
                return OPEN;
            }
            return account.closureNotice() == null ? NOTICE : WITHDRAWN;
        }
    }

    public Closing closing() {
        return Closing.of(account);
    }

    /** Where it may go at this moment with one press; closing what citizens know has steps of its own. */
    public List<AccountState> next() {
        return account.state().next().stream()
                .filter(to -> to != AccountState.CLOSED || !account.state().closesWithNotice())
                .toList();
    }

    /** The step that most likely comes next, if it is one forward. */
    public @Nullable AccountState forward() {
        return switch (account.state()) {
            case PLANNED -> AccountState.TRIAL;
            case TRIAL -> AccountState.LIVE;
            case LIVE, SUSPENDED, CLOSED -> null;
        };
    }
}
