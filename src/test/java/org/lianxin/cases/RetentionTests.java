package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Intake;
import org.lianxin.intake.Message;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The form promises that what was written goes some time after the case is closed: the clock for it starts and stops with the case. */
@LianxinTest
class RetentionTests {
    @Autowired
    Intake intake;

    @Autowired
    Casework casework;

    @Autowired
    CaseStore store;

    @Autowired
    JdbcClient db;

    @Autowired
    ApplicationContext context;

    @Test
    void the_time_until_a_letter_is_forgotten_runs_from_closing_and_stops_when_it_is_taken_up_again() {
        Person office = Cast.in(context).person("office");
        long message = intake.register(
                        new Intake.NewMessage(
                                "site", null, Message.Kind.OTHER, "代办证件，当天取证", "", List.of(), null, "", "", false),
                        Locale.ENGLISH)
                .orThrow()
                .message();
        Case letter = store.byMessage(message).orElseThrow();
        assertThat(running(message)).isFalse();
        Case spam = casework.close(letter.id(), letter.version(), Case.As.SPAM, "代办证件的广告", office)
                .orThrow();
        assertThat(running(message)).isTrue();
        casework.takeUp(spam.id(), spam.version(), "看错了", office).orThrow();
        assertThat(running(message)).isFalse();
    }

    private boolean running(long message) {
        return db.sql("select closed_at is not null from intake.message where id = ?")
                .param(message)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
