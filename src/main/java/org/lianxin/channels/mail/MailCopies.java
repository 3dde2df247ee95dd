package org.lianxin.channels.mail;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.search.MessageIDTerm;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.lianxin.channels.Connection;
import org.lianxin.delivery.ReadsBack.Reading;
import org.springframework.stereotype.Component;

/**
 * Looks for the copy of a mail that was sent: in the folder that is read, and in what the server calls the folder of sent mails. A mail that is
 * not there may still be on its way, so it is never said to be absent.
 */
@Component
class MailCopies {
    private final MailServers servers;
    private final MailPolling.Voice voice;

    MailCopies(MailServers servers, MailPolling.Voice voice) {
        this.servers = servers;
        this.voice = voice;
    }

    Reading find(Connection connection, String id) {
        try (MailServers.Opened mailbox = servers.imap(connection)) {
            if (has(mailbox.folder(), id)) {
                return new Reading.Found(MailIds.remote(id), "");
            }
            for (Folder sent : sent(mailbox.store())) {
                sent.open(Folder.READ_ONLY);
                if (has(sent, id)) {
                    return new Reading.Found(MailIds.remote(id), "");
                }
                sent.close(false);
            }
            return new Reading.Unreadable(voice.words("channels.mail.not-seen"));
        } catch (MessagingException | RuntimeException failed) {
            return new Reading.Unreadable(voice.words("channels.mail.unreadable", MailServers.words(failed)));
        }
    }

    private static boolean has(Folder folder, String id) throws MessagingException {
        return folder.search(new MessageIDTerm(id)).length > 0;
    }

    private static List<Folder> sent(Store store) throws MessagingException {
        List<Folder> found = new java.util.ArrayList<>();
        for (Folder folder : store.getDefaultFolder().list("*")) {
            if (folder instanceof IMAPFolder known
                    && List.of(known.getAttributes()).contains("\\Sent")) {
                found.add(folder);
            }
        }
        return found;
    }
}
