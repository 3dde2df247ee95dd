package org.lianxin.channels.site;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.PublishesHere;
import org.lianxin.delivery.Sheet;
import org.lianxin.kernel.Hash;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.springframework.context.ApplicationContext;

/** Hands parcels to the site's connector as delivery would: for tests of what is public. */
public final class Press {
    private static final AtomicLong NEXT = new AtomicLong(700_000_000_000L);
    private final PublishesHere connector;

    private Press(PublishesHere connector) {
        this.connector = connector;
    }

    public static Press in(ApplicationContext context) {
        return new Press((PublishesHere)
                context.getBean(Networks.class).of(Platform.SITE).orElseThrow());
    }

    /** A post with these words; unset parts are those of a plain piece of news. */
    public record Post(
            long id,
            String title,
            String html,
            String category,
            String section,
            Unit unit,
            Account account,
            List<Manuscript.Picture> media) {
        public static Post of(Unit unit, Account account, String title, String... paragraphs) {
            StringBuilder html = new StringBuilder();
            for (String paragraph : paragraphs) {
                html.append("<p>")
                        .append(paragraph.replace("&", "&amp;").replace("<", "&lt;"))
                        .append("</p>");
            }
            return new Post(NEXT.incrementAndGet(), title, html.toString(), "news", "", unit, account, List.of());
        }

        public Post in(String section) {
            return new Post(id, title, html, category, section, unit, account, media);
        }

        public Post as(String category) {
            return new Post(id, title, html, category, section, unit, account, media);
        }

        public Post on(Account other) {
            return new Post(id, title, html, category, section, unit, other, media);
        }

        public Post with(String newTitle, String newHtml) {
            return new Post(id, newTitle, newHtml, category, section, unit, account, media);
        }

        public Post showing(Manuscript.Picture... pictures) {
            return new Post(id, title, html, category, section, unit, account, List.of(pictures));
        }

        Sheet sheet() {
            String plain = html.replace("</p>", "\n")
                    .replaceAll("<[^>]*>", "")
                    .replace("&lt;", "<")
                    .replace("&amp;", "&")
                    .strip();
            return new Sheet(
                    "post",
                    title,
                    html,
                    plain,
                    "",
                    category,
                    section,
                    unit.id(),
                    unit.shortName(),
                    account.name(),
                    Long.toString(id),
                    media);
        }
    }

    public static long delivery() {
        return NEXT.incrementAndGet();
    }

    public Parcel parcel(
            long delivery, Parcel.Kind kind, Post post, @Nullable String remote, String reason, Instant at) {
        byte[] bytes = post.sheet().bytes();
        return new Parcel(
                delivery,
                kind,
                post.account().id(),
                Platform.SITE,
                "post",
                post.id(),
                Long.toString(post.id()),
                Sheet.MEDIA_TYPE,
                bytes,
                Hash.sha256(bytes),
                remote,
                reason,
                at,
                at);
    }

    public List<Attempt> hand(Parcel... parcels) {
        return connector.publish(List.of(parcels));
    }

    public Attempt publish(Post post, Instant at) {
        return hand(parcel(delivery(), Parcel.Kind.PUBLISH, post, null, "", at)).getFirst();
    }

    public Attempt correct(Post post, String reason, Instant at) {
        return hand(parcel(delivery(), Parcel.Kind.CORRECT, post, null, reason, at))
                .getFirst();
    }

    public Attempt withdraw(Post post, String reason, Instant at) {
        return hand(parcel(delivery(), Parcel.Kind.WITHDRAW, post, null, reason, at))
                .getFirst();
    }

    /** An answer in a case; without consent the question is empty. */
    public Attempt reply(
            String number, String kind, Unit unit, Account account, String question, String answer, Instant at) {
        long id = delivery();
        String html = "<p>" + answer.replace("&", "&amp;").replace("<", "&lt;") + "</p>";
        Sheet sheet = new Sheet(
                "reply",
                "",
                html,
                answer,
                question,
                kind,
                "",
                unit.id(),
                unit.shortName(),
                account.name(),
                number,
                List.of());
        return hand(new Parcel(
                        id,
                        Parcel.Kind.REPLY,
                        account.id(),
                        Platform.SITE,
                        "reply",
                        id,
                        number,
                        Sheet.MEDIA_TYPE,
                        sheet.bytes(),
                        Hash.sha256(sheet.bytes()),
                        null,
                        "",
                        at,
                        at))
                .getFirst();
    }
}
