package org.lianxin.launch.postgres;

/** Told whenever a step begins that may take longer than a second; the key names a sentence of the texts. */
@FunctionalInterface
public interface Progress {
    void step(String key, Object... values);

    static Progress silent() {
        return (key, values) -> {};
    }
}
