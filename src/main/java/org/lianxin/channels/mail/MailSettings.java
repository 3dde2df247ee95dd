package org.lianxin.channels.mail;

import java.time.Duration;
import java.util.List;
import org.lianxin.channels.Allowance;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How mailboxes are read and answered.
 *
 * @param poll how often one is read; 0 never
 * @param largest so much of one mail is read; the rest stays in the mailbox
 * @param arrivals letters that one mailbox may bring; over it the rest waits in the mailbox
 * @param send answers that one mailbox may send
 * @param timeout for a server's answer
 * @param copy whether the mailbox gets a blind copy of each answer, by which a lost answer of the server is settled
 * @param unencrypted whether servers are asked without TLS; for tests
 */
@ConfigurationProperties("lianxin.mailbox")
record MailSettings(
        @DefaultValue("2m") Duration poll,
        @DefaultValue("10MB") DataSize largest,
        @DefaultValue("500/1d") String arrivals,
        @DefaultValue("60/1h") String send,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("true") boolean copy,
        @DefaultValue("false") boolean unencrypted) {

    List<Allowance> toArrive() {
        return List.of(Allowance.parse("arrivals", arrivals));
    }

    List<Allowance> toSend() {
        return List.of(Allowance.parse("send", send));
    }
}
