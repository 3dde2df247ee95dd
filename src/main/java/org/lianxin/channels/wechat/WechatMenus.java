package org.lianxin.channels.wechat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianxin.audit.Audited;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.SiteMenu;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives an account the menu of the micro-site. WeChat shows it to followers within five minutes. */
@Component
class WechatMenus {
    private final WechatClient client;
    private final Connections connections;
    private final Offered offered;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    WechatMenus(
            WechatClient client,
            Connections connections,
            Offered offered,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.client = client;
        this.connections = connections;
        this.offered = offered;
        this.transaction = transaction;
        this.events = events;
    }

    /** What there is to offer: the sections, and for the account by which citizens are recognised the way to their letters. */
    @Component
    record Offered(SiteMenu site, WechatRecognising recognising, Pages pages, Pages.Site home) {
        WechatMenu by(Account account) {
            WechatMenu sections = WechatMenu.of(site.entries());
            return recognising.place().filter(p -> p.account() == account.id()).isEmpty()
                    ? sections
                    : sections.with(
                            pages.texts(Locale.SIMPLIFIED_CHINESE).of("channels.menu.letters"),
                            home.publicUrl() + "/letters");
        }
    }

    WechatMenu menu(Account account) {
        return offered.by(account);
    }

    boolean connected(Account account) {
        return connections.open(account.id()).isPresent();
    }

    Outcome<WechatMenu> put(Account account, Person by) {
        Optional<Connection> connection = connections.open(account.id());
        WechatMenu menu = menu(account);
        if (!Connections.may(account, by)) {
            return Outcome.notAllowed();
        } else if (connection.isEmpty()) {
            return Outcome.invalid("", "channels.menu.not-connected");
        } else if (menu.buttons().isEmpty()) {
            return Outcome.invalid("", "channels.menu.none");
        }
        return switch (client.post(connection.get(), WechatCall.MENU, menu.body())) {
            case Said.Yes there -> {
                transaction.executeWithoutResult(t -> events.publishEvent(Audited.Entry.of(
                        "channels.menu-set",
                        "account",
                        account.id(),
                        account.unit(),
                        by,
                        Map.of("buttons", menu.buttons().size()))));
                yield Outcome.done(menu);
            }
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.code());
            case Said.NotReached none -> Outcome.invalid("", "channels.connect.not-reached");
            case Said.Lost lost -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }
}
