package org.lianxin.federation;

import java.util.Locale;
import org.lianxin.registry.Account;
import org.lianxin.registry.Units;
import org.lianxin.web.Pages;
import org.lianxin.web.Texts;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What we say about ourselves: actors, and where to find them. */
@Component
class Documents {
    static final String ACTIVITY = "application/activity+json";
    private static final String STREAMS = "https://www.w3.org/ns/activitystreams";

    private final Addresses addresses;
    private final OwnKeys keys;
    private final Units units;
    private final Pages pages;
    private final Pages.Site site;

    Documents(Addresses addresses, OwnKeys keys, Units units, Pages pages, Pages.Site site) {
        this.addresses = addresses;
        this.keys = keys;
        this.units = units;
        this.pages = pages;
        this.site = site;
    }

    /** An account as an organisation that can be followed. */
    ObjectNode actor(Account account) {
        ObjectNode actor = actor(account.id(), "Organization", Actors.handle(account), account.name());
        for (String collection : new String[] {"followers", "following", "featured"}) {
            actor.put(collection, addresses.of(account.id(), collection));
        }
        actor.put("discoverable", true);
        actor.put("indexable", true);
        return actor.setAll(profile(account));
    }

    /** What an account says about itself. */
    ObjectNode profile(Account account) {
        Texts t = pages.texts(Locale.SIMPLIFIED_CHINESE);
        ObjectNode profile = Json.object();
        profile.put(
                "summary",
                paragraph(account.positioning().publishes())
                        + paragraph(account.positioning().interaction()));
        ArrayNode facts = profile.putArray("attachment");
        units.find(account.unit()).ifPresent(unit -> {
            fact(facts, t.of("federation.fact.unit"), unit.name(), addresses.base() + "/units/" + unit.code());
            fact(facts, t.of("federation.fact.ask"), site.name(), addresses.base() + "/ask?unit=" + unit.code());
        });
        return profile;
    }

    /** The server itself, who asks other servers for their documents; its own one is given to everybody. */
    ObjectNode server() {
        return actor(Addresses.SERVER, "Application", Actors.SERVER, site.name());
    }

    private ObjectNode actor(long id, String type, String handle, String name) {
        ObjectNode actor = Json.object();
        context(actor);
        actor.put("id", addresses.actor(id));
        actor.put("type", type);
        actor.put("preferredUsername", handle);
        actor.put("webfinger", "acct:" + handle + "@" + addresses.authority());
        actor.put("name", name);
        actor.put("url", addresses.page(id));
        actor.put("inbox", addresses.of(id, "inbox"));
        actor.put("outbox", addresses.of(id, "outbox"));
        actor.putObject("endpoints").put("sharedInbox", addresses.sharedInbox());
        actor.put("manuallyApprovesFollowers", false);
        ObjectNode key = actor.putObject("publicKey");
        key.put("id", addresses.key(id));
        key.put("owner", addresses.actor(id));
        key.put("publicKeyPem", keys.of(id).pem());
        return actor;
    }

    /** The contexts by which others read our words; never fetched by us. */
    static ObjectNode context(ObjectNode document) {
        ArrayNode context = document.putArray("@context");
        context.add(STREAMS).add("https://w3id.org/security/v1");
        ObjectNode words = context.addObject();
        words.put("toot", "http://joinmastodon.org/ns#");
        words.put("discoverable", "toot:discoverable");
        words.put("indexable", "toot:indexable");
        words.putObject("featured").put("@id", "toot:featured").put("@type", "@id");
        words.put("manuallyApprovesFollowers", "as:manuallyApprovesFollowers");
        words.put("Hashtag", "as:Hashtag");
        words.put("sensitive", "as:sensitive");
        words.put("schema", "http://schema.org#");
        words.put("PropertyValue", "schema:PropertyValue");
        words.put("value", "schema:value");
        words.putObject("webfinger").put("@id", "https://purl.archive.org/socialweb/webfinger#webfinger");
        return document;
    }

    /** Where an actor's handle leads. */
    ObjectNode webFinger(long id, String handle) {
        ObjectNode found = Json.object();
        found.put("subject", "acct:" + handle + "@" + addresses.authority());
        found.putArray("aliases").add(addresses.actor(id)).add(addresses.page(id));
        ArrayNode links = found.putArray("links");
        links.addObject().put("rel", "self").put("type", ACTIVITY).put("href", addresses.actor(id));
        links.addObject()
                .put("rel", "http://webfinger.net/rel/profile-page")
                .put("type", "text/html")
                .put("href", addresses.page(id));
        return found;
    }

    /** A collection that only says how much is in it. */
    ObjectNode collection(String id, long total) {
        ObjectNode collection = context(Json.object());
        collection.put("id", id);
        collection.put("type", "OrderedCollection");
        collection.put("totalItems", total);
        return collection;
    }

    private static void fact(ArrayNode facts, String name, String words, String address) {
        facts.addObject()
                .put("type", "PropertyValue")
                .put("name", name)
                .put(
                        "value",
                        "<a href=\"" + HtmlUtils.htmlEscape(address) + "\" rel=\"me\">" + HtmlUtils.htmlEscape(words)
                                + "</a>");
    }

    private static String paragraph(String text) {
        return text.isBlank() ? "" : "<p>" + HtmlUtils.htmlEscape(text.strip()) + "</p>";
    }
}
