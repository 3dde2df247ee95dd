package org.lianxin.api.mastodon;

import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;

/** Accounts of the fediverse for these tests. */
public final class Town {
    private Town() {}

    public static Account account(ApplicationContext context, String unit) {
        Accounts accounts = context.getBean(Accounts.class);
        Account made = accounts.open(
                        NewAccount.of(
                                        Cast.in(context).unit(unit).id(),
                                        Platform.FEDIVERSE,
                                        Deeds.fresh(unit + "phone"),
                                        Deeds.fresh("手机账号"))
                                .withExcuse("测试用的另一个账号"),
                        null)
                .orThrow();
        accounts.move(made.id(), AccountState.TRIAL, "", null).orThrow();
        return accounts.move(made.id(), AccountState.LIVE, "", null).orThrow();
    }
}
