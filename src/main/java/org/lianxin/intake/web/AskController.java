package org.lianxin.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.intake.Intake.Receipt;
import org.lianxin.intake.Message;
import org.lianxin.intake.VisitCookie;
import org.lianxin.intake.Visits;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Texts;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The form by which citizens write. Whatever is wrong with it, it comes back as it was typed; it sets no cookie. */
@Controller
@Open
@RequestMapping("/ask")
class AskController {
    private static final List<String> FIELDS = List.of("", "text", "kind", "unit", "place", "photos", "contact");

    private final Intake intake;
    private final Units units;
    private final Photos photos;
    private final Door door;
    private final Receipts receipts;

    AskController(Intake intake, Units units, Photos photos, Door door, Receipts receipts) {
        this.intake = intake;
        this.units = units;
        this.photos = photos;
        this.door = door;
        this.receipts = receipts;
    }

    @org.springframework.stereotype.Component
    record Door(Guard guard, Limits limits, VisitCookie visit, Visits visits) {}

    @GetMapping
    String show(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String kind,
            Page page,
            Model model,
            HttpServletResponse response) {
        return page(AskForm.empty(unit, kind, door.guard().token()), Map.of(), page, model, response);
    }

    @PostMapping
    String create(
            @RequestParam(name = "photos", required = false) @Nullable List<MultipartFile> files,
            Page page,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AskForm typed = AskForm.of(request);
        boolean proven = door.guard().proven(typed.token(), typed.work());
        Guard.Verdict verdict = door.guard().judge(typed.token(), proven);
        String token = verdict == Guard.Verdict.STALE ? door.guard().token() : typed.token();
        String address = request.getRemoteAddr();
        AskForm form = typed.renewed(token, List.of());
        try {
            if (!door.limits().takeForm(address)) {
                return refused(
                        429,
                        form,
                        Map.of("", page.t.of("intake.form.too-many", Limits.WINDOW.toMinutes())),
                        page,
                        model,
                        response);
            }
            Photos.Here here = photos.take(typed, files == null ? List.of() : files, page.t);
            form = typed.renewed(
                    token,
                    here.hashes().stream()
                            .map(hash -> door.guard().kept(token, hash))
                            .toList());
            Map<String, String> errors = errors(typed, verdict, here, page.t);
            return errors.isEmpty()
                    ? send(form, here.hashes(), proven, request, page, model, response)
                    : refused(422, form, errors, page, model, response);
        } catch (DataAccessException | TransactionException away) {
            org.slf4j.LoggerFactory.getLogger(AskController.class).error("a letter could not be registered", away);
            return refused(503, form, Map.of("", page.t.of("intake.form.database")), page, model, response);
        }
    }

    /** Everything that is wrong at once, by the id of its field, in the order of the form. */
    private Map<String, String> errors(AskForm typed, Guard.Verdict verdict, Photos.Here here, Texts t) {
        Map<String, String> found = new HashMap<>();
        if (intake.check(typed.message(unit(typed), here.hashes())) instanceof Outcome.Refused<NewMessage> refused) {
            boolean words = refused.key().equals("intake.phone")
                    && typed.contact().chars().noneMatch(Character::isDigit);
            found.put(field(refused), words ? t.of("intake.contact") : t.of(refused.key(), refused.arguments()));
        }
        if (typed.chosen().isEmpty()) {
            found.put("kind", t.of("intake.kind.missing"));
        }
        if (!typed.unit().isEmpty() && unit(typed) == null) {
            found.put("unit", t.of("intake.unit"));
        }
        if (!here.problems().isEmpty()) {
            found.put("photos", String.join(" ", here.problems()));
        }
        switch (verdict) {
            case STALE -> found.put("", t.of("intake.form.stale"));
            case TOO_QUICK -> found.put("", t.of("intake.form.quick"));
            case GOOD -> {
                if (!typed.trap().isEmpty()) {
                    found.put("", t.of("intake.form.trap"));
                }
            }
        }
        Map<String, String> ordered = new LinkedHashMap<>();
        FIELDS.stream().filter(found::containsKey).forEach(field -> ordered.put(field, found.getOrDefault(field, "")));
        return ordered;
    }

    private static String field(Outcome.Refused<?> refused) {
        String field = Objects.requireNonNullElse(refused.field(), "");
        return switch (field) {
            case "email", "phone" -> "contact";
            case "pictures" -> "photos";
            default -> FIELDS.contains(field) ? field : "";
        };
    }

    private String send(
            AskForm form,
            List<String> hashes,
            boolean proven,
            HttpServletRequest request,
            Page page,
            Model model,
            HttpServletResponse response) {
        String address = request.getRemoteAddr();
        if (!door.limits().takeMessage(address, proven)) {
            return refused(
                    429,
                    form,
                    Map.of("", page.t.of("intake.form.too-many", Limits.WINDOW.toMinutes())),
                    page,
                    model,
                    response);
        }
        boolean registered = false;
        try {
            Outcome<Receipt> outcome = intake.register(form.message(unit(form), hashes), page.prefix.locale());
            registered = outcome.isDone();
            return switch (outcome) {
                case Outcome.Done<Receipt>(Receipt receipt) -> {
                    if (form.mine()) {
                        door.visit()
                                .visitor(request)
                                .ifPresent(visitor -> door.visits().wrote(visitor, receipt.message()));
                    }
                    yield "redirect:" + page.href("/ask/receipt") + "?t="
                            + receipts.token(receipt, form.contact().contains("@"));
                }
                case Outcome.Refused<Receipt> refused ->
                    refused(
                            refused.kind().status(),
                            form,
                            Map.of(field(refused), page.t.of(refused.key(), refused.arguments())),
                            page,
                            model,
                            response);
            };
        } finally {
            if (!registered) {
                door.limits().giveBack(address);
            }
        }
    }

    private @Nullable Long unit(AskForm form) {
        return form.unit().isEmpty() || form.unit().length() > 40
                ? null
                : units.byCode(form.unit()).map(Unit::id).orElse(null);
    }

    private String refused(
            int status,
            AskForm form,
            Map<String, String> errors,
            Page page,
            Model model,
            HttpServletResponse response) {
        response.setStatus(status);
        return page(form, errors, page, model, response);
    }

    private String page(
            AskForm form, Map<String, String> errors, Page page, Model model, HttpServletResponse response) {
        List<Unit> all = List.of();
        List<AskPage.Picture> pictures = List.of();
        int bits = 17;
        int retention = 1_095;
        List<String[]> days = List.of(new String[] {"1", "3"}, new String[] {"1", "5"}, new String[] {"1", "15"});
        try {
            all = units.all();
            pictures = photos.shown(form);
            bits = door.guard().bits();
            retention = Integer.parseInt(page.site.setting("intake.retention-days", "1095"));
            days = List.of(
                    days(page, "inquiry", "1/3"), days(page, "complaint", "1/5"), days(page, "suggestion", "1/15"));
        } catch (DataAccessException away) {
            // what was typed comes back even so
            org.slf4j.LoggerFactory.getLogger(AskController.class).warn("the form was shown without its lists", away);
        }
        response.setHeader("Cache-Control", "no-store");
        List<String> kinds =
                Arrays.stream(Message.Kind.values()).map(AskForm::word).toList();
        model.addAttribute(
                "view",
                new AskPage(
                        form,
                        errors,
                        kinds,
                        all,
                        pictures,
                        bits,
                        Integer.parseInt(days.getFirst()[0]),
                        days.stream().map(d -> d[1]).toList(),
                        retention));
        return "intake/ask/new";
    }

    private static String[] days(Page page, String kind, String usual) {
        return page.site.setting("cases.days." + kind, usual).split("/", 2);
    }
}
