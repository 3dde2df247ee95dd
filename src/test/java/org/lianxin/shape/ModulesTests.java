package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lianxin.Lianxin;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Modules are rooms: declared edges, no circle, and the table of ARCHITECTURE.md is the same as the code. */
class ModulesTests {
    private static final Set<String> SHARED = Set.of("kernel", "web", "audit");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)` \\| .* \\|([^|]*)\\|$", Pattern.MULTILINE);

    @Test
    void nobody_enters_a_room_by_the_window_and_there_is_no_circle() {
        // compiled templates are no module; what they may import is tested below
        ApplicationModules.of(Lianxin.class, JavaClass.Predicates.resideInAPackage("org.lianxin.pages.."))
                .verify();
    }

    @Test
    void the_declared_edges_are_those_of_the_table_in_the_architecture() throws Exception {
        Map<String, Set<String>> declared = new TreeMap<>();
        for (String module : Sources.modules()) {
            Class<?> room = Class.forName("org.lianxin." + module + ".package-info");
            Set<String> edges = new TreeSet<>(
                    Arrays.asList(room.getAnnotation(ApplicationModule.class).allowedDependencies()));
            edges.removeAll(SHARED);
            declared.put(module, edges);
        }
        Map<String, Set<String>> written = new TreeMap<>();
        Matcher row = ROW.matcher(Sources.read(java.nio.file.Path.of("ARCHITECTURE.md")));
        while (row.find()) {
            Set<String> edges = new TreeSet<>();
            Matcher name = Pattern.compile("`?([a-z]+)`?").matcher(row.group(2));
            while (name.find()) {
                edges.add(name.group(1));
            }
            written.put(row.group(1), edges);
        }
        assertThat(written).isEqualTo(declared);
    }

    @Test
    void sql_names_only_the_own_schema_and_faces_of_allowed_modules() throws Exception {
        List<String> modules = Sources.modules();
        Pattern table = Pattern.compile("\\b(" + String.join("|", modules) + ")\\.([a-z][a-z_]*)");
        List<String> trespasses = new ArrayList<>();
        for (var file : Sources.files(Sources.JAVA, ".java")) {
            String module = Sources.module(Sources.JAVA, file);
            if (!modules.contains(module)) {
                continue;
            }
            Set<String> allowed = new TreeSet<>(Arrays.asList(Class.forName("org.lianxin." + module + ".package-info")
                    .getAnnotation(ApplicationModule.class)
                    .allowedDependencies()));
            allowed.addAll(SHARED);
            for (String sql : statements(Sources.read(file))) {
                Matcher use = table.matcher(sql);
                while (use.find()) {
                    boolean own = use.group(1).equals(module);
                    boolean face =
                            allowed.contains(use.group(1)) && use.group(2).startsWith("face_");
                    if (!own && !face) {
                        trespasses.add(file + ": " + use.group());
                    }
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void a_migration_touches_its_own_schema_and_refers_to_others_along_allowed_edges() throws Exception {
        List<String> modules = Sources.modules();
        Pattern table = Pattern.compile("\\b(" + String.join("|", modules) + ")\\.([a-z][a-z_]*)");
        List<String> trespasses = new ArrayList<>();
        for (var file : Sources.files(Sources.MIGRATIONS, ".sql")) {
            String module = Sources.module(Sources.MIGRATIONS, file);
            Set<String> allowed = new TreeSet<>(SHARED);
            allowed.add(module);
            allowed.addAll(Arrays.asList(Class.forName("org.lianxin." + module + ".package-info")
                    .getAnnotation(ApplicationModule.class)
                    .allowedDependencies()));
            Matcher use =
                    table.matcher(Sources.read(file).replaceAll("(?m)--.*$", "").replaceAll("'[^']*'", "''"));
            while (use.find()) {
                if (!allowed.contains(use.group(1))) {
                    trespasses.add(file + ": " + use.group());
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void templates_import_only_types_of_their_own_module_and_of_allowed_ones() throws Exception {
        List<String> trespasses = new ArrayList<>();
        Pattern imported = Pattern.compile("org\\.lianxin\\.([a-z]+)\\.");
        for (var file : Sources.files(Sources.PAGES, ".jte")) {
            String module = Sources.module(Sources.PAGES, file);
            Set<String> allowed = new TreeSet<>(SHARED);
            allowed.add(module);
            allowed.addAll(Arrays.asList(Class.forName("org.lianxin." + module + ".package-info")
                    .getAnnotation(ApplicationModule.class)
                    .allowedDependencies()));
            Matcher use = imported.matcher(Sources.read(file));
            while (use.find()) {
                if (!allowed.contains(use.group(1))) {
                    trespasses.add(file + ": " + use.group());
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void simulators_import_nothing_of_lianxin_and_only_launch_names_them() {
        for (var file : Sources.files(Sources.JAVA, ".java")) {
            String module = Sources.module(Sources.JAVA, file);
            String text = Sources.read(file);
            if (module.equals("simulators")) {
                assertThat(text.replace("org.lianxin.simulators", ""))
                        .as(file.toString())
                        .doesNotContain("import org.lianxin");
            } else if (!module.equals("launch")) {
                assertThat(text).as(file.toString()).doesNotContain("org.lianxin.simulators");
            }
        }
    }

    /** Text blocks and string literals that look like SQL. */
    private static List<String> statements(String java) {
        List<String> found = new ArrayList<>();
        Matcher literal = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL)
                .matcher(java);
        while (literal.find()) {
            String text = literal.group(1) != null ? literal.group(1) : literal.group(2);
            if (Pattern.compile("\\b(select|insert into|update|delete from|from|join)\\b")
                    .matcher(text)
                    .find()) {
                found.add(text.replaceAll("'[^']*'", "''"));
            }
        }
        return found;
    }
}
