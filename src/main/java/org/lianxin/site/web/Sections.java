package org.lianxin.site.web;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open sections in the order that the office gave them. */
@Component
class Sections {
    private final JdbcClient db;

    Sections(JdbcClient db) {
        this.db = db;
    }

    /** First-level sections with those below them. */
    List<Section> tree() {
        List<Section> all = db.sql("select * from publishing.face_section where open order by position, id")
                .query((row, n) -> {
                    String parent = row.getString("parent");
                    return new Section(
                            row.getString("code"),
                            parent == null ? "" : parent,
                            row.getString("name"),
                            row.getString("name_en"),
                            List.of());
                })
                .list();
        return all.stream()
                .filter(s -> s.parent().isEmpty())
                .map(s -> new Section(
                        s.code(),
                        "",
                        s.name(),
                        s.nameEn(),
                        all.stream().filter(c -> c.parent().equals(s.code())).toList()))
                .toList();
    }

    Optional<Section> find(String code) {
        return find(tree(), code);
    }

    static Optional<Section> find(List<Section> tree, String code) {
        return tree.stream()
                .flatMap(s -> java.util.stream.Stream.concat(java.util.stream.Stream.of(s), s.below().stream()))
                .filter(s -> s.code().equals(code))
                .findFirst();
    }
}
