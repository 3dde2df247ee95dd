package org.lianxin.api.mastodon;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.federation.Version;
import org.lianxin.federation.Voices;
import org.lianxin.media.Media;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What this server is and allows; the numbers are those that hold. */
@RestController
@Open
class InstanceController {
    /** Clients read the part before the bracket as the Mastodon whose interface this is. */
    private static final String VERSION = "4.5.0 (compatible; Lianxin " + Version.OF_PROGRAM + ")";

    /** The longest that goes out whole; see federation's form of a note. */
    static final int CHARACTERS = 5_000;

    static final int PICTURES = 4;
    static final int DESCRIPTION = 500;
    private static final int PIXELS = 50_000_000;

    private final Voices voices;
    private final Pages pages;
    private final JdbcClient db;

    InstanceController(Voices voices, Pages pages, JdbcClient db) {
        this.voices = voices;
        this.pages = pages;
        this.db = db;
    }

    @GetMapping("/api/v2/instance")
    ObjectNode second() {
        Page page = pages.of(Locale.SIMPLIFIED_CHINESE);
        String base = page.site.publicUrl();
        ObjectNode about = Json.object()
                .put("domain", voices.host())
                .put("title", page.site.name())
                .put("version", VERSION)
                .put("source_url", base + "/")
                .put("description", page.t.of("apps.server.about"));
        about.putObject("usage")
                .putObject("users")
                .put("active_month", voices.all().size());
        ObjectNode thumbnail = about.putObject("thumbnail")
                .put("url", base + page.asset("img/account-header.png"))
                .putNull("blurhash");
        thumbnail.putObject("versions");
        about.putArray("icon");
        about.putArray("languages").add("zh");
        ObjectNode configuration = configuration();
        configuration
                .putObject("urls")
                .put("streaming", streaming(base))
                .put("about", base + "/fediverse")
                .putNull("privacy_policy")
                .putNull("terms_of_service");
        configuration.putObject("vapid").put("public_key", "");
        configuration.putObject("translation").put("enabled", false);
        about.set("configuration", configuration);
        about.putObject("registrations")
                .put("enabled", false)
                .put("approval_required", false)
                .put("reason_required", false)
                .putNull("message")
                .putNull("min_age")
                .putNull("url");
        about.putObject("api_versions").put("mastodon", 1);
        about.putObject("contact").put("email", "").putNull("account");
        about.set("rules", rules(page.t));
        return about;
    }

    @GetMapping("/api/v1/instance")
    ObjectNode first() {
        Page page = pages.of(Locale.SIMPLIFIED_CHINESE);
        String base = page.site.publicUrl();
        ObjectNode about = Json.object()
                .put("uri", voices.host())
                .put("title", page.site.name())
                .put("short_description", page.t.of("apps.server.about"))
                .put("description", page.t.of("apps.server.about"))
                .put("email", "")
                .put("version", VERSION)
                .put("thumbnail", base + page.asset("img/account-header.png"))
                .put("registrations", false)
                .put("approval_required", false)
                .put("invites_enabled", false)
                .put("max_toot_chars", CHARACTERS)
                .putNull("contact_account");
        about.putObject("urls").put("streaming_api", streaming(base));
        about.putObject("stats")
                .put("user_count", voices.all().size())
                .put("status_count", notes())
                .put("domain_count", 0);
        about.putArray("languages").add("zh");
        about.set("configuration", configuration());
        about.set("rules", rules(page.t));
        return about;
    }

    private static String streaming(String base) {
        URI uri = URI.create(base);
        return ("https".equals(uri.getScheme()) ? "wss://" : "ws://") + uri.getRawAuthority();
    }

    private static ObjectNode configuration() {
        ObjectNode configuration = Json.object();
        configuration
                .putObject("accounts")
                .put("max_featured_tags", 0)
                .put("max_pinned_statuses", 0)
                .put("max_profile_fields", 0);
        configuration
                .putObject("statuses")
                .put("max_characters", CHARACTERS)
                .put("max_media_attachments", PICTURES)
                .put("characters_reserved_per_url", 23);
        ObjectNode media = configuration
                .putObject("media_attachments")
                .put("description_limit", DESCRIPTION)
                .put("image_size_limit", Media.MOST_PICTURE)
                .put("image_matrix_limit", PIXELS)
                .put("video_size_limit", Media.MOST_VIDEO)
                .put("video_frame_rate_limit", 120)
                .put("video_matrix_limit", PIXELS);
        List.of("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4")
                .forEach(media.putArray("supported_mime_types")::add);
        configuration
                .putObject("polls")
                .put("max_options", 0)
                .put("max_characters_per_option", 0)
                .put("min_expiration", 0)
                .put("max_expiration", 0);
        return configuration;
    }

    @GetMapping("/api/v1/instance/rules")
    ArrayNode rules() {
        return rules(pages.texts(Locale.SIMPLIFIED_CHINESE));
    }

    private static ArrayNode rules(Texts t) {
        ArrayNode rules = Json.array();
        for (int i = 1; i <= 2; i++) {
            rules.addObject()
                    .put("id", Integer.toString(i))
                    .put("text", t.of("apps.server.rule." + i))
                    .put("hint", "")
                    .putObject("translations");
        }
        return rules;
    }

    /** Whom we know is nobody's affair; whom we do not hear stands on the public page. */
    @GetMapping({"/api/v1/instance/peers", "/api/v1/instance/activity", "/api/v1/custom_emojis"})
    ArrayNode none() {
        return Json.array();
    }

    private long notes() {
        return db.sql("select count(*) from federation.face_note where open and withdrawn_at is null")
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
