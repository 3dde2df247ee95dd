package org.lianxin.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules against the labels of the demo city's 420 messages and 100 posts: floors are what was measured, so that no rule gets worse unseen. */
class LanguageMeasuredTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Masking MASKING = new Masking();

    @Test
    void personal_data_in_messages_is_found_and_little_else() {
        Measure measure = new Measure();
        for (JsonNode message : rows("demo/dev-messages.jsonl")) {
            List<String> labels = StreamSupport.stream(message.path("pii").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList();
            measure.add(
                    message.path("text").asString(),
                    labels,
                    MASKING.find(message.path("text").asString()));
        }
        assertThat(measure.recall()).as(measure.toString()).isGreaterThanOrEqualTo(1.0);
        assertThat(measure.precision()).as(measure.toString()).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void personal_data_in_posts_is_found_and_an_offices_number_may_stay() {
        Measure measure = new Measure();
        Check rule = new FirstRules().pii(MASKING);
        for (JsonNode post : rows("demo/dev-posts.jsonl")) {
            List<Masking.Found> found = rule.check(draft(post)).stream()
                    .filter(f -> f.field().equals("text"))
                    .map(f -> new Masking.Found(f.start(), f.end(), f.rule()))
                    .toList();
            measure.add(post.path("text").asString(), labels(post, "pii"), found);
        }
        assertThat(measure.recall()).as(measure.toString()).isGreaterThanOrEqualTo(1.0);
        assertThat(measure.precision()).as(measure.toString()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void a_masked_message_shows_none_of_what_was_labelled() {
        for (JsonNode message : rows("demo/dev-messages.jsonl")) {
            String masked = MASKING.mask(message.path("text").asString());
            message.path("pii").forEach(piece -> assertThat(masked).doesNotContain(piece.asString()));
        }
    }

    @Test
    void overlong_sentences_are_exactly_those_that_were_labelled() {
        Measure measure = new Measure();
        Check rule = new FirstRules().overlong();
        for (JsonNode post : rows("demo/dev-posts.jsonl")) {
            List<Masking.Found> found = rule.check(draft(post)).stream()
                    .map(f -> new Masking.Found(f.start(), f.end(), f.rule()))
                    .toList();
            measure.add(post.path("text").asString(), labels(post, "overlong-sentence"), found);
        }
        assertThat(measure.recall()).isEqualTo(1.0);
        assertThat(measure.precision()).isEqualTo(1.0);
    }

    @Test
    void posts_full_of_set_phrases_are_told_apart_from_plain_ones() {
        Check rule = new FirstRules().officialese();
        int hits = 0;
        int missed = 0;
        int wrong = 0;
        List<String> notes = new ArrayList<>();
        for (JsonNode post : rows("demo/dev-posts.jsonl")) {
            boolean habit = rule.check(draft(post)).stream().anyMatch(f -> f.weight() == Check.Weight.CARE);
            boolean labelled = post.path("style").asString().equals("officialese");
            hits += habit && labelled ? 1 : 0;
            missed += !habit && labelled ? 1 : 0;
            wrong += habit && !labelled ? 1 : 0;
            if (habit != labelled) {
                notes.add(post.path("id").asString());
            }
        }
        assertThat(missed).as(notes.toString()).isLessThanOrEqualTo(1);
        assertThat(wrong).as(notes.toString()).isLessThanOrEqualTo(1);
    }

    private static Check.Draft draft(JsonNode post) {
        return new Check.Draft(
                "post",
                post.path("title").asString(),
                post.path("text").asString(),
                post.path("category").asString(),
                Set.of());
    }

    private static List<String> labels(JsonNode post, String kind) {
        return StreamSupport.stream(post.path("issues").spliterator(), false)
                .filter(i -> i.path("kind").asString().equals(kind))
                .map(i -> i.path("span").asString())
                .toList();
    }

    private static List<JsonNode> rows(String resource) {
        try {
            return new ClassPathResource(resource)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JSON.readTree(line))
                    .toList();
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    /** A label counts as found when a piece covers all of it; a piece is right when it touches a label. */
    private static final class Measure {
        private int labels;
        private int covered;
        private int pieces;
        private int right;
        private final List<String> faults = new ArrayList<>();

        void add(String text, List<String> wanted, List<Masking.Found> found) {
            for (String label : wanted) {
                int at = text.indexOf(label);
                labels++;
                if (found.stream().anyMatch(f -> f.start() <= at && f.end() >= at + label.length())) {
                    covered++;
                } else {
                    faults.add("missed " + label);
                }
            }
            for (Masking.Found piece : found) {
                pieces++;
                if (wanted.stream()
                        .anyMatch(label -> text.indexOf(label) < piece.end()
                                && text.indexOf(label) + label.length() > piece.start())) {
                    right++;
                } else {
                    faults.add("wrong " + text.substring(piece.start(), piece.end()));
                }
            }
        }

        double recall() {
            return (double) covered / labels;
        }

        double precision() {
            return (double) right / pieces;
        }

        @Override
        public String toString() {
            return "recall " + covered + "/" + labels + ", precision " + right + "/" + pieces + " " + faults;
        }
    }
}
