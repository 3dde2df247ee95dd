package org.lianxin.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed after the command: {@code --name value}, {@code --flag} and words. {@code LIANXIN_NAME} in the environment stands in for an option. */
final class Options {
    private static final List<String> FLAGS = List.of("fresh");
    private static final List<String> NAMES =
            List.of("port", "data", "bind", "name", "email", "login", "key", "journal", "token", "speed");

    private final Map<String, String> values;
    private final List<String> words;
    private final List<String> all;

    private Options(Map<String, String> values, List<String> words, List<String> all) {
        this.values = values;
        this.words = words;
        this.all = all;
    }

    /** What was typed cannot be understood. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String key;
        private final transient Object[] values;

        Wrong(String key, Object... values) {
            super(key);
            this.key = key;
            this.values = values;
        }

        String key() {
            return key;
        }

        Object[] values() {
            return values;
        }
    }

    static Options of(List<String> arguments, Terminal terminal) {
        Map<String, String> values = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (FLAGS.contains(name) && equals < 0) {
                values.put(name, "");
            } else if (!NAMES.contains(name)) {
                throw new Wrong("launch.unknown-option", argument);
            } else if (equals >= 0) {
                values.put(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                throw new Wrong("launch.option-needs-value", argument);
            }
        }
        return new Options(values, words, arguments);
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> value(String name) {
        String typed = values.get(name);
        return Optional.ofNullable(
                        typed != null ? typed : System.getenv("LIANXIN_" + name.toUpperCase(java.util.Locale.ROOT)))
                .filter(v -> !v.isEmpty());
    }

    /** The n-th word, counted from 0. */
    Optional<String> word(int n) {
        return n < words.size() ? Optional.of(words.get(n)) : Optional.empty();
    }

    List<String> all() {
        return all;
    }

    DataFolder data() {
        return new DataFolder(Path.of(value("data").orElse("./data")));
    }

    int port(int otherwise) {
        String typed = value("port").orElse(Integer.toString(otherwise));
        return port(typed);
    }

    /** One or several, separated by commas. */
    List<Integer> ports(int otherwise) {
        return Arrays.stream(value("port").orElse(Integer.toString(otherwise)).split(",", -1))
                .map(Options::port)
                .toList();
    }

    private static int port(String typed) {
        try {
            int port = Integer.parseInt(typed);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw new Wrong("launch.port-form", typed);
        }
        throw new Wrong("launch.port-form", typed);
    }
}
