package org.lianxin.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;

/** Asks for approval and takes the decisions. */
@Service
public class Reviews {

    /** Keeps the bytes and starts the chain of the unit and category; an open review of the same thing becomes void. */
    public Outcome<Long> ask(Request request, @Nullable Person by) {
        throw new UnsupportedOperationException();
    }

    /** Takes the next step; true when it was the last one. {@code newPlanned} at or before this moment means at once. */
    public Outcome<Boolean> approve(long review, int version, String digest, @Nullable Instant newPlanned, Person by) {
        throw new UnsupportedOperationException();
    }

    public Outcome<Boolean> sendBack(long review, int version, String remark, Person by) {
        throw new UnsupportedOperationException();
    }

    public Outcome<Boolean> bypass(long review, int version, String reason, Person by) {
        throw new UnsupportedOperationException();
    }

    public Outcome<Boolean> lookBack(long review, boolean good, String remark, Person by) {
        throw new UnsupportedOperationException();
    }

    /**
     * The content changed: an open review, or an approval of which nothing has left the house yet, becomes void. Done(true) if there was
     * one, Done(false) if there was nothing to void; refused if part of it is on its way already.
     */
    public Outcome<Boolean> recall(String subjectType, long subjectId, String why, @Nullable Person by) {
        throw new UnsupportedOperationException();
    }

    /** What a review keeps, in order. */
    public List<Kept> kept(long review) {
        throw new UnsupportedOperationException();
    }
}
