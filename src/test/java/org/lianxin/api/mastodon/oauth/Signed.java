package org.lianxin.api.mastodon.oauth;

import java.util.List;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.springframework.context.ApplicationContext;

/** An app that somebody of the cast has let in for an account. */
public record Signed(long id, String token, String client, String secret) {
    public static final String BACK = "https://app.example/back";

    public static Signed in(ApplicationContext context, String login, long account, String scopes) {
        Apps.App app = app(context, scopes);
        AppTokens.Made made = context.getBean(AppTokens.class)
                .issue(app.id(), Cast.in(context).id(login), account, app.scopes());
        return new Signed(made.id(), made.text(), app.client(), app.secret());
    }

    static Apps.App app(ApplicationContext context, String scopes) {
        return context.getBean(Apps.class)
                .register(new Apps.NewApp(
                        Deeds.fresh("App "), "", List.of(BACK, Redirects.OUT_OF_BAND, "com.example.app:/done"), scopes))
                .orThrow();
    }
}
