package org.lianxin.registry;

import org.jspecify.annotations.Nullable;

/**
 * A unit of the matrix. {@code sponsor} (主办), {@code host} (承办) and {@code operator} (运行) are kept apart; {@code area} is the
 * heading under which citizens look for it; {@code shortName} is never empty (the name where none was given).
 */
public record Unit(
        long id,
        String code,
        String name,
        String shortName,
        String type,
        @Nullable Long parent,
        String duties,
        String area,
        String budgetLine,
        String sponsor,
        String host,
        String operator,
        int version) {}
