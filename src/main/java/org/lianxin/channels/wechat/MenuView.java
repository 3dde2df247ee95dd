package org.lianxin.channels.wechat;

import java.util.Map;
import org.lianxin.registry.Account;

/**
 * The page of an account's menu.
 *
 * @param connected whether it can be put there
 */
public record MenuView(Account account, WechatMenu menu, boolean connected, Map<String, String> errors) {

    /** Whether any name had to be cut. */
    public boolean cut() {
        return menu.buttons().stream()
                .anyMatch(b -> b.cut() || b.below().stream().anyMatch(WechatMenu.Button::cut));
    }
}
