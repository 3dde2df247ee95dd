package org.lianxin.channels.weibo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.weibo.WeiboClient.Picture;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.media.Media;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts a post on Weibo by the call that its pictures and the rights of the application ask for. */
@Component
class WeiboSharing {
    /** What is longer must be announced as a long text. */
    private static final int ORDINARY = 140;

    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboRights rights;
    private final WeiboSettings settings;
    private final Media media;

    WeiboSharing(WeiboDesk desk, WeiboClient client, WeiboRights rights, WeiboSettings settings, Media media) {
        this.desk = desk;
        this.client = client;
        this.rights = rights;
        this.settings = settings;
        this.media = media;
    }

    /** What Weibo said to the post itself, or why it was not even asked. */
    sealed interface Outcome {
        record Asked(Said said) implements Outcome {}

        record NotAsked(Attempt why) implements Outcome {}
    }

    Outcome share(Parcel parcel, Connection connection) {
        Sheet sheet = Sheet.read(parcel.bytes());
        if (sheet.media().size() > rights.pictures()) {
            // approved while the application might do more; what was approved goes out whole or not at all
            return new Outcome.NotAsked(new Attempt.ByHand(desk.words("channels.weibo.no-longer")));
        }
        Map<String, String> words = new LinkedHashMap<>();
        words.put("status", sheet.plain());
        words.put("rip", settings.rip());
        if (rights.commercial() && sheet.plain().codePointCount(0, sheet.plain().length()) > ORDINARY) {
            words.put("is_longtext", "1");
        }
        try {
            if (!rights.advanced()) {
                return asked("share", connection, words, sheet.media());
            }
            return switch (sheet.media().size()) {
                case 0 -> asked("update", connection, words, List.of());
                case 1 -> asked("upload", connection, words, sheet.media());
                default -> several(connection, words, sheet.media());
            };
        } catch (IOException gone) {
            return new Outcome.NotAsked(new Attempt.NotSent(desk.words("channels.weibo.no-picture"), 60));
        }
    }

    private Outcome asked(
            String call, Connection connection, Map<String, String> words, List<Manuscript.Picture> pictures)
            throws IOException {
        Picture picture = pictures.isEmpty() ? null : picture(pictures.getFirst());
        return new Outcome.Asked(
                client.post(rights.base(), rights.path(call), connection.secret("token"), words, picture));
    }

    /** Each is put there by a call of its own; those that no post shows in the end harm nobody, so that a lost answer costs nothing. */
    private Outcome several(Connection connection, Map<String, String> words, List<Manuscript.Picture> pictures)
            throws IOException {
        List<String> there = new ArrayList<>();
        for (Manuscript.Picture picture : pictures) {
            Optional<Attempt> usedUp = desk.another(connection);
            if (usedUp.isPresent()) {
                return new Outcome.NotAsked(usedUp.get());
            }
            Said said = client.post(
                    rights.base(), rights.path("upload_pic"), connection.secret("token"), Map.of(), picture(picture));
            String id = said instanceof Said.Yes(JsonNode body)
                    ? body.path("pic_id").asString("")
                    : "";
            if (!id.matches("[0-9A-Za-z_.-]{1,100}")) {
                return new Outcome.NotAsked(
                        said instanceof Said.No no
                                ? desk.no(connection, no)
                                : new Attempt.NotSent(desk.words("channels.weibo.picture-lost"), 0));
            }
            there.add(id);
        }
        words.put("pic_id", String.join(",", there));
        return asked("upload_url_text", connection, words, List.of());
    }

    private Picture picture(Manuscript.Picture picture) throws IOException {
        var kept = media.kept(picture.hash(), "medium").orElseThrow(() -> new IOException("gone"));
        return new Picture(kept.mediaType(), Files.readAllBytes(kept.file()));
    }
}
