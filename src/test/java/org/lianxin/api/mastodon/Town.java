package org.lianxin.api.mastodon;

import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;

/** Accounts of the fediverse for these tests. */
public final class Town {
    private Town() {}

    public static Account account(ApplicationContext context, String unit) {
        return Cast.in(context).live(unit, Platform.FEDIVERSE, Deeds.fresh(unit + "phone"), Deeds.fresh("手机账号"));
    }
}
