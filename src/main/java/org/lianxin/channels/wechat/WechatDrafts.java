package org.lianxin.channels.wechat;

import java.io.IOException;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Sheet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes a draft of what was approved, with its pictures. Nobody reads drafts: whatever goes wrong here, nothing is out. */
@Component
class WechatDrafts {
    private final WechatArticle article;
    private final WechatPictures pictures;
    private final WechatClient client;

    WechatDrafts(WechatArticle article, WechatPictures pictures, WechatClient client) {
        this.article = article;
        this.pictures = pictures;
        this.client = client;
    }

    /** What came of it. */
    sealed interface Made {
        /** @param id WeChat's media_id */
        record Draft(String id) implements Made {}

        record NoPicture() implements Made {}

        record Not(Said said) implements Made {}
    }

    Made make(Connection connection, Sheet sheet) {
        Said said;
        try {
            said = client.post(
                    connection, WechatCall.DRAFT_ADD, article.draft(sheet, pictures.bring(connection, sheet.media())));
        } catch (WechatPictures.NotBrought missing) {
            said = missing.said();
        } catch (IOException gone) {
            return new Made.NoPicture();
        }
        return said instanceof Said.Yes(JsonNode body)
                        && !body.path("media_id").asString("").isEmpty()
                ? new Made.Draft(body.path("media_id").asString(""))
                : new Made.Not(said);
    }
}
