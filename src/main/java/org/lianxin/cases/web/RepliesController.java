package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Casework;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Writing an answer. Everything works by the form's own buttons; scripts save while one writes and refresh the notes beside it. */
@Controller
@RequestMapping("/console/cases/{id}/reply")
@Writers
class RepliesController {
    private final Casework casework;
    private final Replies replies;
    private final AnswerDesk desk;
    private final Media media;
    private final CaseStory story;

    RepliesController(Casework casework, Replies replies, AnswerDesk desk, Media media, CaseStory story) {
        this.casework = casework;
        this.replies = replies;
        this.desk = desk;
        this.media = media;
        this.story = story;
    }

    @GetMapping
    String edit(@PathVariable String id, Page page, Model model) {
        Case letter = mine(id, page);
        if (!CaseStory.may(letter, desk.open(letter, page.me()).orElse(null), page.me())
                .write()) {
            return "redirect:" + at(letter, "");
        }
        model.addAttribute("it", desk.of(letter, page.me()));
        return "cases/replies/edit";
    }

    /** Saves; then, if that was the button, submits. What is wrong comes back with the form as it was typed, and what could be saved is saved. */
    @PostMapping
    String save(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Case letter = mine(id, page);
        Map<String, String> errors = new LinkedHashMap<>();
        ReplyForm form = uploaded(
                ReplyForm.read(fields).arranged(Typed.field(fields, "remove"), Typed.field(fields, "earlier")),
                files,
                page,
                errors);
        int version = Typed.version(fields);
        Outcome<Reply> saved = replies.save(letter.id(), version, form.draft(), page.me());
        if (errors.isEmpty()
                && Typed.field(fields, "do").equals("submit")
                && saved instanceof Outcome.Done<Reply>(Reply reply)) {
            Outcome<Replies.Submitted> submitted = replies.submit(letter.id(), reply.version(), page.me());
            if (submitted.isDone()) {
                return "redirect:" + at(letter, "?said=reply-submitted");
            }
            version = reply.version();
            saved = submitted.map(Replies.Submitted::reply);
        } else if (saved instanceof Outcome.Done<Reply>(Reply reply)) {
            if (errors.isEmpty()) {
                return "redirect:" + at(letter, "/reply?said=reply-saved");
            }
            version = reply.version();
        }
        if (saved instanceof Outcome.Refused<Reply> refused) {
            if (refused.kind() == Outcome.Kind.NOT_ALLOWED || refused.kind() == Outcome.Kind.NOT_FOUND) {
                return Refusals.orRefuse(refused.cast());
            }
            response.setStatus(refused.kind().status());
            errors.put(refused.field() == null ? "" : refused.field(), page.t.of(refused.key(), refused.arguments()));
        } else {
            response.setStatus(422);
        }
        model.addAttribute("it", desk.again(mine(id, page), version, form, errors, page.me()));
        return "cases/replies/edit";
    }

    /** Files chosen in the form itself, for whoever has no script. One that is no good is named and the others are kept. */
    private ReplyForm uploaded(
            ReplyForm form, @Nullable List<MultipartFile> files, Page page, Map<String, String> errors)
            throws IOException {
        List<Reply.Picture> all = new ArrayList<>(form.pictures());
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (file.isEmpty()) {
                continue;
            }
            try (var in = file.getInputStream()) {
                switch (media.picture(in, page.me().id())) {
                    case Outcome.Done<Stored>(Stored stored) -> {
                        if (all.stream().noneMatch(p -> p.hash().equals(stored.hash()))) {
                            all.add(new Reply.Picture(stored.hash(), ""));
                        }
                    }
                    case Outcome.Refused<Stored> refused ->
                        errors.merge(
                                "files",
                                page.t.of(
                                        "posts.file-refused",
                                        String.valueOf(file.getOriginalFilename()),
                                        page.t.of(refused.key(), refused.arguments())),
                                (a, b) -> a + " " + b);
                }
            }
        }
        return form.with(all);
    }

    /** What the script hears: which version is kept now, or the sentence that says why it is not. The id stays empty: the address is known. */
    record Kept(String id, int version, String sentence) {}

    @PostMapping("/working-copy")
    @ResponseBody
    ResponseEntity<Kept> keep(@PathVariable String id, @RequestParam MultiValueMap<String, String> fields, Page page) {
        Case letter = mine(id, page);
        @Nullable Reply open = desk.open(letter, page.me()).orElse(null);
        // what is with a leader is taken back by a person's button, never by a timer
        if (open != null && open.state() != Reply.State.DRAFT) {
            return ResponseEntity.status(409).body(new Kept("", open.version(), page.t.of("cases.reply.held")));
        }
        return switch (replies.save(
                letter.id(), Typed.version(fields), ReplyForm.read(fields).draft(), page.me())) {
            case Outcome.Done<Reply>(Reply reply) ->
                ResponseEntity.ok(new Kept(
                        "",
                        reply.version(),
                        page.t.of(
                                "posts.saved-at", page.moments.time(desk.clock().instant()))));
            case Outcome.Refused<Reply> refused ->
                ResponseEntity.status(refused.kind().status())
                        .body(new Kept(
                                "", 0, page.t.of("posts.not-saved", page.t.of(refused.key(), refused.arguments()))));
        };
    }

    /** Back from the leader, to be written on. Who comes too late sees the letter as it is now, and why not. */
    @PostMapping("/recall")
    String recall(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        Case letter = mine(id, page);
        Outcome<Reply> back = replies.takeBack(letter.id(), Typed.version(fields), page.me());
        if (back instanceof Outcome.Refused<Reply> refused) {
            if (refused.kind() == Outcome.Kind.NOT_ALLOWED || refused.kind() == Outcome.Kind.NOT_FOUND) {
                return Refusals.orRefuse(refused.cast());
            }
            response.setStatus(refused.kind().status());
            // a field of the answer has no place on this page, the sentence has
            Form why = new Form("recall", Map.of(), Map.of("", page.t.of(refused.key(), refused.arguments())));
            model.addAttribute("it", story.of(mine(id, page), page, why, null));
            return "cases/cases/show";
        }
        return "redirect:" + at(letter, "/reply?said=reply-recalled");
    }

    private Case mine(String id, Page page) {
        Case letter = Refusals.orRefuse(casework.find(Typed.id(id), page.me()));
        if (!letter.writtenBy(page.me())) {
            throw Refusals.notAllowed();
        }
        return letter;
    }

    private static String at(Case letter, String rest) {
        return "/console/cases/" + Ids.text(letter.id()) + rest;
    }
}
