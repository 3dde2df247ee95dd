package org.lianxin.simulators.mastodon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Multipart;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.mastodon.World.Media;
import org.lianxin.simulators.mastodon.World.Mention;
import org.lianxin.simulators.mastodon.World.Once;
import org.lianxin.simulators.mastodon.World.Status;
import org.lianxin.simulators.mastodon.World.User;
import tools.jackson.databind.JsonNode;

/** Posts and pictures: written, changed, taken away. What is not documented is refused. */
final class Writing {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Set<String> KNOWN =
            Set.of("status", "media_ids", "in_reply_to_id", "sensitive", "spoiler_text", "visibility", "language");
    private static final Set<String> VISIBILITIES = Set.of("public", "unlisted", "private", "direct");
    private static final Pattern PICTURE = Pattern.compile("[0-9]{1,20}\\.(?:png|jpe?g|gif|webp)");

    private final World world;
    private final Shapes shapes;

    Writing(World world, Shapes shapes) {
        this.world = world;
        this.shapes = shapes;
    }

    /** As long as people see it: a link counts for 23, a name without its server. */
    static int length(String text) {
        String seen = Shapes.NAMED
                .matcher(text.replaceAll("https?://\\S+", "x".repeat(23)))
                .replaceAll("@$1");
        return seen.codePointCount(0, seen.length());
    }

    private @Nullable Reply refused(JsonNode body, User user) {
        String text = body.path("status").asString("");
        List<String> media = media(body);
        for (String name : body.propertyNames()) {
            if (!KNOWN.contains(name)) {
                return No.invalid("unknown parameter " + name);
            }
        }
        if (text.isBlank() && media.isEmpty()) {
            return No.invalid("Text can't be blank");
        } else if (length(text) > world.knob("characters")) {
            return No.invalid("Text character limit of " + world.knob("characters") + " exceeded");
        } else if (!VISIBILITIES.contains(body.path("visibility").asString("public"))) {
            return No.invalid("Visibility is not included in the list");
        } else if (media.size() > world.knob("pictures")) {
            return No.invalid("Cannot attach more than " + world.knob("pictures") + " files");
        }
        for (String id : media) {
            Optional<Media> found = world.media.find(id).filter(m -> m.user().equals(user.id()));
            if (found.isEmpty()) {
                return No.invalid("Media not found");
            } else if (found.get().ready().isAfter(world.time())) {
                return No.of(422, "Cannot attach files that have not finished processing. Try again in a moment!");
            }
        }
        return null;
    }

    private static List<String> media(JsonNode body) {
        List<String> ids = new ArrayList<>();
        body.path("media_ids").valueStream().forEach(id -> ids.add(id.asString("")));
        return ids;
    }

    Reply post(Call call, User user) {
        JsonNode body = call.json();
        String key = user.id() + " " + call.header("idempotency-key");
        Optional<Status> before = world.once
                .find(key)
                .filter(o -> o.at().plus(REMEMBERED).isAfter(world.time()))
                .flatMap(o -> world.status(o.status()));
        if (!call.header("idempotency-key").isEmpty() && before.isPresent()) {
            return Reply.json(shapes.status(call.here(), before.get()));
        }
        Reply no = refused(body, user);
        String answers = body.path("in_reply_to_id").asString("");
        if (no != null) {
            return no;
        } else if (!answers.isEmpty() && world.status(answers).isEmpty()) {
            return No.of(404, "The post you are trying to reply to does not appear to exist.");
        }
        Status status = write(
                user,
                body.path("status").asString(""),
                answers,
                body.path("visibility").asString("public"),
                media(body));
        if (!call.header("idempotency-key").isEmpty()) {
            world.once.put(new Once(key, status.id(), world.time()));
        }
        return Reply.json(shapes.status(call.here(), status)).taking("status " + status.id());
    }

    /** Whoever is named, or answered, is told. */
    Status write(User user, String text, String answers, String visibility, List<String> media) {
        Status status = world.statuses.put(
                new Status(world.id(), user.id(), text, answers, visibility, media, world.time(), null, false, 0, 0));
        for (User office : world.users.all()) {
            boolean named = Shapes.NAMED
                    .matcher(text)
                    .results()
                    .anyMatch(m -> m.group(1).equalsIgnoreCase(office.username()));
            boolean answered = world.statuses
                    .find(answers)
                    .filter(s -> s.user().equals(office.id()))
                    .isPresent();
            if (office.office() && !office.id().equals(user.id()) && (named || answered)) {
                world.mentions.put(new Mention(world.id(), office.id(), status.id()));
            }
        }
        return status;
    }

    Reply edit(Call call, Status s, User user) {
        Reply no = refused(call.json(), user);
        if (no != null) {
            return no;
        }
        Status edited = world.statuses.put(new Status(
                s.id(),
                s.user(),
                call.json().path("status").asString(""),
                s.answers(),
                s.visibility(),
                media(call.json()),
                s.at(),
                world.time(),
                false,
                s.reblogs(),
                s.favourites()));
        return Reply.json(shapes.status(call.here(), edited)).taking("edit " + s.id());
    }

    Reply delete(Call call, Status status) {
        Map<String, Object> shape = shapes.status(call.here(), status);
        shape.put("text", status.text());
        world.statuses.put(status.gone());
        return Reply.json(shape).taking("delete " + status.id());
    }

    /** 200 with its address where that is made at once, 202 without where it takes a while. */
    Reply upload(Call call, User user) {
        Multipart.Part file = call.files().get("file");
        if (file == null) {
            return No.invalid("File can't be blank");
        } else if (call.field("description").length() > 1_500) {
            return No.invalid("Description is too long (maximum is 1500 characters)");
        }
        String id = world.id();
        String name = id + file.filename().replaceFirst("^.*(?=\\.)", "");
        if (!PICTURE.matcher(name).matches()) {
            return No.invalid("File content type is invalid");
        }
        try {
            Files.write(world.equipment.book().folder("pictures").resolve(name), file.bytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Media media = world.media.put(new Media(
                id, user.id(), name, call.field("description"), world.time().plusSeconds(world.knob("mediaSeconds"))));
        Reply reply = Reply.json(shapes.media(call.here(), media)).taking("media " + id);
        return media.ready().isAfter(world.time()) ? reply.status(202) : reply;
    }

    Reply picture(String name) {
        try {
            Path file = world.equipment.book().folder("pictures").resolve(name);
            return PICTURE.matcher(name).matches() && Files.exists(file)
                    ? Reply.of(
                            200,
                            "image/" + name.substring(name.indexOf('.') + 1).replace("jpg", "jpeg"),
                            Files.readAllBytes(file))
                    : Reply.notFound();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
