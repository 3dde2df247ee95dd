package org.lianxin.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as servers of the fediverse write it: where one thing stands there may be a list of it, where a thing stands there may be its
 * address. Plain JSON; no context is ever resolved.
 */
final class Json {
    private static final int DEEPEST = 32;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** The one object in these bytes; empty for anything else, however deep or double. */
    static Optional<ObjectNode> read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /** What our own tables hold. */
    static ObjectNode own(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    /** The text of a field; empty where it is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : "";
    }

    /** The address in a field, whether it stands there alone, in a list or within an object. */
    static String id(JsonNode node, String field) {
        return ids(node.path(field)).stream().findFirst().orElse("");
    }

    static List<String> ids(JsonNode node, String field) {
        return ids(node.path(field));
    }

    private static List<String> ids(JsonNode value) {
        List<String> found = new ArrayList<>();
        for (JsonNode each : each(value)) {
            String id = each.isString() ? each.asString() : text(each, "id");
            if (!id.isEmpty()) {
                found.add(id);
            }
        }
        return found;
    }

    /** The objects in a field; addresses are left out. */
    static List<ObjectNode> objects(JsonNode node, String field) {
        return each(node.path(field)).stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    static @Nullable ObjectNode object(JsonNode node, String field) {
        return objects(node, field).stream().findFirst().orElse(null);
    }

    /** Whether it is of one of these types; a thing may have several. */
    static boolean is(JsonNode node, String... types) {
        return each(node.path("type")).stream()
                .filter(JsonNode::isString)
                .anyMatch(t -> List.of(types).contains(t.asString()));
    }

    private static List<JsonNode> each(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }
}
