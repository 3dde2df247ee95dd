package org.lianxin.api.mastodon;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.federation.Voices;
import org.lianxin.intake.Arrival;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was said, as apps read it: our notes, for everybody; what people elsewhere said to us, for those who read that unit. */
@Component
public class StatusJson {
    private final Told told;
    private final Heard heard;
    private final AccountJson accounts;
    private final MediaJson media;
    private final Ours ours;

    StatusJson(Told told, Heard heard, AccountJson accounts, MediaJson media, Ours ours) {
        this.told = told;
        this.heard = heard;
        this.accounts = accounts;
        this.media = media;
        this.ours = ours;
    }

    /** Our accounts, also those that do not speak at the moment. */
    @Component
    record Ours(Accounts register, Voices voices) {
        Account of(long id) {
            return register.find(id).orElseThrow();
        }
    }

    /** The status of that id as this caller may read it; empty if there is none for them. */
    public Optional<ObjectNode> of(long id, @Nullable Caller caller) {
        return told.find(id)
                .filter(note -> readable(note, caller))
                .map(note -> of(note, caller))
                .or(() -> heard.find(id, caller).map(this::of));
    }

    /** What is open is everybody’s; an answer to one alone is read by those of the unit. */
    boolean readable(Told.Note note, @Nullable Caller caller) {
        return note.open()
                || (caller != null && caller.reads(ours.of(note.account()).unit()));
    }

    List<ObjectNode> all(List<Told.Note> notes, @Nullable Caller caller) {
        Map<Long, ObjectNode> known = new HashMap<>();
        List<ObjectNode> all = new ArrayList<>();
        for (Told.Note note : notes) {
            all.add(of(note, known.computeIfAbsent(note.account(), id -> accounts.of(ours.of(id))), caller));
        }
        return all;
    }

    ObjectNode of(Told.Note note, @Nullable Caller caller) {
        return of(note, accounts.of(ours.of(note.account())), caller);
    }

    private ObjectNode of(Told.Note note, ObjectNode author, @Nullable Caller caller) {
        JsonNode body = note.body();
        ObjectNode shown = plain(
                Long.toString(note.id()),
                Json.moment(note.at()),
                body.path("content").asString(""));
        String address = ours.voices().note(note.id());
        shown.put("uri", address);
        shown.put("url", body.path("url").asString(address));
        shown.put("visibility", note.open() ? "public" : "direct");
        shown.put("favourites_count", note.likes());
        shown.put("reblogs_count", note.repeats());
        shown.put("replies_count", heard.answersTo(note.account(), address));
        shown.put("edited_at", note.changedAt() == null ? null : Json.moment(note.changedAt()));
        shown.set("account", author.deepCopy());
        Optional<Heard.Mention> asked = note.answers() ? heard.byNumber(note.reference(), caller) : Optional.empty();
        asked.ifPresent(question -> {
            shown.put("in_reply_to_id", Long.toString(question.id()));
            shown.put("in_reply_to_account_id", Long.toString(question.id()));
        });
        shown.set("media_attachments", pictures(note));
        ArrayNode tags = shown.putArray("tags");
        ArrayNode mentions = shown.putArray("mentions");
        for (JsonNode tag : body.path("tag")) {
            String name = tag.path("name").asString("");
            if (tag.path("type").asString("").equals("Hashtag")) {
                tags.add(tag(name.substring(1)));
            } else if (tag.path("type").asString("").equals("Mention")) {
                String acct = name.startsWith("@") ? name.substring(1) : name;
                mentions.addObject()
                        .put("id", Long.toString(asked.map(Heard.Mention::id).orElse(note.id())))
                        .put("username", acct.contains("@") ? acct.substring(0, acct.indexOf('@')) : acct)
                        .put("acct", acct)
                        .put("url", tag.path("href").asString(""));
            }
        }
        return shown;
    }

    ObjectNode tag(String name) {
        String address = ours.voices().base() + "/?topic=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        ObjectNode tag = Json.object().put("name", name).put("url", address).put("following", false);
        tag.put("id", name.toLowerCase(Locale.ROOT));
        tag.putArray("history");
        return tag;
    }

    /** A picture that stands in a note is named by it and its place. */
    ArrayNode pictures(Told.Note note) {
        ArrayNode all = Json.array();
        files(note).forEach(file -> all.add(media.shown(id(note, all.size()), file)));
        return all;
    }

    static String id(Told.Note note, int place) {
        return Long.toString(note.id() * 10 + place);
    }

    static List<MediaJson.File> files(Told.Note note) {
        List<MediaJson.File> files = new ArrayList<>();
        for (JsonNode shown : note.body().path("attachment")) {
            String[] address = shown.path("url").asString("").split("/");
            files.add(new MediaJson.File(
                    address[address.length - 2],
                    shown.path("mediaType").asString(""),
                    shown.path("name").asString(""),
                    shown.path("width").asInt(0),
                    shown.path("height").asInt(0)));
        }
        return files;
    }

    /** What somebody elsewhere said. */
    ObjectNode of(Heard.Mention mention) {
        Arrival.Author author = heard.author(mention);
        String id = Long.toString(mention.id());
        ObjectNode shown = plain(id, Json.moment(mention.at()), paragraphs(mention.text()));
        shown.put("uri", mention.remote());
        shown.put("url", mention.url().isEmpty() ? mention.remote() : mention.url());
        shown.put("visibility", mention.way() == Arrival.Way.PRIVATE ? "direct" : "public");
        shown.set("account", accounts.elsewhere(id, author.name(), author.id(), mention.at()));
        note(mention.parent()).ifPresent(note -> {
            shown.put("in_reply_to_id", Long.toString(note.id()));
            shown.put("in_reply_to_account_id", Long.toString(note.account()));
        });
        Account to = ours.of(mention.account());
        shown.putArray("mentions")
                .addObject()
                .put("id", Long.toString(to.id()))
                .put("username", ours.voices().handle(to))
                .put("acct", ours.voices().handle(to))
                .put("url", ours.voices().page(to));
        return shown;
    }

    /**
     * What went to its reviewers. Apps that named no time expect a status and stumble over anything less, so what makes a status stands beside
     * what makes it scheduled; nobody but its author reads it.
     */
    ObjectNode waiting(ObjectNode scheduled, Caller caller) {
        String id = scheduled.path("id").asString("");
        ObjectNode shown = plain(
                id,
                scheduled.path("scheduled_at").asString(""),
                paragraphs(scheduled.path("params").path("text").asString("")));
        shown.put("visibility", "private");
        String page = ours.voices().base() + "/console/posts/" + id;
        shown.put("uri", page).put("url", page);
        shown.set("account", accounts.of(caller.mine()));
        return shown.setAll(scheduled);
    }

    /** The author of what was said under this id, as much as those words tell. */
    Optional<ObjectNode> author(long id, @Nullable Caller caller) {
        return heard.find(id, caller).map(mention -> {
            Arrival.Author author = heard.author(mention);
            return accounts.elsewhere(Long.toString(id), author.name(), author.id(), mention.at());
        });
    }

    /** Our note by its address. */
    Optional<Told.Note> note(String address) {
        String before = ours.voices().note(0);
        String start = before.substring(0, before.length() - 1);
        var id = address.startsWith(start)
                ? org.lianxin.kernel.Ids.parse(address.substring(start.length()))
                : java.util.OptionalLong.empty();
        return id.isPresent() ? told.find(id.getAsLong()) : Optional.empty();
    }

    private static String paragraphs(String text) {
        StringBuilder html = new StringBuilder();
        for (String line : text.strip().split("\n+")) {
            html.append("<p>").append(HtmlUtils.htmlEscape(line, "UTF-8")).append("</p>");
        }
        return html.toString();
    }

    private static ObjectNode plain(String id, String at, String content) {
        ObjectNode shown = Json.object()
                .put("id", id)
                .put("created_at", at)
                .putNull("in_reply_to_id")
                .putNull("in_reply_to_account_id")
                .put("sensitive", false)
                .put("spoiler_text", "")
                .put("visibility", "public")
                .put("language", "zh")
                .put("uri", "")
                .put("url", "")
                .put("replies_count", 0)
                .put("reblogs_count", 0)
                .put("favourites_count", 0)
                .put("quotes_count", 0)
                .putNull("edited_at")
                .put("favourited", false)
                .put("reblogged", false)
                .put("muted", false)
                .put("bookmarked", false)
                .put("pinned", false)
                .put("content", content)
                .putNull("reblog")
                .putNull("application")
                .putNull("card")
                .putNull("poll");
        for (String list : new String[] {"media_attachments", "mentions", "tags", "emojis", "filtered"}) {
            shown.putArray(list);
        }
        return shown;
    }
}
