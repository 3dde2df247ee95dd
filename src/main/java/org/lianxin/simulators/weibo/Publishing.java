package org.lianxin.simulators.weibo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Multipart.Part;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.weibo.World.Status;

/** Taking posts, and taking them away. */
final class Publishing {
    private static final int LARGEST_PICTURE = 5 * 1024 * 1024;
    private static final Pattern PICTURE = Pattern.compile("[0-9a-f]{32}");
    private final World world;
    private final Words words;

    Publishing(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    /** The one door for ordinary apps: a link to their own domain is a must. */
    Reply share(Ask ask) {
        String text = ask.text("status");
        if (ask.app().domain().isEmpty()) {
            return ask.no(10017, "appkey not bind domain!");
        }
        if (!Wording.onlyOf(ask.app().domain(), text)) {
            return ask.no(10017, "text not find domain!");
        }
        Reply no = refusedText(ask, text);
        return no != null ? no : withPicture(ask, Wording.withoutTopics(text));
    }

    Reply update(Ask ask) {
        Reply no = refusedText(ask, ask.text("status"));
        return no != null ? no : take(ask, ask.text("status"), List.of(), "");
    }

    Reply upload(Ask ask) {
        Reply no = refusedText(ask, ask.text("status"));
        return no != null ? no : withPicture(ask, ask.text("status"));
    }

    /** Pictures that are there already win over an address. */
    Reply uploadUrlText(Ask ask) {
        List<String> pictures = Stream.of(ask.text("pic_id").split(","))
                .filter(p -> !p.isEmpty())
                .toList();
        Reply no = refusedText(ask, ask.text("status"));
        if (no != null) {
            return no;
        }
        if (pictures.isEmpty() && ask.text("url").isEmpty()) {
            return ask.no(10016, "url");
        }
        boolean known = pictures.stream().allMatch(p -> PICTURE.matcher(p).matches() && Files.exists(file(p)));
        return known && pictures.size() <= 9 ? take(ask, ask.text("status"), pictures, "") : ask.no(10008);
    }

    Reply uploadPicture(Ask ask) {
        Part part = ask.call().files().get("pic");
        Reply no = refusedPicture(ask, part);
        if (no != null || part == null) {
            return no != null ? no : ask.no(10016, "pic");
        }
        String name = store(part.bytes());
        String url = ask.call().here() + "/pictures/" + name;
        return Reply.json(Map.of("pic_id", name, "thumbnail_pic", url, "bmiddle_pic", url, "original_pic", url));
    }

    Reply repost(Ask ask) {
        Status original = world.status(ask.text("id")).orElse(null);
        if (original == null) {
            return ask.no(20101);
        }
        if (original.uid().equals(ask.user().uid())) {
            return ask.no(20103);
        }
        String text = ask.text("status").isBlank() ? words.of("repost") : ask.text("status");
        if (Wording.length(text, world.knob("urlLength")) > 140) {
            return ask.no(20012);
        }
        Reply taken = take(ask, text, List.of(), original.id());
        if (taken.code() == 0) {
            world.statuses.put(figures(original, original.reposts() + 1, original.likes()));
        }
        return taken;
    }

    static Status figures(Status s, long reposts, long likes) {
        return new Status(
                s.id(),
                s.uid(),
                s.app(),
                s.text(),
                s.pictures(),
                s.at(),
                s.visible(),
                s.original(),
                reposts,
                likes,
                s.deleted());
    }

    Reply destroy(Ask ask) {
        Status status = world.status(ask.text("id")).orElse(null);
        if (status == null) {
            return ask.no(20101);
        }
        if (!status.uid().equals(ask.user().uid())) {
            return ask.no(20102);
        }
        Map<String, Object> shape = new Shapes(world, ask.call().here()).status(status);
        world.statuses.put(deleted(status));
        return Reply.json(shape).taking("deleted " + status.id());
    }

    static Status deleted(Status s) {
        return new Status(
                s.id(),
                s.uid(),
                s.app(),
                s.text(),
                s.pictures(),
                s.at(),
                s.visible(),
                s.original(),
                s.reposts(),
                s.likes(),
                true);
    }

    private @Nullable Reply refusedText(Ask ask, String text) {
        long length = Wording.length(text, world.knob("urlLength"));
        if (text.isBlank()) {
            return ask.no(20008);
        }
        if (length > 140 && !(ask.biz() && ask.text("is_longtext").equals("1"))) {
            return ask.no(20012);
        }
        return length > 2000 ? ask.no(20049) : null;
    }

    private Reply withPicture(Ask ask, String text) {
        Part part = ask.call().files().get("pic");
        Reply no = refusedPicture(ask, part);
        return no != null ? no : take(ask, text, part == null ? List.of() : List.of(store(part.bytes())), "");
    }

    private static @Nullable Reply refusedPicture(Ask ask, @Nullable Part part) {
        if (part == null) {
            return null;
        }
        String start = HexFormat.of().formatHex(part.bytes(), 0, Math.min(4, part.bytes().length));
        if (!start.startsWith("ffd8ff") && !start.equals("89504e47") && !start.equals("47494638")) {
            return ask.no(20005);
        }
        return part.bytes().length >= LARGEST_PICTURE ? ask.no(20006) : null;
    }

    /** What stands when this returns; identical texts in a row and more than so many an hour are refused. */
    private Reply take(Ask ask, String text, List<String> pictures, String original) {
        String uid = ask.user().uid();
        Instant now = world.time();
        boolean same = original.isEmpty()
                && world.statuses.newestFirst().stream()
                        .takeWhile(s -> s.at().isAfter(now.minusSeconds(world.knob("sameTextSeconds"))))
                        .anyMatch(s ->
                                !s.deleted() && s.uid().equals(uid) && s.text().equals(text));
        if (same) {
            return ask.no(20019);
        }
        if (!world.equipment.counters().spend("posts " + uid, Span.HOUR, world.knob("postsPerHour"))) {
            return ask.no(20016);
        }
        Status status = world.statuses.put(new Status(
                world.nextId(),
                uid,
                ask.app().key(),
                text,
                pictures,
                now,
                now.plus(ask.call().late()),
                original,
                0,
                0,
                false));
        return Reply.json(new Shapes(world, ask.call().here()).status(status)).taking("status " + status.id());
    }

    /** Kept beside the journal under its checksum. */
    String store(byte[] bytes) {
        try {
            String name = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
            Files.write(file(name), bytes);
            return name;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path file(String name) {
        try {
            return world.equipment.book().folder("pictures").resolve(name);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What was attached to a message, for whoever it was sent to. */
    Reply attachment(Ask ask) {
        return world.attachments
                .find(ask.text("fid"))
                .filter(a -> a.to().equals(ask.user().uid()))
                .map(a -> picture(a.file()))
                .orElseGet(() -> ask.no(20101));
    }

    Reply picture(String name) {
        try {
            if (!PICTURE.matcher(name).matches() || !Files.exists(file(name))) {
                return Reply.notFound();
            }
            byte[] bytes = Files.readAllBytes(file(name));
            String type = bytes[0] == (byte) 0xff ? "image/jpeg" : bytes[0] == 'G' ? "image/gif" : "image/png";
            return Reply.of(200, type, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
