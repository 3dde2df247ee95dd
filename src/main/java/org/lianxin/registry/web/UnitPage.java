package org.lianxin.registry.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Unit;
import org.lianxin.web.Role;

/**
 * One unit as its page shows it.
 *
 * @param above the units above, the nearest last; {@code readable} are those of them and below that the reader may open
 * @param may what the reader may do here
 */
public record UnitPage(
        Unit unit,
        UnitList.Row row,
        List<Unit> above,
        List<UnitList.Row> below,
        Set<Long> readable,
        List<TeamList.Seat> team,
        List<TeamList.Cover> covers,
        List<Line> accounts,
        May may) {

    /** An account and its life. */
    public record Line(Account account, Life life) {}

    /**
     * @param change everything in the register
     * @param appointFirst the first person of the office, and nothing else
     * @param people open the pages of people
     * @param own roles that the reader holds here themselves, for which they may name a stand-in
     */
    public record May(boolean change, boolean appointFirst, boolean people, boolean audit, Set<Role> own) {
        public boolean appoint() {
            return change || appointFirst;
        }
    }

    /** Somebody who acts for the holder of a seat at this moment, or null. */
    public Map<Long, TeamList.Cover> running() {
        return covers.stream()
                .filter(TeamList.Cover::runs)
                .flatMap(cover -> team.stream()
                        .filter(s -> s.person() == cover.absent() && s.role() == cover.role())
                        .map(s -> Map.entry(s.id(), cover)))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    public long accountsNow() {
        return accounts.stream()
                .filter(l -> l.account().state() != AccountState.CLOSED)
                .count();
    }
}
