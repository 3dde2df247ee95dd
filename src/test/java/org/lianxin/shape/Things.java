package org.lianxin.shape;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Following;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.identity.KeptForms;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Sessions;
import org.lianxin.identity.Tokens;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.media.Media;
import org.lianxin.notices.Notices;
import org.lianxin.notices.Outbox;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Sections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Duty;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.review.Chains;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationContext;

/**
 * Things of the water unit, each made by what people do, under the word that stands before their id in an address. An endpoint with an id of
 * a new kind needs a line in {@link #belonging}, an open one a line in {@link #inPublic}.
 */
final class Things {
    /** In the title or text of everything made here. */
    static final String WORDS = "权限试验";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Set<String> UNIT = Set.of("water.leader", "water.editor", "water.partner", "water.spokesperson", "office", "inspector");

    private final ApplicationContext context;
    private final Callers callers;
    private final Cast cast;
    private final Map<String, Belonging> belonging;
    private final Map<String, InPublic> inPublic;

    /** A fresh thing each time, and the logins of those to whom it belongs; nobody else may reach it. */
    record Belonging(Supplier<String> made, Set<String> theirs) {}

    /** One that everybody may see, and one of the same kind that is not public. */
    record InPublic(Supplier<String> shown, Supplier<String> hidden) {}

    Things(ApplicationContext context, Callers callers) {
        this.context = context;
        this.callers = callers;
        this.cast = Cast.in(context);
        Set<String> person = Set.of("water.editor", "admin");
        Set<String> office = Set.of("office");
        Set<String> admin = Set.of("admin");
        belonging = Map.ofEntries(
                Map.entry("posts", new Belonging(() -> Ids.text(draft().id()), UNIT)),
                Map.entry("reviews", new Belonging(() -> Ids.text(submitted(draft()).id()), UNIT)),
                Map.entry("deliveries", new Belonging(this::delivery, UNIT)),
                Map.entry("cases", new Belonging(() -> Ids.text(letter().id()), UNIT)),
                Map.entry("media", new Belonging(this::pictureOfADraft, UNIT)),
                Map.entry("units", new Belonging(() -> Ids.text(water().id()), with("admin", UNIT))),
                Map.entry("accounts", new Belonging(() -> Ids.text(plannedAccount().id()), with("admin", UNIT))),
                Map.entry("members", new Belonging(this::member, Set.of("office", "admin"))),
                Map.entry("handovers", new Belonging(this::person, Set.of("office", "admin"))),
                Map.entry("stand-ins", new Belonging(this::standIn, with("admin", UNIT))),
                Map.entry("chains", new Belonging(this::chain, office)),
                Map.entry("routes", new Belonging(() -> Ids.text(water().id()), office)),
                Map.entry("sections", new Belonging(this::section, office)),
                Map.entry("kept", new Belonging(this::keptForm, Set.of("water.editor"))),
                Map.entry("sessions", new Belonging(this::session, person)),
                Map.entry("tokens", new Belonging(this::token, person)),
                Map.entry("people", new Belonging(this::person, admin)),
                Map.entry("outbox", new Belonging(this::mail, admin)));
        inPublic = Map.of(
                "posts", new InPublic(() -> Ids.text(published().id()), () -> Ids.text(draft().id())),
                "accounts", new InPublic(() -> Ids.text(cast.site("water").id()), () -> Ids.text(plannedAccount().id())),
                "units", new InPublic(() -> water().code(), () -> "no-such-unit"),
                "sections", new InPublic(() -> "service", this::closedSection),
                "follow", new InPublic(() -> service(Following.class).view(letter()), () -> "1." + service(Following.class).view(letter())),
                "answers", new InPublic(() -> answered(true).number(), () -> answered(false).number()),
                "media", new InPublic(this::pictureInPublic, this::pictureOfADraft));
    }

    /** What belongs to somebody under that word; fails where nothing is provided. */
    Belonging belonging(Endpoint endpoint) {
        return find(belonging, endpoint);
    }

    InPublic inPublic(Endpoint endpoint) {
        return find(inPublic, endpoint);
    }

    /** Ids, numbers and names of water's things of which nothing is public. */
    List<String> secrets() {
        Review review = submitted(draft());
        Case letter = letter();
        return List.of(
                Ids.text(draft().id()), Ids.text(review.id()), Ids.text(review.subjectId()), Ids.text(letter.id()), letter.number(), delivery(), pictureOfADraft(), keptForm(), token(),
                session(), mail());
    }

    String unit() {
        return Ids.text(water().id());
    }

    private static <T> T find(Map<String, T> things, Endpoint endpoint) {
        T found = things.get(endpoint.thing());
        if (found == null) {
            throw new AssertionError("shape/Things has no \"" + endpoint.thing() + "\" to try " + endpoint + " with: add a line there");
        }
        return found;
    }

    private static Set<String> with(String one, Set<String> all) {
        return Stream.concat(Stream.of(one), all.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private <T> T service(Class<T> type) {
        return context.getBean(type);
    }

    private Unit water() {
        return cast.unit("water");
    }

    private static String fresh(String word) {
        return word + NUMBER.incrementAndGet();
    }

    private Draft text(Account target) {
        return Draft.of(fresh(WORDS), "今晚22:00至次日5:00检修，请提前储水。", Category.SERVICE, List.of(target.id()));
    }

    private Post kept(Draft draft) {
        return service(Posts.class).create(water().id(), draft, cast.person("water.editor")).orThrow();
    }

    private Post draft() {
        return kept(text(cast.site("water")));
    }

    private Review submitted(Post post) {
        long review = service(Posts.class).submit(post.id(), post.version(), cast.person("water.editor")).orThrow().review();
        return service(Reviews.class).find(review).orElseThrow();
    }

    private Post out(Post post) {
        approve(submitted(post));
        return post;
    }

    private void approve(Review review) {
        service(Reviews.class).approve(review.id(), review.version(), review.digest(), null, cast.person("water.leader")).orThrow();
        service(Delivery.class).drain();
    }

    private Post published() {
        return out(draft());
    }

    private String delivery() {
        return Ids.text(service(Deliveries.class).of("post", published().id(), cast.person("water.editor")).getFirst().id());
    }

    private Account plannedAccount() {
        return service(Accounts.class).open(NewAccount.of(water().id(), Platform.SITE, fresh("access-"), fresh(WORDS)).withExcuse("权限试验用的第二个账号"), null).orThrow();
    }

    private String member() {
        long person = Long.parseLong(person());
        return Ids.text(service(Team.class).appoint(person, water().id(), Role.EDITOR, Duty.PART_TIME, cast.person("office")).orThrow().id());
    }

    private String standIn() {
        long person = Long.parseLong(person());
        service(Team.class).appoint(person, water().id(), Role.EDITOR, Duty.PART_TIME, cast.person("office")).orThrow();
        Instant now = service(LianxinClock.class).instant();
        return Ids.text(service(Team.class).standIn(person, cast.id("water.vice"), water().id(), Role.EDITOR, now, now.plusSeconds(3600), cast.person("office")).orThrow().id());
    }

    private Case letter() {
        return letter(false);
    }

    private Case letter(boolean consent) {
        String words = fresh(WORDS + "，水压不足，");
        service(Intake.class).register(new Intake.NewMessage("site", null, Message.Kind.HELP, words + "盼回复。", "", List.of(), water().id(), "", "", consent)).orThrow();
        return service(Cases.class).list(new Cases.Filter(Cases.Part.ALL, null, null, words), null, 1, cast.person("water.editor")).items().getFirst();
    }

    private Case answered(boolean consent) {
        Case letter = letter(consent);
        Replies replies = service(Replies.class);
        Reply reply = replies.save(letter.id(), 0, new Replies.Draft(Reply.Kind.FINAL, "水压已经恢复，谢谢您告诉我们。", List.of()), cast.person("water.editor")).orThrow();
        approve(replies.submit(letter.id(), reply.version(), cast.person("water.editor")).orThrow().review());
        return letter;
    }

    private String picture() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 64, 64, new java.util.Random(NUMBER.incrementAndGet()).ints(64 * 64).toArray(), 0, 64);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return service(Media.class).picture(new ByteArrayInputStream(bytes.toByteArray()), cast.id("water.editor")).orThrow().hash();
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }

    private String pictureOfADraft() {
        String hash = picture();
        kept(text(cast.site("water")).with(List.of(Illustration.of(hash, "一张图", ""))));
        return hash;
    }

    private String pictureInPublic() {
        String hash = picture();
        out(kept(text(cast.site("water")).with(List.of(Illustration.of(hash, "一张图", "")))));
        return hash;
    }

    private String chain() {
        Unit unit = service(Units.class).create(NewUnit.of(fresh("access-"), fresh(WORDS + "单位"), "department", ""), null).orThrow();
        return Ids.text(service(Chains.class).set(unit.id(), "", "", List.of(Role.LEADER), 0, cast.person("office")).orThrow().id());
    }

    private String section() {
        Sections sections = service(Sections.class);
        long parent = sections.byCode("service").orElseThrow().id();
        return sections.create(fresh("access-"), parent, fresh(WORDS), "A try", cast.person("office")).orThrow().code();
    }

    private String closedSection() {
        Sections sections = service(Sections.class);
        var section = sections.byCode(section()).orElseThrow();
        return sections.change(section.id(), section.version(), section.name(), section.nameEn(), false, cast.person("office")).orThrow().code();
    }

    private String keptForm() {
        KeptForms forms = service(KeptForms.class);
        forms.keep(cast.id("water.editor"), "/console/posts/" + fresh(""), List.of(new KeptForms.Field("text", "没写完的字")), false);
        return Ids.text(forms.of(cast.person("water.editor")).getFirst().id());
    }

    private String session() {
        callers.session("water.editor");
        return Ids.text(service(Sessions.class).of(cast.id("water.editor")).getFirst().id());
    }

    private String token() {
        Tokens tokens = service(Tokens.class);
        tokens.issue(fresh("access"), cast.id("water.editor"));
        return Ids.text(tokens.of(cast.id("water.editor")).getFirst().id());
    }

    private String person() {
        return Ids.text(service(People.class).create(NewPerson.of(fresh("access."), "温如玉"), null).orThrow().id());
    }

    private String mail() {
        service(Notices.class).mail("citizen@shifan.example", fresh(WORDS), "密钥在信里。", fresh("access/"));
        return Ids.text(service(Outbox.class).list(null, null, cast.person("admin")).orThrow().items().getFirst().id());
    }
}
