package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianxin.delivery.Delivery;
import org.lianxin.language.Masking;
import org.lianxin.media.Media;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Section;
import org.lianxin.publishing.Sections;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The city's posts: written by editors, read by their leaders, published, some corrected, some withdrawn, the latest still under way. */
@Component
class Newsroom {
    private static final int DAYS = 90;
    /** How many of the last posts are still on their way when the city opens. */
    private static final int UNDER_WAY = 9;

    private final Outward outward;
    private final Posts posts;
    private final Sections sections;
    private final Reviews reviews;
    private final Matrix matrix;

    Newsroom(Outward outward, Posts posts, Sections sections, Reviews reviews, Matrix matrix) {
        this.outward = outward;
        this.posts = posts;
        this.sections = sections;
        this.reviews = reviews;
        this.matrix = matrix;
    }

    /** What posts need beside their own room. */
    @Component
    record Outward(Delivery delivery, Media media, Masking masking, Papers papers) {}

    void plan(Timetable time) {
        Map<String, NamedCsvRecord> wrong = new HashMap<>();
        Table.csv("corrections.csv").forEach(row -> wrong.put(row.getField("id"), row));
        Map<String, String> withdrawn = new HashMap<>();
        Table.csv("withdrawals.csv").forEach(row -> withdrawn.put(row.getField("id"), row.getField("reason")));
        Map<String, String> pictures = new HashMap<>();
        Table.csv("pictures.csv").forEach(row -> pictures.put(row.getField("id"), row.getField("alternative")));
        List<JsonNode> all = Table.lines("dev-posts.jsonl");
        for (int i = 0; i < all.size(); i++) {
            JsonNode post = all.get(i);
            int left = all.size() - i;
            Instant begun = left <= UNDER_WAY
                    ? time.end().minus(Duration.ofMinutes(35L * left + time.die(20)))
                    : time.office((double) i / (all.size() - UNDER_WAY), DAYS);
            Story story = new Story(
                    post,
                    Optional.ofNullable(wrong.get(post.get("id").asString())),
                    Optional.ofNullable(withdrawn.get(post.get("id").asString())),
                    pictures.get(post.get("id").asString()));
            time.at(begun, () -> write(time, begun, story, left));
        }
    }

    private record Story(
            JsonNode post,
            Optional<NamedCsvRecord> correction,
            Optional<String> withdrawal,
            @org.jspecify.annotations.Nullable String picture) {
        String text(String field) {
            return post.get(field).asString();
        }

        /** The piece of the text that a reader of the data has marked, if any. */
        Optional<String> marked(String kind) {
            for (JsonNode issue : post.get("issues")) {
                if (issue.get("kind").asString().equals(kind)) {
                    return Optional.of(issue.get("span").asString());
                }
            }
            return Optional.empty();
        }
    }

    private void write(Timetable time, Instant now, Story story, int left) {
        String code = story.text("unit");
        Person editor = editor(code);
        Category category = Category.valueOf(story.text("category").toUpperCase(Locale.ROOT));
        String text = outward.masking().mask(story.text("text"));
        Draft draft = Draft.of(story.text("title"), text, category, targets(code, category))
                .in(section(code, category))
                .with(drawn(story, editor));
        Post post = posts.create(matrix.unit(code).id(), draft, editor).orThrow();
        if (left <= 2) {
            return;
        }
        boolean tomorrow = left == 4 || left == 5;
        Post ready = tomorrow
                ? posts.save(
                                post.id(),
                                post.version(),
                                draft.at(time.soonInOffice(time.end().plus(Duration.ofHours(14)))),
                                editor)
                        .orThrow()
                : post;
        Posts.Submitted submitted =
                posts.submit(ready.id(), ready.version(), editor).orThrow();
        if (left <= UNDER_WAY && left != 4 && left != 9) {
            return;
        }
        Optional<String> guess = story.marked("cause-speculation");
        Instant decided = left <= UNDER_WAY ? now.plus(Duration.ofMinutes(20)) : time.later(now, 12, 150);
        if (guess.isPresent() && text.contains(guess.get())) {
            time.at(
                    decided,
                    () -> sendBack(
                            time, decided, submitted, draft.reading(draft.title(), without(text, guess.get())), code));
        } else {
            time.at(decided, () -> approve(time, decided, submitted.post().id(), code, story));
        }
    }

    private static String without(String text, String guess) {
        int start = text.indexOf(guess);
        int end = start + guess.length();
        return text.substring(0, start)
                + text.substring(end < text.length() && "\u3002\uff0c".indexOf(text.charAt(end)) >= 0 ? end + 1 : end);
    }

    private void sendBack(Timetable time, Instant now, Posts.Submitted submitted, Draft better, String code) {
        Review review = reviews.find(submitted.review()).orElseThrow();
        reviews.sendBack(review.id(), review.version(), Table.word("cause"), matrix.person(code + ".leader"))
                .orThrow();
        Instant again = time.later(now, 8, 40);
        time.at(again, () -> {
            Post post =
                    outward.papers().find(submitted.post().id(), editor(code)).orElseThrow();
            Post saved =
                    posts.save(post.id(), post.version(), better, editor(code)).orThrow();
            posts.submit(saved.id(), saved.version(), editor(code)).orThrow();
            Instant decided = time.later(again, 8, 60);
            time.at(decided, () -> approve(time, decided, post.id(), code, null));
        });
    }

    private void approve(
            Timetable time, Instant now, long post, String code, @org.jspecify.annotations.Nullable Story story) {
        Review review = reviews.latest("post", post).orElseThrow();
        reviews.approve(review.id(), review.version(), review.digest(), null, matrix.person(code + ".leader"))
                .orThrow();
        outward.delivery().drain();
        if (story == null) {
            return;
        }
        story.correction().ifPresent(row -> time.at(time.later(now, 600, 3000), () -> correct(post, code, row)));
        story.withdrawal()
                .ifPresent(reason -> time.at(time.later(now, 600, 3000), () -> {
                    posts.withdraw(post, reason, matrix.person(code + ".leader"))
                            .orThrow();
                    outward.delivery().drain();
                }));
    }

    private void correct(long id, String code, NamedCsvRecord row) {
        Person editor = editor(code);
        Post post = posts.correct(id, editor).orThrow();
        Draft draft = post.draft();
        Draft better = draft.reading(draft.title(), draft.text().replace(row.getField("from"), row.getField("to")))
                .saying(row.getField("note"));
        Post saved = posts.save(id, post.version(), better, editor).orThrow();
        posts.submit(id, saved.version(), editor).orThrow();
        Review review = reviews.latest("post", id).orElseThrow();
        reviews.approve(review.id(), review.version(), review.digest(), null, matrix.person(code + ".leader"))
                .orThrow();
        outward.delivery().drain();
    }

    private Person editor(String code) {
        return matrix.person(code + ".editor");
    }

    /** Everything goes to the micro-site; what concerns the whole city also to the sandbox, where the unit has an account there. */
    private List<Long> targets(String code, Category category) {
        List<Long> targets = new ArrayList<>(List.of(matrix.site(code).id()));
        boolean wide = switch (category) {
            case NEWS, EMERGENCY, RUMOUR, SERVICE -> true;
            case POLICY, INTERPRETATION, RESPONSE, INFOGRAPHIC, LETTER, ACTIVITY -> false;
        };
        matrix.sandbox(code).filter(account -> wide).ifPresent(account -> targets.add(account.id()));
        return targets;
    }

    private long section(String code, Category category) {
        String name = switch (category) {
            case NEWS, EMERGENCY -> "news";
            case POLICY -> "policy";
            case INTERPRETATION, INFOGRAPHIC -> "interpretation";
            case RESPONSE, RUMOUR -> "response";
            case LETTER -> "notices";
            case ACTIVITY -> "culture";
            case SERVICE ->
                List.of("traffic", "transport").contains(code)
                        ? "traffic"
                        : List.of("water", "power", "weather", "housing").contains(code) ? "living" : "guide";
        };
        return sections.byCode(name).map(Section::id).orElseThrow();
    }

    private List<Illustration> drawn(Story story, Person editor) {
        if (story.picture() == null) {
            return List.of();
        }
        byte[] png = Drawing.png(story.text("id"));
        String hash = outward.media()
                .picture(new ByteArrayInputStream(png), editor.id())
                .orThrow()
                .hash();
        return List.of(Illustration.of(hash, story.picture(), ""));
    }
}
