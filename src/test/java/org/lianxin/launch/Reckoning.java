package org.lianxin.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Holds what the program shows, and what the far network's journal says, against what was acknowledged. */
final class Reckoning {
    private final Rest rest;
    private final FarNetwork far;
    private final String office;

    Reckoning(Rest rest, FarNetwork far, String office) {
        this.rest = rest;
        this.far = far;
        this.office = office;
    }

    /** Nothing waits, nothing is unknown, nothing was refused: all that was approved has arrived. */
    boolean settled() {
        return nothing("queued") && nothing("open");
    }

    private boolean nothing(String view) {
        Rest.Answer found = rest.get("/rest/v1/deliveries?view=" + view, office);
        return found.done() && found.body().path("items").isEmpty();
    }

    String unsettled() {
        return rest.get("/rest/v1/deliveries?view=open", office).text()
                + rest.get("/rest/v1/deliveries?view=queued", office).text();
    }

    /** Some are unknown, and the network's timeline has been asked for every one of them more than once, in vain. */
    boolean readInVain() {
        JsonNode unknown =
                rest.get("/rest/v1/deliveries?view=unknown", office).body().path("items");
        return !unknown.isEmpty()
                && strings(unknown, "id").stream().allMatch(id -> {
                    JsonNode lines =
                            rest.get("/rest/v1/deliveries/" + id, office).body().path("attempts");
                    return strings(lines, "outcome").stream()
                                    .filter("UNREADABLE"::equals)
                                    .count()
                            > 1;
                });
    }

    void posts(List<Ledger.Post> posts) {
        for (Ledger.Post post : posts) {
            JsonNode shown = read("/rest/v1/posts/" + post.id());
            assertThat(shown.path("title").asString("")).isEqualTo(post.title());
            assertThat(shown.path("state").asString("")).as(shown::toString).isEqualTo("published");
            assertThat(strings(shown.path("went"), "state")).as(shown::toString).containsExactly("out", "out");
            approvedOnce(post.review());
            assertThat(page("/posts/" + post.id())).contains(post.title());
        }
    }

    void letters(List<Ledger.Letter> letters) {
        for (Ledger.Letter letter : letters) {
            Rest.Answer followed =
                    rest.send("POST", "/rest/v1/following", "", Map.of("number", letter.number(), "key", letter.key()));
            assertThat(followed.status()).as(followed::toString).isEqualTo(200);
            assertThat(followed.body().path("text").asString("")).isEqualTo(letter.text());
            assertThat(strings(followed.body().path("answers"), "text")).containsExactly(letter.answer());
            JsonNode found = read("/rest/v1/cases?part=all&q="
                    + URLEncoder.encode(
                            letter.text().substring(0, letter.text().indexOf('\uff1a')), StandardCharsets.UTF_8));
            assertThat(strings(found.path("items"), "number")).containsExactly(letter.number());
            assertThat(strings(read("/rest/v1/cases/" + letter.letter()).path("replies"), "state"))
                    .containsExactly("sent");
            approvedOnce(letter.review());
        }
    }

    private void approvedOnce(String review) {
        JsonNode kept = read("/rest/v1/reviews/" + review);
        assertThat(kept.path("state").asString("")).isEqualTo("PASSED");
        assertThat(strings(kept.path("steps"), "kind")).as(kept::toString).containsOnlyOnce("APPROVED");
    }

    /** Each approved post stands in the far network's journal once, and nothing else does. */
    void journal(List<Ledger.Post> posts) {
        List<JsonNode> taken = far.taken();
        Map<String, Long> references = count(taken, "reference");
        Map<String, Long> texts = count(taken, "text");
        assertThat(references)
                .allSatisfy((reference, times) ->
                        assertThat(times).as("delivery " + reference).isOne());
        assertThat(texts).allSatisfy((text, times) -> assertThat(times).as(text).isOne());
        List<String> wanted =
                posts.stream().map(p -> "/posts/" + p.id()).sorted().toList();
        assertThat(texts.keySet().stream()
                        .map(text -> text.substring(text.lastIndexOf("/posts/")))
                        .sorted())
                .containsExactlyElementsOf(wanted);
    }

    private static Map<String, Long> count(List<JsonNode> lines, String field) {
        return lines.stream()
                .collect(Collectors.groupingBy(line -> line.path(field).asString(""), Collectors.counting()));
    }

    private static List<String> strings(JsonNode array, String field) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.path(field).asString(""))
                .toList());
    }

    private JsonNode read(String path) {
        Rest.Answer answer = rest.get(path, office);
        assertThat(answer.status()).as(() -> path + ": " + answer.text()).isEqualTo(200);
        return answer.body();
    }

    /** A page of the public site. */
    String page(String path) {
        Rest.Answer answer = rest.get(path, "");
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.text();
    }
}
