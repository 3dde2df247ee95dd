package org.lianxin.shape;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianxin.api.mastodon.Previews;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.cases.Case;
import org.lianxin.cases.Following;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Settlements;
import org.lianxin.delivery.Waybill;
import org.lianxin.identity.KeptForms;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Sessions;
import org.lianxin.identity.Tokens;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.notices.Notices;
import org.lianxin.notices.Outbox;
import org.lianxin.publishing.Sections;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Duty;
import org.lianxin.registry.Importing;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.review.Chains;
import org.lianxin.review.Review;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Things of the water unit, each made by what people do, under the word that stands before their id in an address. An endpoint with an id of
 * a new kind needs a line in {@link #belonging}, an open one a line in {@link #inPublic}.
 */
final class Things {
    /** In the title or text of everything made here. */
    static final String WORDS = "权限试验";

    private static final Set<String> UNIT =
            Set.of("water.leader", "water.editor", "water.partner", "water.spokesperson", "office", "inspector");

    private final ApplicationContext context;
    private final Callers callers;
    private final Cast cast;
    private final Deeds deeds;
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
        this.deeds = Deeds.of("water", WORDS, context);
        Set<String> person = Set.of("water.editor", "admin");
        Set<String> office = Set.of("office");
        Set<String> admin = Set.of("admin");
        belonging = Map.ofEntries(
                Map.entry("posts", new Belonging(() -> Ids.text(deeds.draft().id()), UNIT)),
                Map.entry(
                        "reviews",
                        new Belonging(
                                () -> Ids.text(deeds.submitted(deeds.draft()).id()), UNIT)),
                Map.entry("deliveries", new Belonging(this::delivery, UNIT)),
                Map.entry("cases", new Belonging(this::letterAndAnswer, UNIT)),
                Map.entry("remarks", new Belonging(this::remark, UNIT)),
                Map.entry("media", new Belonging(this::pictureOfADraft, UNIT)),
                Map.entry("units", new Belonging(() -> Ids.text(water().id()), with("admin", UNIT))),
                Map.entry(
                        "accounts",
                        new Belonging(() -> Ids.text(connectedAccount().id()), with("admin", UNIT))),
                Map.entry("menus", new Belonging(() -> Ids.text(pocketAccount().id()), UNIT)),
                Map.entry("masses", new Belonging(this::onWechat, UNIT)),
                Map.entry("members", new Belonging(this::member, with("admin", UNIT))),
                Map.entry("handovers", new Belonging(this::person, Set.of("office", "admin"))),
                Map.entry("stand-ins", new Belonging(this::standIn, with("admin", UNIT))),
                Map.entry("imports", new Belonging(this::table, with("inspector", office))),
                Map.entry("chains", new Belonging(this::chain, office)),
                Map.entry("routes", new Belonging(() -> Ids.text(water().id()), office)),
                Map.entry("sections", new Belonging(this::section, office)),
                Map.entry("kept", new Belonging(this::keptForm, Set.of("water.editor"))),
                Map.entry("sessions", new Belonging(this::session, person)),
                Map.entry("tokens", new Belonging(this::token, person)),
                Map.entry("apps", new Belonging(this::app, Set.of("water.editor"))),
                Map.entry("people", new Belonging(this::person, admin)),
                Map.entry("outbox", new Belonging(this::mail, admin)));
        inPublic = Map.ofEntries(
                Map.entry(
                        "api/accounts",
                        new InPublic(
                                () -> Ids.text(fediverse()),
                                () -> Ids.text(plannedAccount().id()))),
                Map.entry("api/statuses", new InPublic(() -> said("note"), () -> "1")),
                Map.entry(
                        "api/previews",
                        new InPublic(() -> Previews.of(context, pictureOfADraft()), () -> pictureOfADraft() + ".no")),
                Map.entry(
                        "actors",
                        new InPublic(
                                () -> Ids.text(fediverse()),
                                () -> Ids.text(plannedAccount().id()))),
                Map.entry("notes", new InPublic(() -> said("note"), () -> "1")),
                Map.entry("activities", new InPublic(() -> said("activity"), () -> "1")),
                Map.entry(
                        "posts",
                        new InPublic(
                                () -> Ids.text(deeds.published(deeds.draft()).id()),
                                () -> Ids.text(deeds.draft().id()))),
                Map.entry(
                        "accounts",
                        new InPublic(
                                () -> Ids.text(cast.site("water").id()),
                                () -> Ids.text(plannedAccount().id()))),
                Map.entry("units", new InPublic(() -> water().code(), () -> "no-such-unit")),
                Map.entry("sections", new InPublic(() -> "service", this::closedSection)),
                Map.entry("follow", new InPublic(this::followed, () -> "1." + followed())),
                Map.entry(
                        "answers",
                        new InPublic(
                                () -> deeds.answered(true).number(),
                                () -> deeds.answered(false).number())),
                Map.entry("media", new InPublic(this::pictureInPublic, this::pictureOfADraft)));
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
        Review review = deeds.submitted(deeds.draft());
        Case letter = deeds.letter(false, "");
        return List.of(
                Ids.text(deeds.draft().id()),
                Ids.text(review.id()),
                Ids.text(review.subjectId()),
                Ids.text(letter.id()),
                letter.number(),
                delivery(),
                pictureOfADraft(),
                keptForm(),
                token(),
                session(),
                mail());
    }

    String unit() {
        return Ids.text(water().id());
    }

    private static <T> T find(Map<String, T> things, Endpoint endpoint) {
        T ofApps = endpoint.path().startsWith("/api/") ? things.get("api/" + endpoint.thing()) : null;
        T found = ofApps == null ? things.get(endpoint.thing()) : ofApps;
        if (found == null) {
            throw new AssertionError(
                    "shape/Things has no \"" + endpoint.thing() + "\" to try " + endpoint + " with: add a line there");
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

    private String delivery() {
        return Ids.text(service(Deliveries.class)
                .of("post", deeds.published(deeds.draft()).id(), cast.person("water.editor"))
                .getFirst()
                .id());
    }

    private Account plannedAccount() {
        return service(Accounts.class)
                .open(
                        NewAccount.of(water().id(), Platform.SITE, Deeds.fresh("access-"), Deeds.fresh(WORDS))
                                .withExcuse("权限试验用的第二个账号"),
                        null)
                .orThrow();
    }

    private Account pocketAccount() {
        return service(Accounts.class)
                .open(
                        NewAccount.of(water().id(), Platform.WECHAT, Deeds.fresh("access-"), Deeds.fresh(WORDS))
                                .withExcuse("权限试验用的又一个账号"),
                        null)
                .orThrow();
    }

    /** Put there by hand, since nothing is connected. */
    private String onWechat() {
        Account account = pocketAccount();
        service(Accounts.class).move(account.id(), AccountState.TRIAL, "", null).orThrow();
        service(Accounts.class).move(account.id(), AccountState.LIVE, "", null).orThrow();
        long post = deeds.sentTo(Deeds.fresh(WORDS), "请提前储水。", List.of(), account.id())
                .id();
        Waybill task = service(Deliveries.class)
                .of("post", post, cast.person("water.editor"))
                .getFirst();
        service(Settlements.class)
                .done(task.id(), task.version(), "https://mp.weixin.qq.com/s/1", cast.person("water.editor"))
                .orThrow();
        return Ids.text(task.id());
    }

    private Account connectedAccount() {
        Account account = service(Accounts.class)
                .open(
                        NewAccount.of(water().id(), Platform.WEIBO, Deeds.fresh("access-"), Deeds.fresh(WORDS))
                                .withExcuse("权限试验用的又一个账号"),
                        null)
                .orThrow();
        service(Connections.class)
                .connect(
                        account,
                        new Connections.Granted(Deeds.fresh("9"), WORDS, Map.of("token", "none"), null),
                        cast.person("water.editor"))
                .orThrow();
        return account;
    }

    private long fediverse() {
        return service(Accounts.class).ofUnit(water().id()).stream()
                .filter(a -> a.platform() == Platform.FEDIVERSE)
                .findFirst()
                .orElseGet(() -> {
                    Account made = service(Accounts.class)
                            .open(NewAccount.of(water().id(), Platform.FEDIVERSE, "access", WORDS), null)
                            .orThrow();
                    service(Accounts.class)
                            .move(made.id(), AccountState.TRIAL, "", null)
                            .orThrow();
                    return service(Accounts.class)
                            .move(made.id(), AccountState.LIVE, "", null)
                            .orThrow();
                })
                .id();
    }

    /** What was said last to everybody. */
    private String said(String table) {
        deeds.sentTo(Deeds.fresh(WORDS), "说给大家听。", List.of(), fediverse());
        return service(JdbcClient.class)
                .sql("select max(id) from federation." + table)
                .query((row, n) -> row.getString(1))
                .single();
    }

    private String member() {
        long person = Long.parseLong(person());
        return Ids.text(service(Team.class)
                .appoint(person, water().id(), Role.EDITOR, Duty.PART_TIME, cast.person("office"))
                .orThrow()
                .id());
    }

    private String standIn() {
        long person = Long.parseLong(person());
        service(Team.class)
                .appoint(person, water().id(), Role.EDITOR, Duty.PART_TIME, cast.person("office"))
                .orThrow();
        Instant now = service(LianxinClock.class).instant();
        return Ids.text(service(Team.class)
                .standIn(
                        person,
                        cast.id("water.vice"),
                        water().id(),
                        Role.EDITOR,
                        now,
                        now.plusSeconds(3600),
                        cast.person("office"))
                .orThrow()
                .id());
    }

    private String letterAndAnswer() {
        Case letter = deeds.letter(false, "");
        Replies.Draft draft = new Replies.Draft(Reply.Kind.FINAL, WORDS, List.of());
        Reply reply = context.getBean(Replies.class)
                .save(letter.id(), 0, draft, cast.person("water.editor"))
                .orThrow();
        return Ids.text(letter.id()) + " " + Ids.text(reply.id());
    }

    private String remark() {
        Arrival said = new Arrival(
                cast.site("water").id(),
                Deeds.fresh("said-"),
                "",
                "",
                Arrival.Way.COMMENT,
                WORDS,
                "",
                new Arrival.Author("1", "某人"),
                service(LianxinClock.class).instant(),
                List.of());
        return Ids.text(service(Arrivals.class).arrive(said));
    }

    private String pictureOfADraft() {
        String hash = deeds.picture();
        deeds.draftWith(hash);
        return hash;
    }

    private String pictureInPublic() {
        String hash = deeds.picture();
        deeds.published(deeds.draftWith(hash));
        return hash;
    }

    /** The proof that the key of an answered letter was shown, and the picture of its answer. */
    private String followed() {
        String hash = deeds.picture();
        return service(Following.class).view(deeds.answeredWith(hash)) + " " + hash;
    }

    private String chain() {
        Unit unit = service(Units.class)
                .create(NewUnit.of(Deeds.fresh("access-"), Deeds.fresh(WORDS + "单位"), "department", ""), null)
                .orThrow();
        return Ids.text(service(Chains.class)
                .set(unit.id(), "", "", List.of(Role.LEADER), 0, cast.person("office"))
                .orThrow()
                .id());
    }

    private String table() {
        byte[] table = ("代码,名称,类型\n" + Deeds.fresh("access-") + "," + Deeds.fresh(WORDS) + ",department\n")
                .getBytes(StandardCharsets.UTF_8);
        return Ids.text(service(Importing.class)
                .bring(table, "units.csv", cast.person("office"))
                .orThrow()
                .id());
    }

    private String section() {
        Sections sections = service(Sections.class);
        long parent = sections.byCode("service").orElseThrow().id();
        return sections.create(Deeds.fresh("access-"), parent, Deeds.fresh(WORDS), "A try", cast.person("office"))
                .orThrow()
                .code();
    }

    private String closedSection() {
        Sections sections = service(Sections.class);
        var section = sections.byCode(section()).orElseThrow();
        return sections.change(
                        section.id(), section.version(), section.name(), section.nameEn(), false, cast.person("office"))
                .orThrow()
                .code();
    }

    private String keptForm() {
        KeptForms forms = service(KeptForms.class);
        forms.keep(
                cast.id("water.editor"),
                "/console/posts/" + Deeds.fresh(""),
                List.of(new KeptForms.Field("text", "没写完的字")),
                false);
        return Ids.text(forms.of(cast.person("water.editor")).getFirst().id());
    }

    private String session() {
        callers.session("water.editor");
        return Ids.text(
                service(Sessions.class).of(cast.id("water.editor")).getFirst().id());
    }

    private String token() {
        Tokens tokens = service(Tokens.class);
        tokens.issue(Deeds.fresh("access"), cast.id("water.editor"));
        return Ids.text(tokens.of(cast.id("water.editor")).getFirst().id());
    }

    private String app() {
        return Ids.text(Signed.in(context, "water.editor", fediverse(), "read").id());
    }

    private String person() {
        return Ids.text(service(People.class)
                .create(NewPerson.of(Deeds.fresh("access."), "温如玉"), null)
                .orThrow()
                .id());
    }

    private String mail() {
        service(Notices.class).mail("citizen@shifan.example", Deeds.fresh(WORDS), "密钥在信里。", Deeds.fresh("access/"));
        return Ids.text(service(Outbox.class)
                .list(null, null, cast.person("admin"))
                .orThrow()
                .items()
                .getFirst()
                .id());
    }
}
