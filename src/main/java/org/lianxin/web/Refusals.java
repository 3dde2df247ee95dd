package org.lianxin.web;

import org.lianxin.kernel.Outcome;

/** Ends a request with a refusal's status and sentence where there is no form to show again. Thrown by controllers only. */
public final class Refusals extends RuntimeException {
    private final transient Outcome.Refused<?> refused;

    private Refusals(Outcome.Refused<?> refused) {
        super(refused.key(), null, false, false);
        this.refused = refused;
    }

    public Outcome.Refused<?> refused() {
        return refused;
    }

    /** The value, or the end of the request with the page (or problem detail) that says why not. */
    public static <T> T orRefuse(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> value;
            case Outcome.Refused<T> refused -> throw new Refusals(refused);
        };
    }

    /** The end of the request for this reason; an outcome that is none would be a defect of the caller. */
    public static Refusals of(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            return new Refusals(refused);
        }
        throw new IllegalArgumentException("not refused");
    }

    public static Refusals notFound() {
        return new Refusals((Outcome.Refused<?>) Outcome.notFound());
    }

    public static Refusals notAllowed() {
        return new Refusals((Outcome.Refused<?>) Outcome.notAllowed());
    }
}
