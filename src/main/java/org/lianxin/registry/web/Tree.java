package org.lianxin.registry.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of units as they stand under each other; what stands under none of them is a root. */
public record Tree(UnitList.Row row, List<Tree> below) {

    static List<Tree> of(List<UnitList.Row> rows) {
        Set<Long> present = rows.stream().map(UnitList.Row::id).collect(Collectors.toSet());
        Map<Long, List<UnitList.Row>> under = new HashMap<>();
        List<UnitList.Row> roots = new ArrayList<>();
        for (UnitList.Row row : rows) {
            @Nullable Long parent = row.parent();
            if (parent == null || !present.contains(parent)) {
                roots.add(row);
            } else {
                under.computeIfAbsent(parent, p -> new ArrayList<>()).add(row);
            }
        }
        return roots.stream().map(root -> of(root, under)).toList();
    }

    /** How many units there are in all. */
    public static int size(List<Tree> trees) {
        return trees.stream().mapToInt(tree -> 1 + size(tree.below())).sum();
    }

    private static Tree of(UnitList.Row row, Map<Long, List<UnitList.Row>> under) {
        return new Tree(
                row,
                under.getOrDefault(row.id(), List.of()).stream()
                        .map(child -> of(child, under))
                        .toList());
    }
}
