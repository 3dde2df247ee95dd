package org.lianxin.cases;

import java.util.List;
import org.lianxin.intake.Illustrating;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pictures that came after the message. They are evidence: seen by whoever reads the case, and by nobody else. */
@Component
class CaseIllustrations implements Illustrating {
    private final JdbcClient db;

    CaseIllustrations(JdbcClient db) {
        this.db = db;
    }

    @Override
    public void illustrated(long message, List<String> pictures) {
        db.sql("update cases.case set pictures = ? where message = ?")
                .params(pictures.toArray(String[]::new), message)
                .update();
    }
}
