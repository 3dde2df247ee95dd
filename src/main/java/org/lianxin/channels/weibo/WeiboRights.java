package org.lianxin.channels.weibo;

import java.net.URI;
import org.lianxin.channels.Apps;
import org.lianxin.channels.ShortText;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/**
 * What Weibo lets our application do at this moment. An ordinary one posts a link to its own site with one picture; an advanced one posts up
 * to nine pictures and takes posts away; the commercial interface takes long texts and shows a hundred posts of an account instead of five.
 */
@Component
class WeiboRights {
    private final Apps apps;
    private final WeiboSettings settings;

    WeiboRights(Apps apps, WeiboSettings settings) {
        this.apps = apps;
        this.settings = settings;
    }

    boolean advanced() {
        return apps.of(Platform.WEIBO).filter(Apps.App::advanced).isPresent();
    }

    boolean commercial() {
        return settings.biz() && advanced();
    }

    ShortText.Shape shape() {
        return new ShortText.Shape("channels.weibo", longest(), settings.link(), advanced(), pictures());
    }

    int longest() {
        return commercial() ? settings.longText() : settings.characters();
    }

    int pictures() {
        return advanced() ? 9 : 1;
    }

    /** The newest posts of an account that Weibo shows. */
    int shown() {
        return commercial() ? 100 : 5;
    }

    URI base() {
        return commercial() ? settings.commercial() : settings.api();
    }

    /** Of a call about posts, such as {@code update}. */
    String path(String call) {
        return "/2/statuses/" + call + (commercial() ? "/biz.json" : ".json");
    }
}
