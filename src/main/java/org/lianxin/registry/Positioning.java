package org.lianxin.registry;

/** What an account is for: whom it speaks to, what it publishes, in which tone, how it interacts, which service it extends. */
public record Positioning(String audience, String publishes, String tone, String interaction, String service) {
    public static final Positioning NONE = new Positioning("", "", "", "", "");
}
