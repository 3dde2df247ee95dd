package org.lianxin.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files and their addresses: who sees them, when, and how they are sent. */
@LianxinTest
class MediaTests {
    @Autowired
    Media media;

    @Autowired
    JdbcClient db;

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    private Stored stored(int width, String login) throws Exception {
        Long by = login == null ? null : Cast.in(context).id(login);
        return media.picture(new ByteArrayInputStream(PicturesTests.picture("jpg", width, 50)), by)
                .orThrow();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> as(String login, String path) throws Exception {
        return get(path, "Authorization", "Bearer " + Cast.in(context).bearer(login));
    }

    @Test
    void the_forms_offer_exactly_the_kinds_of_pictures_that_are_taken() throws Exception {
        Map<String, byte[]> pictures = Map.of(
                "image/jpeg", PicturesTests.picture("jpg", 90, 50),
                "image/png", PicturesTests.picture("png", 90, 50),
                "image/gif", PicturesTests.picture("gif", 90, 50),
                "image/webp", PicturesTests.webp("lossy"),
                "image/heic", "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.ISO_8859_1));
        Set<String> taken = pictures.entrySet().stream()
                .filter(p -> media.upload(new ByteArrayInputStream(p.getValue()), null)
                        .isDone())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        for (String form : List.of("publishing/posts/edit", "cases/replies/edit", "intake/ask/new")) {
            String page = Files.readString(Path.of("src/main/jte", form + ".jte"));
            Set<String> offered = Pattern.compile("image/[a-z*]+")
                    .matcher(
                            page.substring(page.indexOf("accept=\""), page.indexOf('"', page.indexOf("accept=\"") + 8)))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            assertThat(offered).as(form).isEqualTo(taken);
        }
        for (String language : List.of("zh_CN", "en")) {
            String help = Files.readString(
                            Path.of("src/main/resources/messages/publishing_" + language + ".properties"))
                    .lines()
                    .filter(line -> line.startsWith("posts.media.add-help="))
                    .findFirst()
                    .orElseThrow();
            assertThat(help).contains("JPEG", "PNG", "WebP", "GIF").doesNotContain("HEIC");
        }
    }

    @Test
    void a_picture_is_public_only_while_somebody_shows_it() throws Exception {
        Stored stored = stored(101, "traffic.editor");
        String path = "/media/" + stored.hash() + "/small";
        assertThat(get(path).statusCode()).isEqualTo(404);
        media.show(List.of(stored.hash(), "no such file"), "page/1", "1");
        media.show(List.of(stored.hash()), "page/2", "2");
        HttpResponse<byte[]> shown = get(path);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(shown.headers().firstValue("Cache-Control")).contains("max-age=0, must-revalidate, public");
        assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(path, "If-None-Match", shown.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        media.hide("page/1");
        assertThat(get(path).statusCode()).isEqualTo(200);
        media.hide("page/2");
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_withheld_makes_nothing_public_until_it_is_released_and_other_pages_still_show_their_own()
            throws Exception {
        Stored stored = stored(111, null);
        String path = "/media/" + stored.hash() + "/small";
        media.withhold("L1");
        media.show(List.of(stored.hash()), "page/11", "L1");
        assertThat(get(path).statusCode()).isEqualTo(404);
        media.show(List.of(stored.hash()), "page/12", "12");
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        media.hide("page/12");
        assertThat(get(path, "If-None-Match", tag).statusCode())
                .as("what a cache has kept is gone with the next request")
                .isEqualTo(404);
        media.withhold("L1");
        media.release("L1");
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void an_address_that_names_no_file_is_no_page() throws Exception {
        Stored stored = stored(102, null);
        media.show(List.of(stored.hash()), "page/3", "3");
        assertThat(get("/media/" + stored.hash() + "/huge").statusCode()).isEqualTo(404);
        assertThat(get("/media/" + stored.hash().toUpperCase() + "/small").statusCode())
                .isEqualTo(404);
        assertThat(get("/media/..%2f..%2fkeys/master").statusCode()).isIn(400, 404);
    }

    @Test
    void the_same_picture_is_kept_once_and_both_who_brought_it_may_see_it() throws Exception {
        Stored first = stored(103, "traffic.editor");
        assertThat(stored(103, "water.editor")).isEqualTo(first);
        assertThat(media.uploader(first.hash())).contains(Cast.in(context).id("traffic.editor"));
        String path = "/console/media/" + first.hash() + "/medium";
        assertThat(as("traffic.editor", path).statusCode()).isEqualTo(200);
        assertThat(as("water.editor", path).statusCode()).isEqualTo(200);
        assertThat(as("water.leader", path).statusCode()).isEqualTo(404);
        assertThat(get(path).statusCode()).isEqualTo(302);
    }

    @Test
    void many_who_bring_the_same_picture_at_once_leave_one() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> stored(104, null)))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isEqualTo(all.getFirst().get());
            }
        }
        assertThat(media.find(stored(104, null).hash())).isPresent();
    }

    @Test
    void a_video_is_sent_in_parts_as_players_ask_for_it() throws Exception {
        Stored film = media.video(new ByteArrayInputStream(PicturesTests.film(true)), null)
                .orThrow();
        assertThat(film.width()).isEqualTo(1280);
        media.show(List.of(film.hash()), "page/4", "4");
        HttpResponse<byte[]> part = get("/media/" + film.hash() + "/original", "Range", "bytes=4-7");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo("ftyp");
        assertThat(part.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(get("/media/" + film.hash() + "/small").statusCode()).isEqualTo(404);
        assertThat(media.picture(new ByteArrayInputStream(PicturesTests.film(true)), null)
                        .isDone())
                .isFalse();
        assertThat(media.video(new ByteArrayInputStream(PicturesTests.picture("png", 5, 5)), null)
                        .isDone())
                .isFalse();
    }

    @Test
    void a_citizens_picture_is_forgotten_unless_somebody_shows_it_or_works_with_it() throws Exception {
        Stored alone = stored(105, null);
        Stored shown = stored(106, null);
        Stored worked = stored(107, "traffic.editor");
        media.show(List.of(shown.hash()), "page/5", "5");
        media.forget(List.of(alone.hash(), shown.hash(), worked.hash()));
        assertThat(media.find(List.of(alone.hash(), shown.hash(), worked.hash())))
                .containsOnlyKeys(shown.hash(), worked.hash());
        assertThat(media.kept(alone.hash(), "small")).isEmpty();
        assertThat(stored(105, null)).isEqualTo(alone);
        assertThat(media.kept(alone.hash(), "small")).isPresent();
    }

    private HttpResponse<String> upload(String path, String login, byte[] bytes) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + Cast.in(context).bearer(login))
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void the_staff_upload_and_learn_what_is_wrong_with_a_file() throws Exception {
        for (String path : List.of("/console/media", "/rest/v1/media")) {
            HttpResponse<String> kept = upload(path, "traffic.editor", PicturesTests.picture("jpg", 108, 40));
            assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
            assertThat(kept.body())
                    .contains("\"hash\":\"")
                    .contains("\"kind\":\"PICTURE\"")
                    .contains("\"width\":108")
                    .contains("/medium");
            HttpResponse<String> none = upload(path, "traffic.editor", "no picture".getBytes(StandardCharsets.UTF_8));
            assertThat(none.statusCode()).isEqualTo(422);
            assertThat(none.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
            assertThat(none.body()).contains("urn:lianxin:media.not-a-picture");
            assertThat(upload(path, "traffic.editor", new byte[50 * 1024 * 1024])
                            .body())
                    .contains("urn:lianxin:media.too-large");
            assertThat(upload(path, "inspector", PicturesTests.picture("jpg", 109, 40))
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
