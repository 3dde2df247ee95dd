package org.lianxin.delivery;

import java.util.List;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;

/** The outbox as other modules see it. */
@Service
public class Delivery {

    /** Joins the caller's transaction; the worker wakes when it commits. */
    public void enqueue(List<Order> orders) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes everything of a thing away again, on every account, at once: queued deliveries are cancelled, published ones withdrawn, and
     * where a network cannot do it an editor is asked to do it by hand. Leader of the unit or office. Returns how many accounts it concerns.
     */
    public Outcome<Integer> withdraw(String subjectType, long subjectId, String reason, Person by) {
        throw new UnsupportedOperationException();
    }

    /** Delivers what is due at this moment in the calling thread; for the demo and for tests, which live in their own time. */
    public void drain() {
        throw new UnsupportedOperationException();
    }
}
