package org.lianxin.review.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Slice;
import org.lianxin.review.Kept;
import org.lianxin.review.Queue;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.review.Reviews;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reviews for programs: what is kept, and the decisions, by the same service as the pages. */
@RestController
@RequestMapping("/rest/v1/reviews")
@Access
class ReviewsApi {
    private static final int PAGE = 100;

    private final Reviews reviews;
    private final Queue queue;
    private final Readings readings;

    ReviewsApi(Reviews reviews, Queue queue, Readings readings) {
        this.reviews = reviews;
        this.queue = queue;
        this.readings = readings;
    }

    /** @param base64 the kept bytes; text: the same as text, where they are UTF-8 */
    record Content(
            String target,
            String label,
            String mediaType,
            @Nullable String text,
            String base64) {}

    record Step(
            String kind,
            @Nullable Role role,
            @Nullable String person,
            @Nullable String standInFor,
            String remark,
            Instant at) {}

    record Shown(
            String id,
            int version,
            String digest,
            ReviewState state,
            String subjectType,
            String subject,
            String unit,
            String category,
            List<Role> chain,
            int step,
            @Nullable Instant planned,
            boolean urgentAllowed,
            Instant askedAt,
            @Nullable Instant lookBackDue,
            List<String> media,
            List<Content> contents,
            List<Step> steps) {}

    record Row(
            String id,
            int version,
            String digest,
            ReviewState state,
            String why,
            String subjectType,
            String subject,
            String unit,
            @Nullable Instant planned,
            @Nullable Instant due,
            Instant askedAt) {}

    record Rows(List<Row> items, @Nullable String next) {}

    /** @param newPlanned at or before this moment means at once; needed if the planned time has passed */
    record Approval(int version, String digest, @Nullable Instant newPlanned) {}

    record Return(int version, @Nullable String remark) {}

    record Bypass(int version, String digest, @Nullable String reason) {}

    record LookBack(boolean good, @Nullable String remark) {}

    /** @param last true if it was the last step, and the content goes out */
    record Decided(String id, boolean last) {}

    /** {@code of}: {@code waiting} for the caller, {@code open} in the units the caller reads, or {@code decided} there, paged by {@code before}. */
    @GetMapping
    Rows index(
            @RequestParam(defaultValue = "waiting") String of,
            @RequestParam(defaultValue = "") String before,
            Person person) {
        return switch (of) {
            case "waiting" ->
                new Rows(queue.of(person).stream().map(ReviewsApi::row).toList(), null);
            case "open" ->
                new Rows(queue.open(person).stream().map(ReviewsApi::row).toList(), null);
            case "decided" -> {
                Slice<Queue.Listed> slice =
                        queue.decided(person, Cursor.parse(before).orElse(null), PAGE);
                yield new Rows(
                        slice.items().stream().map(ReviewsApi::row).toList(),
                        slice.next() == null ? null : slice.next().toString());
            }
            default -> throw Refusals.notFound();
        };
    }

    private static Row row(Queue.Listed listed) {
        Review r = listed.review();
        return new Row(
                Ids.text(r.id()),
                r.version(),
                r.digest(),
                r.state(),
                listed.why().name(),
                r.subjectType(),
                Ids.text(r.subjectId()),
                Ids.text(r.unit()),
                r.planned(),
                listed.due(),
                r.askedAt());
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable String id, Person person) {
        Review r = readings.visible(id, person);
        List<Step> steps = reviews.of(r.subjectType(), r.subjectId()).stream()
                .filter(t -> t.review().id() == r.id())
                .flatMap(t -> t.steps().stream())
                .map(s ->
                        new Step(s.kind().name(), s.role(), text(s.person()), text(s.standInFor()), s.remark(), s.at()))
                .toList();
        return new Shown(
                Ids.text(r.id()),
                r.version(),
                r.digest(),
                r.state(),
                r.subjectType(),
                Ids.text(r.subjectId()),
                Ids.text(r.unit()),
                r.category(),
                r.chain(),
                r.step(),
                r.planned(),
                r.urgentAllowed(),
                r.askedAt(),
                r.lookBackDue(),
                r.mediaHashes(),
                reviews.kept(r.id()).stream().map(ReviewsApi::content).toList(),
                steps);
    }

    private static @Nullable String text(@Nullable Long id) {
        return id == null ? null : Ids.text(id);
    }

    private static Content content(Kept kept) {
        String text = new String(kept.bytes(), StandardCharsets.UTF_8);
        boolean utf8 = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), kept.bytes());
        return new Content(
                kept.target(),
                kept.label(),
                kept.mediaType(),
                utf8 ? text : null,
                Base64.getEncoder().encodeToString(kept.bytes()));
    }

    @PostMapping("/{id}/approval")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    Decided approve(@PathVariable String id, @RequestBody Approval approval, Person person) {
        return new Decided(
                id,
                Refusals.orRefuse(reviews.approve(
                        Forms.id(id), approval.version(), approval.digest(), approval.newPlanned(), person)));
    }

    @PostMapping("/{id}/return")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    Decided sendBack(@PathVariable String id, @RequestBody Return sent, Person person) {
        Refusals.orRefuse(reviews.sendBack(Forms.id(id), sent.version(), or(sent.remark()), person));
        return new Decided(id, true);
    }

    @PostMapping("/{id}/bypass")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.LEADER, Role.OFFICE})
    Decided bypass(@PathVariable String id, @RequestBody Bypass bypass, Person person) {
        Refusals.orRefuse(reviews.bypass(Forms.id(id), bypass.version(), bypass.digest(), or(bypass.reason()), person));
        return new Decided(id, true);
    }

    @PostMapping("/{id}/look-back")
    @ResponseStatus(HttpStatus.CREATED)
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    Decided lookBack(@PathVariable String id, @RequestBody LookBack look, Person person) {
        Refusals.orRefuse(reviews.lookBack(Forms.id(id), look.good(), or(look.remark()), person));
        return new Decided(id, true);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
