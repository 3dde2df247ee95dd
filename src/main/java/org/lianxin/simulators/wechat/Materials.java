package org.lianxin.simulators.wechat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Multipart.Part;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Media;

/** Pictures: those of an article's text by their address, covers by a permanent id. */
final class Materials {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
    private static final int TEXT_PICTURE = 1024 * 1024;
    private static final Duration KEPT = Duration.ofDays(3);
    private static final int COVER = 10 * 1024 * 1024;
    private final World world;

    Materials(World world) {
        this.world = world;
    }

    Reply uploadImage(Ask ask) {
        Part part = ask.call().files().get("media");
        int no = fault(part, TEXT_PICTURE);
        if (no != 0 || part == null) {
            return ask.no(no);
        }
        return Reply.json(Map.of("url", ask.call().here() + "/mmbiz/" + store(part.bytes())));
    }

    Reply addMaterial(Ask ask) {
        if (!ask.call().field("type").equals("image")) {
            return ask.no(40004);
        }
        Part part = ask.call().files().get("media");
        int no = fault(part, COVER);
        if (no != 0 || part == null) {
            return ask.no(no);
        }
        String file = store(part.bytes());
        Media media = world.media.put(new Media(World.secret(32), ask.appid(), file, true, null));
        return Reply.json(Map.of("media_id", media.id(), "url", ask.call().here() + "/mmbiz/" + file))
                .taking("media " + media.id());
    }

    /** A picture that somebody sends in a message. */
    Media sent(String appid, byte[] bytes) {
        return world.media.put(new Media(
                World.secret(32), appid, store(bytes), false, world.time().plus(KEPT)));
    }

    /** What was sent in a message, for three days, to the account it was sent to. */
    Reply get(Ask ask) {
        if (!ask.call().fields().keySet().equals(Set.of("access_token", "media_id"))) {
            return ask.no(40035);
        }
        return world.media
                .find(ask.call().field("media_id"))
                .filter(m -> m.appid().equals(ask.appid())
                        && m.until() != null
                        && m.until().isAfter(world.time()))
                .map(m -> picture(m.file()))
                .orElseGet(() -> ask.no(40007));
    }

    private static int fault(@Nullable Part part, int largest) {
        if (part == null || part.bytes().length == 0) {
            return 41005;
        }
        String start = HexFormat.of().formatHex(part.bytes(), 0, Math.min(4, part.bytes().length));
        if (!start.startsWith("ffd8ff") && !start.equals("89504e47")) {
            return 40137;
        }
        return part.bytes().length >= largest ? 45001 : 0;
    }

    boolean cover(String appid, String media) {
        return world.media
                .find(media)
                .filter(m -> m.appid().equals(appid) && m.permanent())
                .isPresent();
    }

    /** Whether that address is one of ours; others are dropped from articles. */
    boolean ours(String url) {
        int at = url.lastIndexOf("/mmbiz/");
        return at >= 0 && NAME.matcher(url.substring(at + 7)).matches() && Files.exists(file(url.substring(at + 7)));
    }

    private String store(byte[] bytes) {
        try {
            String name = World.secret(16);
            Files.write(file(name), bytes);
            return name;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Path file(String name) {
        try {
            return world.equipment.book().folder("pictures").resolve(name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Reply picture(String name) {
        try {
            if (!NAME.matcher(name).matches() || !Files.exists(file(name))) {
                return Reply.notFound();
            }
            byte[] bytes = Files.readAllBytes(file(name));
            return Reply.of(200, bytes[0] == (byte) 0xff ? "image/jpeg" : "image/png", bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
