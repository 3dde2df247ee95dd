package org.lianxin.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;

/** What must hold of a unit or an account in itself, whoever enters it and by whatever way. */
final class Rules {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private Rules() {}

    static Outcome<NewUnit> of(NewUnit wanted) {
        if (!CODE.matcher(wanted.code().strip()).matches()) {
            return Outcome.invalid("code", "registry.unit.code-form");
        } else if (wanted.name().isBlank() || wanted.name().strip().length() > 80) {
            return Outcome.invalid("name", "registry.unit.name-form");
        } else if (!Units.TYPES.contains(wanted.type())) {
            return Outcome.invalid("type", "registry.unit.type-form");
        } else if (wanted.shortName().length() > 20) {
            return Outcome.invalid("shortName", "registry.too-long", 20);
        } else if (wanted.duties().length() > 2000) {
            return Outcome.invalid("duties", "registry.too-long", 2000);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("area", wanted.area());
        texts.put("budgetLine", wanted.budgetLine());
        texts.put("sponsor", wanted.sponsor());
        texts.put("host", wanted.host());
        texts.put("operator", wanted.operator());
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.put("name", wanted.name());
        all.put("shortName", wanted.shortName());
        all.put("duties", wanted.duties());
        return seen(all, wanted).then(w -> tooLong(texts, 200, w));
    }

    static Outcome<NewAccount> of(NewAccount wanted) {
        String handle = wanted.handle().strip();
        String url = wanted.url().strip();
        Positioning p = wanted.positioning();
        if (handle.isEmpty() || handle.length() > 60 || handle.chars().anyMatch(Character::isWhitespace)) {
            return Outcome.invalid("handle", "registry.account.handle-form");
        } else if (wanted.name().isBlank() || wanted.name().strip().length() > 60) {
            return Outcome.invalid("name", "registry.account.name-form");
        } else if (!url.isEmpty() && (url.length() > 400 || !url.matches("https?://[^\\s\"<>]+"))) {
            return Outcome.invalid("url", "registry.account.url-form");
        } else if (wanted.excuse().length() > 400) {
            return Outcome.invalid("excuse", "registry.too-long", 400);
        } else if (wanted.filing().length() > 200) {
            return Outcome.invalid("filing", "registry.too-long", 200);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("audience", p.audience());
        texts.put("publishes", p.publishes());
        texts.put("tone", p.tone());
        texts.put("interaction", p.interaction());
        texts.put("service", p.service());
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.put("handle", handle);
        all.put("name", wanted.name());
        all.put("url", url);
        all.put("excuse", wanted.excuse());
        all.put("filing", wanted.filing());
        return seen(all, wanted).then(w -> tooLong(texts, 500, w));
    }

    private static <T> Outcome<T> seen(Map<String, String> texts, T wanted) {
        return texts.entrySet().stream()
                .filter(text -> Unseen.in(text.getValue()))
                .findFirst()
                .map(text -> Unseen.<T>refused(text.getKey()))
                .orElse(Outcome.done(wanted));
    }

    private static <T> Outcome<T> tooLong(Map<String, String> texts, int most, T wanted) {
        List<String> long_ = texts.entrySet().stream()
                .filter(text -> text.getValue().length() > most)
                .map(Map.Entry::getKey)
                .toList();
        return long_.isEmpty() ? Outcome.done(wanted) : Outcome.invalid(long_.getFirst(), "registry.too-long", most);
    }
}
