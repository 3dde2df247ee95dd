package org.lianxin.registry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is entered of an account; it starts as {@link AccountState#PLANNED}. */
public record NewAccount(
        long unit,
        Platform platform,
        String handle,
        String name,
        String url,
        String excuse,
        Positioning positioning,
        @Nullable LocalDate plannedFor,
        String filing) {

    public static NewAccount of(long unit, Platform platform, String handle, String name) {
        return new NewAccount(unit, platform, handle, name, "", "", Positioning.NONE, null, "");
    }

    public NewAccount with(Positioning positioning) {
        return new NewAccount(unit, platform, handle, name, url, excuse, positioning, plannedFor, filing);
    }

    public NewAccount withExcuse(String excuse) {
        return new NewAccount(unit, platform, handle, name, url, excuse, positioning, plannedFor, filing);
    }

    public NewAccount withUrl(String url) {
        return new NewAccount(unit, platform, handle, name, url, excuse, positioning, plannedFor, filing);
    }
}
