package org.lianxin.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.web.Role;

/**
 * A row of {@code endpoints/*.csv}.
 *
 * @param access {@code open}, {@code signed-in}, {@code admin}, or roles with bars between them, {@code +admin} behind; {@code app}: only an app that a
 *     person has let in, {@code app:} with one of these scopes behind it, bars between them
 * @param foreign what somebody with the right role is answered to whom the thing at this address does not belong: 404, 403, or {@code -}
 *     where it belongs to everybody who may call
 */
record Endpoint(String method, String path, String access, String foreign) {
    private static final Path TABLES = Path.of("src/test/resources/endpoints");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");

    /** What stands in an address beside the id: it names no thing of its own. */
    private static final Map<String, String> BESIDE = Map.of(
            "hashtag",
            "water",
            "stream",
            "user",
            "part",
            "notification",
            "size",
            "small",
            "secret",
            "x".repeat(43),
            "format",
            "csv",
            "kind",
            "units",
            "proof",
            "x");

    /** Every row of every table. */
    static List<Endpoint> written() {
        List<Endpoint> all = new ArrayList<>();
        for (Path file : Sources.files(TABLES, ".csv")) {
            Sources.read(file).lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> {
                String[] cells = line.split(",");
                assertThat(cells).as(file + ": " + line).hasSize(4);
                assertThat(cells[3]).as(file + ": " + line).isIn("-", "403", "404");
                all.add(new Endpoint(cells[0], cells[1], cells[2], cells[3]));
            });
        }
        return all;
    }

    boolean open() {
        return access.equals("open");
    }

    /** Neither a session nor a token of the REST interface opens it. */
    boolean forApps() {
        return access.equals("app") || access.startsWith("app:");
    }

    boolean safe() {
        return SAFE.contains(method);
    }

    /** Lets in who has signed the very bytes that it sends, or an app that proves to be itself, and nobody else. */
    boolean signed() {
        return path.startsWith("/hooks/")
                || path.endsWith("/inbox")
                || path.equals("/oauth/token")
                || path.equals("/oauth/revoke");
    }

    /** Documents that other servers read: in one language, which is none. */
    boolean forServers() {
        return path.startsWith("/ap/");
    }

    boolean forPrograms() {
        return path.startsWith("/rest/");
    }

    /** A public page, where everybody is a citizen. */
    boolean knowsNobody() {
        return !path.startsWith("/console") && !path.startsWith("/rest/") && !path.startsWith("/sign-");
    }

    /** Whether the table lets this person call at all; whose the thing is does not matter here. */
    boolean lets(Callers.Caller caller) {
        if (open()) {
            return true;
        } else if (caller.login() == null || forApps()) {
            return false;
        } else if (access.equals("signed-in")) {
            return true;
        } else if (access.equals("admin") || access.endsWith("+admin")) {
            return caller.admin() || caller.roles().stream().anyMatch(this::names);
        }
        return caller.roles().stream().anyMatch(this::names);
    }

    private boolean names(Role role) {
        return Arrays.asList(access.replace("+admin", "").split("\\|")).contains(role.name());
    }

    /** The thing whose id stands in the address: the word before it ({@code posts} in {@code /console/posts/{id}/edit}); else the last word. */
    String thing() {
        Matcher id = ids();
        String before = id == null ? path : path.substring(0, id.start() - 1);
        return before.substring(before.lastIndexOf('/') + 1);
    }

    boolean hasId() {
        return ids() != null;
    }

    private @org.jspecify.annotations.Nullable Matcher ids() {
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
            if (!BESIDE.containsKey(variables.group(1))) {
                return variables;
            }
        }
        return null;
    }

    /** The address of one thing; where it lies inside another one, {@code id} has both, with a space between. */
    String at(String id) {
        Iterator<String> ids = Arrays.asList(id.split(" ")).iterator();
        AtomicReference<String> last = new AtomicReference<>(id);
        return VARIABLE.matcher(path).replaceAll(found -> {
            String beside = BESIDE.get(found.group(1));
            String next =
                    beside != null ? beside : ids.hasNext() ? last.updateAndGet(before -> ids.next()) : last.get();
            return Matcher.quoteReplacement(next);
        });
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
