package org.lianxin.api.mastodon;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.kernel.Keys;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Pictures and videos as apps read them. What is public has its address; of what is not yet, an address that ends with tomorrow. */
@Component
class MediaJson {
    /** One colour, a light grey: what is shown until the picture is there. */
    private static final String BLUR = "00Qchv";

    private static final String LABEL = "apps/preview";

    private final Pages.Site site;
    private final Keys keys;
    private final Clock clock;

    MediaJson(Pages.Site site, Keys keys, Clock clock) {
        this.site = site;
        this.keys = keys;
        this.clock = clock;
    }

    record File(String hash, String type, String description, int width, int height) {
        boolean video() {
            return type.startsWith("video/");
        }
    }

    /** As everybody sees it. */
    ObjectNode shown(String id, File file) {
        return of(id, file, site.publicUrl() + "/media/" + file.hash());
    }

    /** As the one who brought it sees it. */
    ObjectNode brought(String id, File file) {
        return of(id, file, site.publicUrl() + "/api/previews/" + preview(file.hash()));
    }

    private static ObjectNode of(String id, File file, String address) {
        ObjectNode shown = Json.object()
                .put("id", id)
                .put("type", file.video() ? "video" : "image")
                .put("url", address + "/original")
                .put("preview_url", address + (file.video() ? "/original" : "/small"))
                .putNull("remote_url")
                .putNull("preview_remote_url")
                .putNull("text_url")
                .put("description", file.description())
                .put("blurhash", BLUR);
        ObjectNode meta = shown.putObject("meta");
        for (String size : new String[] {"original", "small"}) {
            if (file.width() > 0 && file.height() > 0) {
                int width = size.equals("small") ? Math.min(320, file.width()) : file.width();
                int height = Math.max(1, Math.round((float) file.height() * width / file.width()));
                meta.putObject(size)
                        .put("width", width)
                        .put("height", height)
                        .put("size", width + "x" + height)
                        .put("aspect", (double) width / height);
            }
        }
        meta.putObject("focus").put("x", 0.0).put("y", 0.0);
        return shown;
    }

    /** What stands in the address of a preview: the file, and that somebody who may see it was told so today. */
    String preview(String hash) {
        return hash + "." + sign(hash, LocalDate.ofInstant(clock.instant(), clock.getZone()));
    }

    private String sign(String hash, LocalDate day) {
        return keys.sign(LABEL, hash + " " + day).substring(0, 32).toLowerCase(Locale.ROOT);
    }

    /** The file of a preview; empty if nobody was told so, today or yesterday. */
    String file(String preview) {
        int dot = preview.indexOf('.');
        String hash = dot < 0 ? "" : preview.substring(0, dot);
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        return !hash.isEmpty()
                        && (same(preview, hash + "." + sign(hash, today))
                                || same(preview, hash + "." + sign(hash, today.minusDays(1))))
                ? hash
                : "";
    }

    private static boolean same(String a, String b) {
        return java.security.MessageDigest.isEqual(
                a.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                b.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
