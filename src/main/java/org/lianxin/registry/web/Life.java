package org.lianxin.registry.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Page;

/** The life of an account as a line with marks: what was, where it stands, what is to come. */
public record Life(AccountState now, String mark, List<Step> steps) {

    /** One state on the line; {@code words}: when it came, or when it should. */
    public record Step(AccountState state, String mark, boolean here, String words) {}

    static Life of(Account account, List<Accounts.Move> moves, Clock clock, Page page) {
        Map<AccountState, Instant> reached = new EnumMap<>(AccountState.class);
        moves.forEach(move -> reached.put(move.to(), move.at()));
        boolean late = late(account, clock);
        List<Step> steps = new ArrayList<>();
        for (AccountState state : AccountState.values()) {
            @Nullable Instant at = reached.get(state);
            boolean here = state == account.state();
            // a pause is no station on the way, and nothing comes after the end
            boolean shown = state == AccountState.SUSPENDED
                    ? at != null
                    : at != null || here || account.state() != AccountState.CLOSED;
            if (shown) {
                boolean been = at != null && !here && state != AccountState.CLOSED;
                steps.add(new Step(
                        state,
                        here ? mark(account, late) : been ? "done" : ahead(account, state, late),
                        here,
                        words(account, state, at, page)));
            }
        }
        return new Life(account.state(), mark(account, late), List.copyOf(steps));
    }

    /** It should have been live by a day that has passed. */
    static boolean late(Account account, Clock clock) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        boolean ahead = account.state() == AccountState.PLANNED || account.state() == AccountState.TRIAL;
        return ahead && account.plannedFor() != null && account.plannedFor().isBefore(today);
    }

    /** {@code data-is} of the account's own mark. */
    static String mark(Account account, boolean late) {
        if (late || (account.closureProposedAt() != null && account.state() != AccountState.CLOSED)) {
            return "care";
        }
        return mark(account.state());
    }

    /** {@code data-is} of a state. */
    public static String mark(AccountState state) {
        return switch (state) {
            case PLANNED -> "wait";
            case TRIAL -> "busy";
            case LIVE -> "done";
            case SUSPENDED, CLOSED -> "closed";
        };
    }

    private static String ahead(Account account, AccountState state, boolean late) {
        boolean care = (state == AccountState.LIVE && late)
                || (state == AccountState.CLOSED && account.closureProposedAt() != null);
        return care ? "care" : "wait";
    }

    private static String words(Account account, AccountState state, @Nullable Instant at, Page page) {
        if (at != null) {
            return page.moments.date(at);
        } else if (state == AccountState.LIVE && account.plannedFor() != null) {
            return page.t.of("registry.life.due", page.moments.day(account.plannedFor()));
        } else if (state != AccountState.CLOSED) {
            return page.t.of("registry.life.not-yet");
        } else if (account.closureNoticeAt() != null) {
            return page.t.of("registry.life.noticed");
        }
        return page.t.of(account.closureProposedAt() == null ? "registry.life.not-meant" : "registry.life.proposed");
    }
}
