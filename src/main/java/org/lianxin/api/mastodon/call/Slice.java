package org.lianxin.api.mastodon.call;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of a list, newest first, by ids: below {@code max_id}, above {@code since_id}, or next above {@code min_id}. */
public record Slice(OptionalLong max, OptionalLong since, OptionalLong min, int limit) {
    private static final Set<String> OWN = Set.of("max_id", "since_id", "min_id");

    public static Slice of(Params params, int otherwise, int most) {
        return new Slice(
                params.id("max_id"), params.id("since_id"), params.id("min_id"), params.limit(otherwise, most));
    }

    /** The rows of it; {@code select} has a where already. */
    public <T> List<T> of(JdbcClient db, String select, String id, Map<String, Object> params, RowMapper<T> mapper) {
        StringBuilder sql = new StringBuilder(select);
        Map<String, Object> all = new HashMap<>(params);
        bound(sql, all, id, " < ", "below", max);
        bound(sql, all, id, " > ", "above", min.isPresent() ? min : since);
        all.put("limit", limit);
        sql.append(" order by ")
                .append(id)
                .append(min.isPresent() ? "" : " desc")
                .append(" limit :limit");
        List<T> rows =
                new ArrayList<>(db.sql(sql.toString()).params(all).query(mapper).list());
        if (min.isPresent()) {
            Collections.reverse(rows);
        }
        return rows;
    }

    private static void bound(
            StringBuilder sql, Map<String, Object> params, String id, String than, String name, OptionalLong value) {
        if (value.isPresent()) {
            sql.append(" and ").append(id).append(than).append(':').append(name);
            params.put(name, value.getAsLong());
        }
    }

    /** The answer with the ways to what comes before and after, for as long as there is anything. */
    public ResponseEntity<ArrayNode> answer(List<ObjectNode> things, String base, HttpServletRequest request) {
        ArrayNode all = Json.array();
        things.forEach(all::add);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header("Cache-Control", "private, no-store");
        if (!things.isEmpty()) {
            String rest = request.getParameterMap().entrySet().stream()
                    .filter(p -> !OWN.contains(p.getKey()))
                    .flatMap(p -> List.of(p.getValue()).stream().map(v -> encode(p.getKey()) + "=" + encode(v) + "&"))
                    .collect(Collectors.joining());
            String address = base + request.getRequestURI() + "?" + rest;
            answer.header(
                    "Link",
                    "<" + address + "max_id=" + id(things.getLast()) + ">; rel=\"next\", <" + address + "min_id="
                            + id(things.getFirst()) + ">; rel=\"prev\"");
        }
        return answer.body(all);
    }

    private static String id(ObjectNode thing) {
        return thing.path("id").asString("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
