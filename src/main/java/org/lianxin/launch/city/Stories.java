package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.kernel.Ids;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.springframework.stereotype.Component;

/** Posts of today, by the way that all posts take: written, submitted, approved, gone out. */
@Component
class Stories {
    private final Press press;
    private final Delivery delivery;
    private final Deliveries deliveries;
    private final Matrix matrix;

    Stories(Press press, Delivery delivery, Deliveries deliveries, Matrix matrix) {
        this.press = press;
        this.delivery = delivery;
        this.deliveries = deliveries;
        this.matrix = matrix;
    }

    /** Writing, carrying further, and who says yes to it. */
    @Component
    record Press(Posts posts, Reposting reposting, Reviews reviews, Ids ids) {}

    /**
     * On the micro-site as well.
     *
     * @return what it is called on that network, or nothing if it is not out there
     */
    String tell(NamedCsvRecord row, Platform network, Account... besides) {
        String code = row.getField("unit");
        Account on = matrix.on(network, code);
        List<Long> targets = Stream.concat(Stream.of(matrix.site(code), on), Stream.of(besides))
                .map(Account::id)
                .toList();
        var editor = matrix.person(code + ".editor");
        Draft draft = Draft.of(
                row.getField("title"), row.getField("text"), Category.valueOf(row.getField("category")), targets);
        Post post = press.posts().create(matrix.unit(code).id(), draft, editor).orThrow();
        out(post, code);
        row.findField("carried").filter(by -> !by.isEmpty()).ifPresent(by -> carry(post, by));
        return deliveries.of("post", post.id(), editor).stream()
                .filter(w -> w.account() == on.id())
                .map(w -> w.remoteId())
                .findFirst()
                .orElse("");
    }

    private void out(Post post, String code) {
        long asked = press.posts()
                .submit(post.id(), post.version(), matrix.person(code + ".editor"))
                .orThrow()
                .review();
        Review review = press.reviews().find(asked).orElseThrow();
        press.reviews()
                .approve(asked, review.version(), review.digest(), null, matrix.person(code + ".leader"))
                .orThrow();
        delivery.drain();
    }

    /** By every account of another unit that can, without a word of its own. */
    private void carry(Post original, String code) {
        long unit = matrix.unit(code).id();
        Reposting.Offer offer = press.reposting().offer(original.id()).orElseThrow();
        List<Long> able = press.reposting().choices(offer, unit, null).stream()
                .filter(c -> c.why().isEmpty())
                .map(c -> c.account().id())
                .toList();
        if (!able.isEmpty()) {
            out(
                    press.reposting()
                            .create(press.ids().next(), unit, original.id(), "", able, matrix.person(code + ".editor"))
                            .orThrow(),
                    code);
        }
    }

    /** Of {@code name: text|name: text}, with colons as they are written in Chinese. */
    static void said(String all, URI network, String path, Map<String, String> about) {
        for (String one : all.split("\\|")) {
            int colon = one.indexOf('\uff1a');
            if (colon > 0) {
                Map<String, String> said = new HashMap<>(about);
                said.put("name", one.substring(0, colon));
                said.put("text", one.substring(colon + 1));
                Told.tell(network, path, said);
            }
        }
    }
}
