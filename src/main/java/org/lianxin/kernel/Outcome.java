package org.lianxin.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request: done, or refused for a reason that a page can show. A refusal is a value because the person can
 * act on it; exceptions are for what nobody can act on.
 */
public sealed interface Outcome<T> permits Outcome.Done, Outcome.Refused {

    /** The request was carried out. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The request was refused and nothing was changed.
     *
     * @param kind why, in HTTP's terms
     * @param key of the sentence in {@code messages/*.properties} that says what to do next
     * @param arguments for the sentence
     * @param field the form field it concerns, or null for the whole request
     */
    record Refused<T>(
            Kind kind,
            String key,
            List<Object> arguments,
            @Nullable String field) implements Outcome<T> {
        @SuppressWarnings("unchecked")
        public <U> Outcome<U> cast() {
            return (Outcome<U>) this;
        }
    }

    /** The kinds of refusal and the HTTP status each is answered with. */
    enum Kind {
        INVALID(422),
        NOT_ALLOWED(403),
        NOT_FOUND(404),
        CHANGED_MEANWHILE(409),
        TOO_MANY(429);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> invalid(String field, String key, Object... arguments) {
        return new Refused<>(Kind.INVALID, key, List.of(arguments), field);
    }

    static <T> Outcome<T> refused(Kind kind, String key, Object... arguments) {
        return new Refused<>(kind, key, List.of(arguments), null);
    }

    static <T> Outcome<T> notFound() {
        return refused(Kind.NOT_FOUND, "refused.not-found");
    }

    static <T> Outcome<T> notAllowed() {
        return refused(Kind.NOT_ALLOWED, "refused.not-allowed");
    }

    static <T> Outcome<T> changedMeanwhile() {
        return refused(Kind.CHANGED_MEANWHILE, "refused.changed-meanwhile");
    }

    default <U> Outcome<U> map(Function<T, U> f) {
        return switch (this) {
            case Done<T>(T value) -> done(f.apply(value));
            case Refused<T> refused -> refused.cast();
        };
    }

    default <U> Outcome<U> then(Function<T, Outcome<U>> f) {
        return switch (this) {
            case Done<T>(T value) -> f.apply(value);
            case Refused<T> refused -> refused.cast();
        };
    }

    default boolean isDone() {
        return this instanceof Done;
    }

    /** The value, for callers to whom a refusal would be a defect of the program. */
    default T orThrow() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case Refused<T> refused ->
                throw new IllegalStateException("refused: " + refused.key() + " " + refused.arguments());
        };
    }
}
