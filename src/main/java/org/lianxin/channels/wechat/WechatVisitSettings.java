package org.lianxin.channels.wechat;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether citizens may show who they are by WeChat, and how.
 *
 * @param signIn AppID of the verified service account by which they do; empty or {@code off}: they cannot
 * @param open where WeChat asks them
 * @param browser what the browser inside WeChat has in the name by which it calls itself; outside nothing is offered
 * @param domainProof the letters and digits in the name of the file that WeChat looks for ({@code MP_verify_….txt}) before it takes the domain
 */
@ConfigurationProperties("lianxin.wechat")
record WechatVisitSettings(
        @DefaultValue("off") String signIn,
        @DefaultValue("https://open.weixin.qq.com") URI open,
        @DefaultValue("MicroMessenger") String browser,
        @DefaultValue("") String domainProof) {

    boolean off() {
        return signIn.isBlank() || signIn.equals("off");
    }
}
