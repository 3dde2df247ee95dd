package org.lianxin.launch.postgres;

import java.util.List;

/** A command cannot go on, and the person at the terminal can act on it: one sentence of the texts, named by its key. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final transient List<Object> values;

    public Refusal(String key, Object... values) {
        super(key + List.of(values));
        this.key = key;
        this.values = List.of(values);
    }

    public Refusal because(Throwable cause) {
        initCause(cause);
        return this;
    }

    public String key() {
        return key;
    }

    public Object[] values() {
        return values.toArray();
    }
}
