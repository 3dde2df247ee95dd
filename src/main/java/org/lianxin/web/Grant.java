package org.lianxin.web;

import org.jspecify.annotations.Nullable;

/** A role in a unit, one's own or as stand-in (代理) for somebody else for the time being. */
public record Grant(Role role, long unit, @Nullable Long standInFor) {}
