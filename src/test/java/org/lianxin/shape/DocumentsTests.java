package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is there, and what is there they say. */
class DocumentsTests {
    private static final Path SETTINGS = Path.of("docs/reference/settings.md");
    /** Read by the tests and the program's own children, set by nobody. */
    private static final Set<String> OWN = Set.of(
            "lianxin.demo",
            "lianxin.jobs",
            "lianxin.digest",
            "lianxin.delivery.worker",
            "lianxin.federation.worker",
            "lianxin.data",
            "lianxin.public-url",
            "lianxin.zone",
            "lianxin.mail.from",
            "lianxin.sandbox.url",
            "lianxin.sandbox.token");

    /** Words in capitals that are no class of ours: an attribute of a cookie. */
    private static final Set<String> ELSEWHERE = Set.of("HttpOnly");

    private static Set<String> all(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return Sources.files(Sources.JAVA, ".java").stream()
                .filter(f -> !f.toString().contains("/city/"))
                .flatMap(f ->
                        wanted.matcher(Sources.read(f)).results().map((MatchResult m) -> m.group(1)).toList().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_setting_that_is_read_is_in_the_reference() {
        String reference = Sources.read(SETTINGS);
        Set<String> read = all("settings\\(?\\)?\\s*\\.(?:text|number)\\(\"([a-z][a-z.-]+[a-z])\"");
        assertThat(read).contains("session.hours", "intake.work-bits");
        assertThat(read.stream()
                        .filter(key -> !key.startsWith("demo."))
                        .filter(key -> !reference.contains("`" + key + "`")))
                .isEmpty();
        Set<String> properties = all("@Value\\(\"\\$\\{(lianxin\\.[a-z.-]+)");
        assertThat(properties).contains("lianxin.cipher");
        assertThat(properties.stream()
                        .filter(key -> !OWN.contains(key))
                        .filter(key -> !reference.contains("`" + key + "`")))
                .isEmpty();
    }

    @Test
    void every_part_of_a_group_of_settings_is_in_the_reference() {
        String reference = Sources.read(SETTINGS);
        Pattern group = Pattern.compile(
                "@ConfigurationProperties\\(\"(lianxin\\.[a-z.-]+)\"\\)\\s*(?:public )?record \\w+\\((.*?)\\) \\{",
                Pattern.DOTALL);
        Pattern part = Pattern.compile("(\\w+)(?:,|$)", Pattern.MULTILINE);
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            for (MatchResult g : group.matcher(Sources.read(file)).results().toList()) {
                for (MatchResult p : part.matcher(g.group(2).strip()).results().toList()) {
                    String name = g.group(1) + "."
                            + p.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
                    found++;
                    if (!reference.contains("`" + name + "`")) {
                        missing.add(name);
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    @Test
    void every_setting_in_the_environment_is_in_the_reference() {
        String reference = Sources.read(SETTINGS);
        Set<String> read = all("setting\\(\"LIANXIN_([A-Z_]+)\"");
        assertThat(read).contains("PUBLIC_URL", "PROXY");
        assertThat(read.stream()
                        .filter(name -> !reference.contains("LIANXIN_" + name)
                                && !reference.contains("`_" + name.substring(name.indexOf('_') + 1) + "`")))
                .isEmpty();
    }

    @Test
    void every_class_that_a_document_names_is_there() {
        Set<String> known = Stream.of(Sources.JAVA, Path.of("src/test/java"))
                .flatMap(root -> Sources.files(root, ".java").stream()
                        .map(file -> "/" + root.relativize(file).toString().replace('\\', '/')))
                .collect(Collectors.toSet());
        // a class with its module, or what is tried by its name alone
        Pattern named =
                Pattern.compile("`((?:[a-z]+[/.])+[A-Z]\\w+)`|-Dtest=([A-Z]\\w+)|`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`");
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String document : List.of("SECURITY.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            Matcher name = named.matcher(Sources.read(Path.of(document)));
            while (name.find()) {
                String written = Stream.of(name.group(1), name.group(2), name.group(3))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
                String path = written.replace('.', '/') + ".java";
                if (known.stream().noneMatch(file -> file.endsWith("/" + path)) && !ELSEWHERE.contains(written)) {
                    missing.add(document + " → " + written);
                }
                found++;
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void every_link_between_documents_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        Stream.of(
                        Sources.files(Path.of("docs"), ".md"),
                        Sources.files(Path.of("bench"), ".md"),
                        List.of(
                                        "README.md",
                                        "README.zh-CN.md",
                                        "ARCHITECTURE.md",
                                        "CONTRIBUTING.md",
                                        "SECURITY.md",
                                        "STYLE.md",
                                        "CHANGELOG.md")
                                .stream()
                                .map(Path::of)
                                .toList())
                .flatMap(List::stream)
                .forEach(document -> {
                    Matcher link = Pattern.compile("\\]\\(([^)#: ]+)[^)]*\\)").matcher(Sources.read(document));
                    while (link.find()) {
                        Path parent = document.toAbsolutePath().getParent();
                        if (parent == null || !Files.exists(parent.resolve(link.group(1)))) {
                            broken.add(document + " → " + link.group(1));
                        }
                    }
                });
        assertThat(broken).isEmpty();
    }
}
