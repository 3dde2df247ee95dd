package org.lianxin.api.mastodon;

import java.util.List;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.publishing.Papers;
import org.lianxin.registry.Account;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens in the house after an app has written, and what people elsewhere say. */
public final class Desk {
    private final ApplicationContext context;
    private final Cast cast;

    public Desk(ApplicationContext context) {
        this.context = context;
        this.cast = Cast.in(context);
    }

    /** The leader lets the post through and it goes out; answers the note's id. */
    public String publish(String post, Account account) {
        approve(post);
        return context.getBean(JdbcClient.class)
                .sql("select max(id) from federation.face_note where account = ? and reference = ?")
                .params(account.id(), post)
                .query((row, n) -> row.getString(1))
                .single();
    }

    public void approve(String post) {
        approve(context.getBean(Papers.class)
                .find(Long.parseLong(post), cast.person("traffic.leader"))
                .orElseThrow()
                .review());
    }

    public void approve(long review) {
        Review seen = context.getBean(Reviews.class).find(review).orElseThrow();
        context.getBean(Reviews.class)
                .approve(seen.id(), seen.version(), seen.digest(), null, cast.person("traffic.leader"))
                .orThrow();
        context.getBean(Delivery.class).drain();
    }

    /** Somebody elsewhere speaks to the account; answers the message's id. */
    public String say(Account account, String text, String under, Arrival.Way way) {
        String remote = "https://far.example/notes/" + Deeds.fresh("n");
        return Long.toString(context.getBean(Arrivals.class)
                .arrive(new Arrival(
                        account.id(),
                        remote,
                        under.isEmpty() ? remote : under,
                        under,
                        way,
                        text,
                        remote,
                        new Arrival.Author("https://far.example/people/lin", "@lin@far.example"),
                        context.getBean(LianxinClock.class).instant(),
                        List.of())));
    }
}
