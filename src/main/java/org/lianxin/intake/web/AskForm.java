package org.lianxin.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.intake.Message;

/** The form as it was typed; it comes back like this when something is wrong. {@code kept}: signed hashes of pictures that are here already; {@code mine}: a
 * recognised citizen wants to find it among their letters. */
public record AskForm(
        String text,
        String kind,
        String unit,
        String place,
        String contact,
        boolean consent,
        boolean mine,
        List<String> kept,
        String token,
        String work,
        String trap) {

    static AskForm empty(String unit, String kind, String token) {
        return new AskForm("", kind, unit, "", "", false, true, List.of(), token, "", "");
    }

    static AskForm of(HttpServletRequest request) {
        String[] kept = request.getParameterValues("kept");
        return new AskForm(
                value(request, "text"),
                value(request, "kind"),
                value(request, "unit"),
                value(request, "place"),
                value(request, "contact"),
                request.getParameter("consent") != null,
                request.getParameter("mine") != null,
                kept == null
                        ? List.of()
                        : Arrays.stream(kept).distinct().limit(20).toList(),
                value(request, "token"),
                value(request, "work"),
                value(request, "website"));
    }

    private static String value(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    /** Under another token, with nothing left of the old one. */
    AskForm renewed(String fresh, List<String> pictures) {
        return new AskForm(
                text, kind, unit, place, contact, consent, mine, pictures, fresh, token.equals(fresh) ? work : "", "");
    }

    Optional<Message.Kind> chosen() {
        return Arrays.stream(Message.Kind.values())
                .filter(k -> word(k).equals(kind))
                .findFirst();
    }

    static String word(Message.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What stands in the one field for a contact is an address or a telephone. */
    NewMessage message(@Nullable Long unitId, List<String> hashes) {
        boolean mail = contact.contains("@");
        return new NewMessage(
                "site",
                token,
                chosen().orElse(Message.Kind.OTHER),
                text,
                place,
                hashes,
                unitId,
                mail ? contact.strip() : "",
                mail ? "" : contact.strip(),
                consent);
    }
}
