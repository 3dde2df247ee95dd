package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Additions;
import org.lianxin.cases.Case;
import org.lianxin.cases.Following;
import org.lianxin.cases.Publicity;
import org.lianxin.cases.Reopening;
import org.lianxin.cases.Reply;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Open;
import org.lianxin.web.Refusals;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a citizen reads of their own case, for programs: number and key, nothing in the address. */
@RestController
@RequestMapping("/rest/v1/following")
@Open
class FollowingResource {
    private final Following following;
    private final Reopening reopening;
    private final Additions additions;
    private final Publicity publicity;

    FollowingResource(Following following, Reopening reopening, Additions additions, Publicity publicity) {
        this.following = following;
        this.reopening = reopening;
        this.additions = additions;
        this.publicity = publicity;
    }

    record KeyJson(@Nullable String number, @Nullable String key) {}

    record RatingRequest(
            @Nullable String number,
            @Nullable String key,
            @Nullable String rating,
            @Nullable String words) {}

    record WordsRequest(
            @Nullable String number,
            @Nullable String key,
            @Nullable String words) {}

    record ConsentRequest(
            @Nullable String number,
            @Nullable String key,
            @Nullable Boolean consent) {}

    record StateJson(
            String number,
            String state,
            String kind,
            String text,
            @Nullable String unit,
            Instant receivedAt,
            @Nullable Instant dueFirstAt,
            @Nullable Instant dueAt,
            boolean provisional,
            List<StepJson> timeline,
            List<AnswerJson> answers,
            boolean consent,
            @Nullable String rating,
            @Nullable Instant rateUntil,
            int reopened) {}

    record StepJson(String what, @Nullable String unit, Instant at, String words) {}

    record AnswerJson(
            String kind,
            String text,
            @Nullable Instant at,
            boolean withdrawn,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnReason) {}

    @PostMapping
    StateJson open(@RequestBody KeyJson body, HttpServletRequest request, HttpServletResponse response) {
        return state(opened(body.number(), body.key(), request, response));
    }

    @PostMapping("/rating")
    StateJson rate(@RequestBody RatingRequest body, HttpServletRequest request, HttpServletResponse response) {
        Case letter = opened(body.number(), body.key(), request, response);
        Case.Rating rating = Typed.rating(body.rating())
                .orElseGet(() -> Refusals.<Case.Rating>orRefuse(Outcome.invalid("rating", "cases.rating.choose")));
        return state(Refusals.orRefuse(reopening.rate(letter.id(), rating, Typed.text(body.words()))));
    }

    @PostMapping("/additions")
    StateJson add(@RequestBody WordsRequest body, HttpServletRequest request, HttpServletResponse response) {
        Case letter = opened(body.number(), body.key(), request, response);
        return state(Refusals.orRefuse(additions.add(letter.id(), Typed.text(body.words()))));
    }

    /** Takes the consent to publication back, or gives it again to who had given it. */
    @PostMapping("/consent")
    StateJson consent(@RequestBody ConsentRequest body, HttpServletRequest request, HttpServletResponse response) {
        Case letter = opened(body.number(), body.key(), request, response);
        return state(Refusals.orRefuse(
                Boolean.TRUE.equals(body.consent())
                        ? publicity.agreeAgain(letter.id())
                        : publicity.keepPrivate(letter.id())));
    }

    private Case opened(
            @Nullable String number, @Nullable String key, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        return Refusals.orRefuse(following.open(Typed.text(number), Typed.text(key), request.getRemoteAddr()));
    }

    private StateJson state(Case c) {
        Case.Reckoning clock = c.clock();
        Case.Rated rated = c.rated();
        return new StateJson(
                c.number(),
                FollowPage.word(c),
                c.kindWord(),
                c.masked(),
                CaseJson.text(c.unit()),
                c.receivedAt(),
                clock == null ? null : clock.dueFirst(),
                clock == null ? null : clock.dueFinal(),
                clock != null && clock.provisional(),
                following.steps(c).stream()
                        .map(s -> new StepJson(s.what().word(), CaseJson.text(s.unit()), s.at(), s.words()))
                        .toList(),
                following.answers(c).stream().map(FollowingResource::answer).toList(),
                c.consent(),
                rated == null ? null : rated.rating().word(),
                reopening.until(c),
                c.reopened());
    }

    private static AnswerJson answer(Reply r) {
        boolean withdrawn = r.state() == Reply.State.WITHDRAWN;
        return new AnswerJson(
                r.kind().word(),
                withdrawn ? "" : r.text(),
                r.sentAt(),
                withdrawn,
                withdrawn ? r.changedAt() : null,
                withdrawn ? r.remark() : null);
    }
}
