package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lianxin.support.Snac.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.Lianxin;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Reply;
import org.lianxin.media.Media;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Draft;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.Fedify;
import org.lianxin.support.FreshDatabase;
import org.lianxin.support.Ports;
import org.lianxin.support.Snac;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A citizen with an account on another server follows the traffic police, reads, asks and is answered; by a server that is not ours. */
class FediverseJourney {
    private ConfigurableApplicationContext program;
    private Snac snac;
    private Fedify fedify;
    private Cast cast;
    private Account account;
    private String base;

    @BeforeEach
    void twoServers() throws Exception {
        int port = Ports.free();
        base = "http://localhost:" + port;
        program = new SpringApplicationBuilder(Lianxin.class)
                .initializers(new FreshDatabase())
                .run(
                        "--server.port=" + port,
                        "--lianxin.public-url=" + base,
                        "--lianxin.outbound.allow=127.0.0.0/8 ::1/128",
                        "--lianxin.outbound.http=true");
        cast = Cast.in(program);
        account = cast.live("traffic", Platform.FEDIVERSE, "jiaojing", "示范交警");
    }

    @AfterEach
    void shut() throws Exception {
        if (snac != null) {
            snac.close();
        }
        if (fedify != null) {
            fedify.close();
        }
        if (program != null) {
            program.close();
        }
    }

    private String actor() {
        return base + "/ap/actors/" + account.id();
    }

    private String get(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Accept", "application/activity+json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void approve(long review) {
        Review asked = program.getBean(Reviews.class).find(review).orElseThrow();
        program.getBean(Reviews.class)
                .approve(asked.id(), asked.version(), asked.digest(), null, cast.person("traffic.leader"))
                .orThrow();
    }

    private Illustration picture() throws Exception {
        var image = new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        String hash = program.getBean(Media.class)
                .picture(new ByteArrayInputStream(png.toByteArray()), cast.id("traffic.editor"))
                .orThrow()
                .hash();
        return Illustration.of(hash, "封闭的路口", "");
    }

    private List<JsonNode> notesOfOurs() {
        return snac.objects().stream()
                .filter(o -> o.path("type").asString("").equals("Note")
                        && o.path("attributedTo").asString("").equals(actor()))
                .toList();
    }

    @Test
    void a_citizen_elsewhere_follows_reads_asks_is_answered_and_sees_what_is_corrected_and_withdrawn()
            throws Exception {
        assumeTrue(
                Snac.installed(),
                "snac is not installed: apt install snac2 (Debian backports), as ./lianxin test does where it may");
        snac = Snac.start();

        // found by its handle, followed, granted
        assertThat(snac.webFinger("@jiaojing@" + base.substring(7))).contains(actor());
        snac.command("follow", actor());
        await("our server counts a follower", () -> get(actor() + "/followers").contains("\"totalItems\":1"));
        await(
                "snac has our grant",
                () -> snac.following().stream().anyMatch(f -> f.toString().contains("Accept")));

        // a reviewed post with a picture
        Posts posts = program.getBean(Posts.class);
        Draft draft = Draft.of(
                        "人民路封闭施工",
                        "今晚22:00起封闭，请绕行。#施工",
                        Category.SERVICE,
                        List.of(cast.site("traffic").id(), account.id()))
                .with(List.of(picture()));
        Post post = posts.create(cast.unit("traffic").id(), draft, cast.person("traffic.editor"))
                .orThrow();
        approve(posts.submit(post.id(), post.version(), cast.person("traffic.editor"))
                .orThrow()
                .review());
        await("snac has the post", () -> !notesOfOurs().isEmpty());
        JsonNode note = notesOfOurs().getFirst();
        assertThat(note.path("content").asString("")).contains("人民路封闭施工", "请绕行");
        assertThat(note.path("attachment").path(0).path("name").asString("")).isEqualTo("封闭的路口");
        assertThat(note.path("url").asString("")).isEqualTo(base + "/posts/" + post.id());
        String page = get(base + "/posts/" + post.id());
        assertThat(page)
                .as("whoever pastes the address of the page into the search of a server finds the note")
                .contains("type=\"application/activity+json\" href=\""
                        + note.path("id").asString("") + "\"");
        assertThat(get(base + "/accounts/" + account.id())).contains("href=\"" + actor() + "\"");

        // a reply from there is a case here
        snac.write(
                "@jiaojing@" + base.substring(7) + " 请问什么时候通车？我每天要从人民路上班。",
                note.path("id").asString(""));
        Cases cases = program.getBean(Cases.class);
        await("the question is a case", () -> !asked(cases).isEmpty());
        Case letter = asked(cases).getFirst();
        assertThat(letter.masked()).contains("什么时候通车");

        // the reviewed answer stands under the question there
        Replies replies = program.getBean(Replies.class);
        Reply reply = replies.save(
                        letter.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "预计明早5:00恢复通车，感谢理解。", List.of()),
                        cast.person("traffic.editor"))
                .orThrow();
        approve(replies.submit(letter.id(), reply.version(), cast.person("traffic.editor"))
                .orThrow()
                .review()
                .id());
        await("snac has the answer", () -> answer().isPresent());
        JsonNode answer = answer().orElseThrow();
        assertThat(answer.path("inReplyTo").asString("")).startsWith(snac.actor());
        assertThat(answer.path("tag").toString()).contains(snac.actor());

        // corrected, and withdrawn
        Post correction =
                posts.correct(post.id(), cast.person("traffic.editor")).orThrow();
        Draft better = correction.draft().reading("人民路封闭施工", "明晚22:00起封闭，请绕行。").saying("时间改了");
        Post saved = posts.save(post.id(), correction.version(), better, cast.person("traffic.editor"))
                .orThrow();
        approve(posts.submit(post.id(), saved.version(), cast.person("traffic.editor"))
                .orThrow()
                .review());
        String id = note.path("id").asString("");
        await(
                "snac has the correction",
                () -> snac.object(id)
                        .filter(o -> o.path("content").asString("").contains("明晚"))
                        .isPresent());
        posts.withdraw(post.id(), "工程取消", cast.person("traffic.leader")).orThrow();
        await("snac has it no more", () -> snac.object(id).isEmpty());

        // carried by another unit: known to whoever follows that one alone, and gone with the original
        snac.command("unfollow", actor());
        await("nobody follows the author", () -> get(actor() + "/followers").contains("\"totalItems\":0"));
        Account water = cast.live("water", Platform.FEDIVERSE, "shuiwu", "示范水务");
        String carrier = base + "/ap/actors/" + water.id();
        snac.command("follow", carrier);
        await("somebody follows who carries", () -> get(carrier + "/followers").contains("\"totalItems\":1"));
        Post original = Deeds.of("traffic", "转发", program).sentTo("和顺路抢修", "和顺路今晚绕行。", List.of(), account.id());
        Reposting reposting = program.getBean(Reposting.class);
        await("it stands", () -> reposting.offer(original.id()).isPresent());
        Deeds.of("water", "转发", program)
                .published(reposting
                        .create(water.unit(), original.id(), "", List.of(water.id()), cast.person("water.editor"))
                        .orThrow());
        await(
                "snac has what is carried",
                () -> notesOfOurs().stream()
                        .anyMatch(n -> n.path("content").asString("").contains("今晚绕行")));
        posts.withdraw(original.id(), "抢修提前完工", cast.person("traffic.leader")).orThrow();
        await(
                "snac has neither any more",
                () -> notesOfOurs().stream()
                        .noneMatch(n -> n.path("content").asString("").contains("今晚绕行")));
    }

    @Test
    void so_does_one_on_a_server_made_with_fedify() throws Exception {
        String missing = Fedify.missing();
        assumeTrue(missing.isEmpty(), missing);
        fedify = Fedify.start();
        fedify.command(Map.of("do", "follow", "actor", actor()));
        await("Fedify has our grant", () -> fedify.heard("Accept").isPresent());
        assertThat(get(actor() + "/followers")).contains("\"totalItems\":1");

        Posts posts = program.getBean(Posts.class);
        Draft draft = Draft.of(
                        "人民路封闭施工",
                        "今晚22:00起封闭，请绕行。",
                        Category.SERVICE,
                        List.of(cast.site("traffic").id(), account.id()))
                .with(List.of(picture()));
        Post post = posts.create(cast.unit("traffic").id(), draft, cast.person("traffic.editor"))
                .orThrow();
        approve(posts.submit(post.id(), post.version(), cast.person("traffic.editor"))
                .orThrow()
                .review());
        await("Fedify has the post", () -> fedify.heard("Create").isPresent());
        JsonNode created = fedify.heard("Create").orElseThrow();
        String note = created.path("object").asString("");
        assertThat(created.path("content").asString("")).contains("人民路封闭施工");
        assertThat(created.path("attachments").path(0).asString("")).isEqualTo("封闭的路口");

        fedify.command(Map.of("do", "write", "actor", actor(), "note", note, "text", "<p>请问什么时候通车？</p>"));
        Cases cases = program.getBean(Cases.class);
        await("the question is a case", () -> !asked(cases).isEmpty());
        Case letter = asked(cases).getFirst();
        Reply reply = program.getBean(Replies.class)
                .save(
                        letter.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "预计明早5:00恢复通车，感谢理解。", List.of()),
                        cast.person("traffic.editor"))
                .orThrow();
        approve(program.getBean(Replies.class)
                .submit(letter.id(), reply.version(), cast.person("traffic.editor"))
                .orThrow()
                .review()
                .id());
        await(
                "Fedify has the answer",
                () -> fedify.said(l -> l.path("content").asString("").contains("恢复通车"))
                        .isPresent());
        JsonNode answer = fedify.said(l -> l.path("content").asString("").contains("恢复通车"))
                .orElseThrow();
        assertThat(answer.path("inReplyTo").asString(""))
                .startsWith(fedify.actor().replace("/users/mei", "/notes/"));

        Post correction =
                posts.correct(post.id(), cast.person("traffic.editor")).orThrow();
        Draft better = correction.draft().reading("人民路封闭施工", "明晚22:00起封闭，请绕行。").saying("时间改了");
        Post saved = posts.save(post.id(), correction.version(), better, cast.person("traffic.editor"))
                .orThrow();
        approve(posts.submit(post.id(), saved.version(), cast.person("traffic.editor"))
                .orThrow()
                .review());
        await(
                "Fedify has the correction",
                () -> fedify.heard("Update")
                        .filter(u -> u.path("content").asString("").contains("明晚"))
                        .isPresent());
        posts.withdraw(post.id(), "工程取消", cast.person("traffic.leader")).orThrow();
        await("Fedify hears the withdrawal", () -> fedify.heard("Delete").isPresent());
        assertThat(fedify.heard("Delete").orElseThrow().path("object").asString(""))
                .isEqualTo(note);
        assertThat(fedify.said(line -> line.has("error"))).isEmpty();

        fedify.command(Map.of("do", "unfollow", "actor", actor()));
        await("nobody follows any more", () -> get(actor() + "/followers").contains("\"totalItems\":0"));
    }

    private List<Case> asked(Cases cases) {
        return cases.list(new Cases.Filter(Cases.Part.ALL, null, null, "通车"), null, 5, cast.person("traffic.editor"))
                .items();
    }

    private java.util.Optional<JsonNode> answer() {
        return notesOfOurs().stream()
                .filter(o -> o.path("content").asString("").contains("恢复通车"))
                .findFirst();
    }
}
