package org.lianxin.api.mastodon.call;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Refusals;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an app sends, however it sends it: in the address, as a form, as parts or as JSON, {@code id=}, {@code id[]=} or a list. Names of
 * lists are kept without brackets, names within a thing as {@code poll[options]}.
 */
public final class Params {
    /** Longest body of JSON. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_VALUES = 1000;
    private static final Pattern LIST = Pattern.compile("\\[\\d{0,4}]$");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .build();

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Params() {}

    /** Reads a request, once; ends it if the body is too long, or holds what cannot be kept. */
    static Params of(HttpServletRequest request) throws IOException {
        Params params = new Params();
        request.getParameterMap().forEach((name, all) -> {
            for (String value : all) {
                params.add(name, value);
            }
        });
        String type = request.getContentType();
        if (type != null && type.regionMatches(true, 0, "application/json", 0, 16)) {
            byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw refused("apps.too-long");
            }
            params.read(new String(body, StandardCharsets.UTF_8));
        }
        return params;
    }

    private void read(String body) {
        if (body.isBlank()) {
            return;
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                throw refused("refused.unreadable");
            }
            json.propertyStream().forEach(field -> put(field.getKey(), field.getValue()));
        } catch (JacksonException broken) {
            throw refused("refused.unreadable");
        }
    }

    private void put(String name, JsonNode value) {
        if (value.isArray()) {
            value.valueStream().forEach(each -> put(name, each));
        } else if (value.isObject()) {
            value.propertyStream().forEach(field -> put(name + "[" + field.getKey() + "]", field.getValue()));
        } else if (!value.isNull()) {
            add(name, value.asString());
        }
    }

    private void add(String name, String value) {
        if (Unseen.unkeepable(value) || Unseen.unkeepable(name)) {
            throw refused("refused.unseen-character");
        }
        List<String> all = values.computeIfAbsent(LIST.matcher(name).replaceFirst(""), fresh -> new ArrayList<>());
        if (all.size() >= MOST_VALUES) {
            throw refused("apps.too-long");
        }
        all.add(value);
    }

    private static Refusals refused(String key) {
        return Refusals.of(Outcome.refused(Outcome.Kind.INVALID, key));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The last that was sent by this name; empty if none was. */
    public String text(String name) {
        List<String> all = values.get(name);
        return all == null ? "" : all.getLast();
    }

    public Optional<String> maybe(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** {@code true}, {@code True}, {@code 1}, {@code on}; anything else, and nothing, is no. */
    public boolean yes(String name) {
        return switch (text(name)) {
            case "true", "True", "TRUE", "1", "on", "t" -> true;
            default -> false;
        };
    }

    public OptionalLong id(String name) {
        return Ids.parse(text(name));
    }

    /** How many at most: what was asked for, between one and {@code most}. */
    public int limit(int otherwise, int most) {
        OptionalLong asked = Ids.parse(text("limit"));
        return asked.isEmpty() ? otherwise : Math.clamp(asked.getAsLong(), 1, most);
    }

    /** A moment with its offset; empty if none was sent, or what was sent is none. */
    public Optional<Instant> moment(String name) {
        try {
            return text(name).isBlank()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text(name)).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
