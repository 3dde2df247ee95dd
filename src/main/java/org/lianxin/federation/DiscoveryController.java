package org.lianxin.federation;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.registry.Account;
import org.lianxin.web.Open;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How others find us: WebFinger, host-meta and NodeInfo. Anybody's script may read them. */
@RestController
@Open
class DiscoveryController {
    private static final Pattern ACCT =
            Pattern.compile("acct:@?([^@\\s]{1,128})@([^@\\s]{1,255})", Pattern.CASE_INSENSITIVE);
    private static final String SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/";

    private final Actors actors;
    private final Addresses addresses;
    private final Documents documents;
    private final Notes notes;

    DiscoveryController(Actors actors, Addresses addresses, Documents documents, Notes notes) {
        this.actors = actors;
        this.addresses = addresses;
        this.documents = documents;
        this.notes = notes;
    }

    @GetMapping("/.well-known/webfinger")
    ResponseEntity<byte[]> webFinger(@RequestParam(defaultValue = "") String resource) {
        Matcher acct = ACCT.matcher(resource);
        boolean named = acct.matches();
        if (!named && Addresses.host(resource).isEmpty()) {
            return ResponseEntity.badRequest()
                    .header("Access-Control-Allow-Origin", "*")
                    .build();
        }
        if (named && !acct.group(2).toLowerCase(Locale.ROOT).equals(addresses.authority())) {
            return nobody(404);
        }
        if (named
                ? acct.group(1).equalsIgnoreCase(Actors.SERVER)
                : resource.equals(addresses.actor(Addresses.SERVER))) {
            return answer("application/jrd+json", documents.webFinger(Addresses.SERVER, Actors.SERVER));
        }
        OptionalLong id = addresses.account(resource);
        Optional<Account> account = named
                ? actors.byHandle(acct.group(1))
                : id.isPresent() ? actors.find(id.getAsLong()) : Optional.empty();
        if (account.isEmpty()) {
            return nobody(404);
        }
        return Actors.open(account.get())
                ? answer(
                        "application/jrd+json",
                        documents.webFinger(account.get().id(), Actors.handle(account.get())))
                : nobody(410);
    }

    private static ResponseEntity<byte[]> nobody(int status) {
        return ResponseEntity.status(status)
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }

    @GetMapping("/.well-known/host-meta")
    ResponseEntity<String> hostMeta() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/xrd+xml;charset=UTF-8"))
                .header("Access-Control-Allow-Origin", "*")
                .body("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="%s/.well-known/webfinger?resource={uri}"/></XRD>
                        """.formatted(addresses.base()));
    }

    @GetMapping("/.well-known/nodeinfo")
    ResponseEntity<byte[]> nodeInfo() {
        ObjectNode found = Json.object();
        for (String version : new String[] {"2.0", "2.1"}) {
            found.withArray("links")
                    .addObject()
                    .put("rel", SCHEMA + version)
                    .put("href", addresses.base() + "/nodeinfo/" + version);
        }
        return answer("application/json", found);
    }

    @GetMapping("/nodeinfo/2.0")
    ResponseEntity<byte[]> nodeInfo20() {
        return info("2.0");
    }

    @GetMapping("/nodeinfo/2.1")
    ResponseEntity<byte[]> nodeInfo21() {
        return info("2.1");
    }

    private ResponseEntity<byte[]> info(String version) {
        ObjectNode info = Json.object();
        info.put("version", version);
        ObjectNode software = info.putObject("software").put("name", "lianxin").put("version", Version.OF_PROGRAM);
        if (version.equals("2.1")) {
            software.put("homepage", addresses.base() + "/");
        }
        info.putArray("protocols").add("activitypub");
        info.putObject("services").putArray("inbound");
        info.withObject("/services").putArray("outbound");
        info.put("openRegistrations", false);
        info.putObject("usage")
                .put("localPosts", notes.count())
                .putObject("users")
                .put("total", actors.live());
        // programs that know only Mastodon's kind look here for how to speak with us
        info.putObject("metadata").putObject("upstream").put("name", "mastodon");
        return answer("application/json; profile=\"" + SCHEMA + version + "#\"", info);
    }

    private static ResponseEntity<byte[]> answer(String type, JsonNode body) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(
                        CacheControl.maxAge(java.time.Duration.ofMinutes(5)).cachePublic())
                .header("Access-Control-Allow-Origin", "*")
                .body(Json.bytes(body));
    }
}
