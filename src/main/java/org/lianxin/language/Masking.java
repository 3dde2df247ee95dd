package org.lianxin.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Finds personal data in a text and masks it: telephone and ID numbers, bank cards, licence plates, e-mail addresses, full home addresses.
 * The patterns lie in {@code language/masking.txt}.
 */
@Component
public class Masking {
    /** How far to the left of a door number the names of village, street and estate are looked for. */
    private static final int REACH = 28;

    private static final Map<String, String> MASKS = Map.of(
            "phone",
            "1●● ●●●● ●●●●",
            "landline",
            "0●●● ●●●●●●●",
            "id-number",
            "●●●●●● ●●●●●●●● ●●●●",
            "bank-card",
            "●●●● ●●●● ●●●● ●●●●",
            "plate",
            "●●·●●●●●",
            "email",
            "●●●@●●●",
            "address",
            "●●●");

    private record Rule(String kind, Pattern pattern) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Pattern lead;
    private final Pattern district;

    public Masking() {
        Map<String, String> names = new HashMap<>();
        for (String line : Resource.lines("language/masking.txt")) {
            int tab = line.indexOf('\t');
            String pattern = line.substring(tab + 1);
            for (var name : names.entrySet()) {
                pattern = pattern.replace("{" + name.getKey() + "}", name.getValue());
            }
            if (line.startsWith("=")) {
                names.put(line.substring(1, tab), pattern);
            } else {
                rules.add(new Rule(line.substring(0, tab), Pattern.compile(pattern)));
            }
        }
        this.lead = Pattern.compile(java.util.Objects.requireNonNull(names.get("lead")));
        this.district = Pattern.compile(java.util.Objects.requireNonNull(names.get("district")));
    }

    /**
     * A piece of personal data: UTF-16 positions, and what it is ({@code phone}, {@code landline}, {@code id-number}, {@code bank-card},
     * {@code plate}, {@code email}, {@code address}).
     */
    public record Found(int start, int end, String kind) {}

    /** Pieces in order, not overlapping. */
    public List<Found> find(String text) {
        String plain = plain(text);
        List<Found> found = new ArrayList<>();
        for (Rule rule : rules) {
            Matcher match = rule.pattern().matcher(plain);
            while (match.find()) {
                Found piece = piece(rule.kind(), match, plain);
                if (piece != null
                        && found.stream().noneMatch(f -> f.start() < piece.end() && piece.start() < f.end())) {
                    found.add(piece);
                }
            }
        }
        found.sort(Comparator.comparingInt(Found::start));
        return found;
    }

    private @org.jspecify.annotations.Nullable Found piece(String kind, Matcher match, String plain) {
        return switch (kind) {
            case "bank-card" -> luhn(match.group()) ? new Found(match.start(), match.end(), kind) : null;
            case "bank-card-said" -> new Found(match.start("it"), match.end("it"), "bank-card");
            case "door" -> new Found(nameBefore(plain, match.start()), match.end(), "address");
            default -> new Found(match.start(), match.end(), kind);
        };
    }

    /** Where the name begins that stands before a door number: after the last mark or leading word within reach. */
    private int nameBefore(String plain, int door) {
        int start = door;
        while (start > 0
                && door - start < REACH
                && (Character.UnicodeScript.of(plain.charAt(start - 1)) == Character.UnicodeScript.HAN
                        || Character.isDigit(plain.charAt(start - 1)))) {
            start--;
        }
        Matcher word = lead.matcher(plain).region(start, door);
        while (word.find()) {
            if (word.end() < door) {
                start = word.end();
            }
        }
        return start;
    }

    /** The text with every piece masked, so that its length gives nothing away; of an address the district stays, by which it finds its unit. */
    public String mask(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Found piece : find(text)) {
            out.append(text, from, piece.start());
            if (piece.kind().equals("address")) {
                Matcher head = district.matcher(text).region(piece.start(), piece.end());
                out.append(head.lookingAt() ? head.group() : "");
            }
            out.append(MASKS.get(piece.kind()));
            from = piece.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static boolean luhn(String card) {
        int sum = 0;
        int place = 0;
        for (int i = card.length() - 1; i >= 0; i--) {
            int digit = card.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                int weighed = place++ % 2 == 0 ? digit : digit * 2;
                sum += weighed > 9 ? weighed - 9 : weighed;
            }
        }
        return sum % 10 == 0;
    }

    /** Full-width letters, digits and signs as plain ones, places unchanged. */
    private static String plain(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= '\uff01'
                    && c <= '\uff5e'
                    && c != '\uff0c'
                    && c != '\uff1a'
                    && c != '\uff1b'
                    && c != '\uff1f'
                    && c != '\uff01') {
                chars[i] = (char) (c - 0xfee0);
            } else if (c == '\u3000' || c == '\u00a0') {
                chars[i] = ' ';
            }
        }
        return new String(chars);
    }
}
