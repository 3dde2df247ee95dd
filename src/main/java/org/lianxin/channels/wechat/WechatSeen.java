package org.lianxin.channels.wechat;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which comments were there, so that it is noticed when one is not any more. Pages shift while they are read, so twice missing is gone. */
@Component
class WechatSeen {
    private final JdbcClient db;

    WechatSeen(JdbcClient db) {
        this.db = db;
    }

    /** Remembers what is there now, and answers the numbers of those that are gone, each once. */
    @Transactional
    List<String> gone(long account, String data, Collection<String> there) {
        String[] now = there.toArray(String[]::new);
        db.sql("""
                insert into channels.wechat_comment (account, data, number) select :account, :data, n from unnest(:now::text[]) n
                on conflict (account, data, number) do update set missing = false where channels.wechat_comment.missing""")
                .param("account", account)
                .param("data", data)
                .param("now", now)
                .update();
        List<String> gone = db.sql("""
                        delete from channels.wechat_comment where account = :account and data = :data and missing and number <> all(:now::text[])
                        returning number""")
                .param("account", account)
                .param("data", data)
                .param("now", now)
                .query((row, n) -> row.getString(1))
                .list();
        db.sql("""
                update channels.wechat_comment set missing = true where account = :account and data = :data and number <> all(:now::text[])""")
                .param("account", account)
                .param("data", data)
                .param("now", now)
                .update();
        return gone;
    }
}
