package org.lianxin.channels.mail;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.delivery.Parcel;
import org.lianxin.kernel.Keys;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Names of mails. Those we send follow from the delivery and nobody else can make one. */
@Component
class MailIds {
    private static final String LABEL = "channels/mail/message-id";
    private static final String BEFORE = "mail/";
    private static final Pattern OURS = Pattern.compile("<answer\\.([0-9]{1,20})\\.([A-Za-z0-9_-]{43})@[^<>@]{1,253}>");
    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,400}>");

    private final Keys keys;
    private final String host;

    MailIds(Keys keys, Pages.Site site) {
        this.keys = keys;
        this.host = Optional.ofNullable(URI.create(site.publicUrl()).getHost()).orElse("localhost");
    }

    /** The Message-ID of an answer, the same at each try. */
    String of(Parcel parcel) {
        String delivery = Long.toString(parcel.delivery());
        return "<answer." + delivery + "." + keys.sign(LABEL, delivery) + "@" + host + ">";
    }

    boolean ours(String id) {
        Matcher parts = OURS.matcher(id);
        return parts.matches() && keys.verify(LABEL, parts.group(1), parts.group(2));
    }

    /** As the intake knows it. */
    static String remote(String id) {
        return BEFORE + id;
    }

    /** The Message-ID in a name of the intake's, if it is one that may stand in a header. */
    static Optional<String> local(String remote) {
        return remote.startsWith(BEFORE)
                ? Optional.of(remote.substring(BEFORE.length()))
                        .filter(id -> ID.matcher(id).matches())
                : Optional.empty();
    }
}
