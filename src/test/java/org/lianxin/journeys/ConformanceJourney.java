package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lianxin.Lianxin;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.FreshDatabase;
import org.lianxin.support.NodePackages;
import org.lianxin.support.Ports;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An actor of ours before the tests that others have written for actors ({@code activitypub-testing}). */
class ConformanceJourney {
    private static final NodePackages PACKAGES = new NodePackages("conformance");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void an_actor_of_ours_fails_none_of_the_tests_for_actors() throws Exception {
        String missing = PACKAGES.missing();
        assumeTrue(missing.isEmpty(), missing);
        int port = Ports.free();
        String base = "http://localhost:" + port;
        try (ConfigurableApplicationContext program = new SpringApplicationBuilder(Lianxin.class)
                .initializers(new FreshDatabase())
                .run("--server.port=" + port, "--lianxin.public-url=" + base)) {
            Account account = Cast.in(program).live("traffic", Platform.FEDIVERSE, "jiaojing", "示范交警");

            List<JsonNode> outcomes = judged(base + "/ap/actors/" + account.id());

            assertThat(outcomes).hasSizeGreaterThan(10);
            assertThat(outcomes.stream().filter(o -> outcome(o).equals("failed")))
                    .isEmpty();
            assertThat(outcomes.stream().filter(o -> outcome(o).equals("passed")))
                    .hasSizeGreaterThan(3);
        }
    }

    private static String outcome(JsonNode judged) {
        return judged.path("result").path("outcome").asString("");
    }

    private static List<JsonNode> judged(String actor) throws Exception {
        Process process = new ProcessBuilder(
                        "node", "node_modules/activitypub-testing/src/cli.js", "test", "actor", actor)
                .directory(PACKAGES.home().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return lines.stream().map(JSON::readTree).toList();
    }
}
