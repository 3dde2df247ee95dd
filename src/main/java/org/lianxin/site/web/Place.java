package org.lianxin.site.web;

import java.util.List;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Unit;

/** A unit in the directory with its accounts, those that are gone last. */
public record Place(Unit unit, List<Account> accounts) {
    /** Those that publish. */
    public List<Account> open() {
        return accounts.stream().filter(a -> a.state().publishes()).toList();
    }

    /** The shape of its mark: how far the unit's accounts have come. */
    public String is() {
        if (any(AccountState.LIVE)) {
            return "done";
        }
        return any(AccountState.TRIAL)
                ? "busy"
                : any(AccountState.SUSPENDED) || any(AccountState.CLOSED) ? "closed" : "wait";
    }

    private boolean any(AccountState state) {
        return accounts.stream().anyMatch(a -> a.state() == state);
    }
}
