package org.lianxin.support;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.media.Media;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.springframework.context.ApplicationContext;

/** What the people of one unit of the {@link Cast} do on an ordinary day, through the services, each time with words of its own. */
public final class Deeds {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ApplicationContext context;
    private final Cast cast;
    private final String unit;
    private final String words;

    private Deeds(ApplicationContext context, String unit, String words) {
        this.context = context;
        this.cast = Cast.in(context);
        this.unit = unit;
        this.words = words;
    }

    /** {@code words}: with which every title and letter begins. */
    public static Deeds of(String unit, String words, ApplicationContext context) {
        return new Deeds(context, unit, words);
    }

    private <T> T service(Class<T> type) {
        return context.getBean(type);
    }

    /** A word that was not used before. */
    public static String fresh(String word) {
        return word + NUMBER.incrementAndGet();
    }

    private Post kept(List<Illustration> media) {
        Draft draft = Draft.of(
                        fresh(words),
                        "今晚22:00至次日5:00检修，请提前储水。",
                        Category.SERVICE,
                        List.of(cast.site(unit).id()))
                .with(media);
        return service(Posts.class)
                .create(cast.unit(unit).id(), draft, cast.person(unit + ".editor"))
                .orThrow();
    }

    public Post draft() {
        return kept(List.of());
    }

    public Post draftWith(String picture) {
        return kept(List.of(Illustration.of(picture, "一张图", "")));
    }

    /** Submitted, approved and on its way to these accounts of the unit. */
    public Post sentTo(String title, String text, List<Illustration> media, long... accounts) {
        Draft draft = Draft.of(
                        title,
                        text,
                        Category.SERVICE,
                        java.util.stream.LongStream.of(accounts).boxed().toList())
                .with(media);
        return published(service(Posts.class)
                .create(cast.unit(unit).id(), draft, cast.person(unit + ".editor"))
                .orThrow());
    }

    /** Submitted and approved; when it goes is the program's affair. */
    public Post approvedFor(String title, String text, long... accounts) {
        Draft draft = Draft.of(
                title,
                text,
                Category.SERVICE,
                java.util.stream.LongStream.of(accounts).boxed().toList());
        Post post = service(Posts.class)
                .create(cast.unit(unit).id(), draft, cast.person(unit + ".editor"))
                .orThrow();
        Review review = submitted(post);
        service(Reviews.class)
                .approve(review.id(), review.version(), review.digest(), null, cast.person(unit + ".leader"))
                .orThrow();
        return post;
    }

    /** Submitted, let through by the leader before anybody has signed, and out: somebody else has yet to look back. */
    public Post letThrough(String title, String text, long... accounts) {
        Draft draft = Draft.of(
                title,
                text,
                Category.SERVICE,
                java.util.stream.LongStream.of(accounts).boxed().toList());
        Post post = service(Posts.class)
                .create(cast.unit(unit).id(), draft, cast.person(unit + ".editor"))
                .orThrow();
        Review review = submitted(post);
        service(Reviews.class)
                .bypass(review.id(), review.version(), review.digest(), "水位还在涨。", cast.person(unit + ".leader"))
                .orThrow();
        service(Delivery.class).drain();
        return post;
    }

    /** The office looks back at what was let through. */
    public void lookedBack(Post post, boolean good) {
        Reviews reviews = service(Reviews.class);
        reviews.lookBack(reviews.latest("post", post.id()).orElseThrow().id(), good, "时间写错了。", cast.person("office"))
                .orThrow();
    }

    /** Answered by the unit's editor and approved by its leader. */
    public Reply answer(Case letter, String words) {
        Replies replies = service(Replies.class);
        Reply reply = replies.save(
                        letter.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, words, List.of()),
                        cast.person(unit + ".editor"))
                .orThrow();
        approve(replies.submit(letter.id(), reply.version(), cast.person(unit + ".editor"))
                .orThrow()
                .review());
        return reply;
    }

    public Review submitted(Post post) {
        long review = service(Posts.class)
                .submit(post.id(), post.version(), cast.person(unit + ".editor"))
                .orThrow()
                .review();
        return service(Reviews.class).find(review).orElseThrow();
    }

    /** Corrected, approved and out. */
    public Post corrected(Post post, String text, String why) {
        Posts posts = service(Posts.class);
        Post open = posts.correct(post.id(), cast.person(unit + ".editor")).orThrow();
        return published(posts.save(
                        post.id(),
                        open.version(),
                        open.draft().reading(open.draft().title(), text).saying(why),
                        cast.person(unit + ".editor"))
                .orThrow());
    }

    /** Submitted, approved and out. */
    public Post published(Post draft) {
        approve(submitted(draft));
        return draft;
    }

    private void approve(Review review) {
        service(Reviews.class)
                .approve(review.id(), review.version(), review.digest(), null, cast.person(unit + ".leader"))
                .orThrow();
        service(Delivery.class).drain();
    }

    /** The hash of a picture that the editor has uploaded. */
    public String picture() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(
                0, 0, 64, 64, new Random(NUMBER.incrementAndGet()).ints(64 * 64).toArray(), 0, 64);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return service(Media.class)
                    .picture(new ByteArrayInputStream(bytes.toByteArray()), cast.id(unit + ".editor"))
                    .orThrow()
                    .hash();
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }

    /** A letter to the unit. {@code phone}: what only its handlers may read. */
    public Case letter(boolean consent, String phone) {
        String begins = fresh(words) + "，水压不足，";
        service(Intake.class)
                .register(new Intake.NewMessage(
                        "site",
                        null,
                        Message.Kind.HELP,
                        begins + "盼回复。",
                        "",
                        List.of(),
                        cast.unit(unit).id(),
                        "",
                        phone,
                        consent))
                .orThrow();
        return service(Cases.class)
                .list(new Cases.Filter(Cases.Part.ALL, null, null, begins), null, 1, cast.person(unit + ".editor"))
                .items()
                .getFirst();
    }

    /** A letter with its answer. */
    public Case answered(boolean consent) {
        return answered(letter(consent, ""), List.of());
    }

    /** Only the citizen reads it, and sees its picture. */
    public Case answeredWith(String picture) {
        return answered(letter(false, ""), List.of(new Reply.Picture(picture, "一张图")));
    }

    private Case answered(Case letter, List<Reply.Picture> pictures) {
        Replies replies = service(Replies.class);
        Reply reply = replies.save(
                        letter.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "水压已经恢复，谢谢您告诉我们。", pictures),
                        cast.person(unit + ".editor"))
                .orThrow();
        approve(replies.submit(letter.id(), reply.version(), cast.person(unit + ".editor"))
                .orThrow()
                .review());
        return letter;
    }
}
