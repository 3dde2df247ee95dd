package org.lianxin.identity;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second step of signing in: codes of an authenticator, and ten recovery codes for the day it is lost. The secret is locked by the
 * vault, a recovery code is kept as a keyed hash; each code of either kind is good once.
 */
@Service
public class SecondStep {
    static final String LABEL = "identity.person.totp";
    private static final int CODES = 10;

    private final JdbcClient db;
    private final People.Desk desk;
    private final Keys keys;

    SecondStep(JdbcClient db, People.Desk desk, Keys keys) {
        this.db = db;
        this.desk = desk;
        this.keys = keys;
    }

    /** What an authenticator has to be told: the secret to type, and the same as a QR code, an SVG path in a square of {@code size} units. */
    public record Setup(String secret, String path, int size) {}

    private record Held(byte @Nullable [] secret, boolean on, long step) {}

    private Held held(long person) {
        return db.sql("select totp, totp_at is not null as is_on, totp_step from identity.person where id = ?")
                .param(person)
                .query((row, n) -> new Held(row.getBytes("totp"), row.getBoolean("is_on"), row.getLong("totp_step")))
                .optional()
                .orElse(new Held(null, false, 0));
    }

    /** Whether a code is asked after the password. */
    public boolean isOn(long person) {
        return held(person).on();
    }

    public int recoveryCodesLeft(long person) {
        return db.sql("select count(*) from identity.recovery_code where person = ? and used_at is null")
                .param(person)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** Makes a secret that counts once a code of it has been {@linkplain #confirm confirmed}. */
    @Transactional
    public Outcome<Boolean> begin(Person who) {
        int begun = db.sql("update identity.person set totp = ? where id = ? and totp_at is null")
                .params(desk.vault().lock(LABEL, HexFormat.of().formatHex(Totp.fresh())), who.id())
                .update();
        return begun == 1 ? Outcome.done(true) : Outcome.changedMeanwhile();
    }

    /** The secret that waits to be confirmed, if there is one. */
    public Optional<Setup> setup(Person who, String issuer) {
        Held held = held(who.id());
        if (held.secret() == null || held.on()) {
            return Optional.empty();
        }
        String secret = Totp.base32(open(held.secret()));
        String label = URLEncoder.encode(issuer + ":" + who.login(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        String uri = "otpauth://totp/" + label + "?secret=" + secret + "&issuer="
                + URLEncoder.encode(issuer, StandardCharsets.UTF_8).replace("+", "%20");
        BitMatrix dots = qr(uri);
        return Optional.of(new Setup(secret.replaceAll("(.{4})(?=.)", "$1 "), path(dots), dots.getWidth()));
    }

    /** The first right code turns the second step on; returns the recovery codes, which are shown once. */
    @Transactional
    public Outcome<List<String>> confirm(Person who, String typed) {
        Held held = held(who.id());
        if (held.secret() == null || held.on()) {
            return Outcome.changedMeanwhile();
        }
        OptionalLong step =
                Totp.match(open(held.secret()), digits(typed), desk.clock().instant(), held.step());
        if (step.isEmpty()) {
            return Outcome.invalid("code", "identity.code.wrong");
        }
        db.sql("update identity.person set totp_at = ?, totp_step = ? where id = ? and totp_at is null")
                .params(Sql.time(desk.clock().instant()), step.getAsLong(), who.id())
                .update();
        desk.tell("person.second-step-on", who.id(), who, Map.of());
        return Outcome.done(codes(who.id()));
    }

    /** Ten new recovery codes; the old ones are void. They are shown once. */
    @Transactional
    public Outcome<List<String>> newCodes(Person who) {
        if (!isOn(who.id())) {
            return Outcome.changedMeanwhile();
        }
        desk.tell("person.recovery-codes-made", who.id(), who, Map.of());
        return Outcome.done(codes(who.id()));
    }

    /** Turns it off; its owner (who has just given the password) or an administrator may. */
    @Transactional
    public Outcome<Boolean> turnOff(long person, Person by) {
        if (person != by.id() && !by.admin()) {
            return Outcome.notAllowed();
        }
        int off = db.sql("update identity.person set totp = null, totp_at = null where id = ? and totp is not null")
                .param(person)
                .update();
        if (off == 1) {
            db.sql("delete from identity.recovery_code where person = ?")
                    .param(person)
                    .update();
            desk.tell("person.second-step-off", person, by, Map.of());
        }
        return Outcome.done(off == 1);
    }

    /** Whether this is the code of the moment or a recovery code, not used before. Uses it. */
    @Transactional
    boolean accept(long person, String typed) {
        Held held = held(person);
        if (held.secret() == null || !held.on()) {
            return false;
        }
        String plain = digits(typed);
        if (plain.length() == 6) {
            OptionalLong step =
                    Totp.match(open(held.secret()), plain, desk.clock().instant(), held.step());
            return step.isPresent()
                    && db.sql("update identity.person set totp_step = :step where id = :id and totp_step < :step")
                                    .param("step", step.getAsLong())
                                    .param("id", person)
                                    .update()
                            == 1;
        }
        int used = db.sql(
                        "update identity.recovery_code set used_at = ? where person = ? and hash = ? and used_at is null")
                .params(Sql.time(desk.clock().instant()), person, hash(typed))
                .update();
        if (used == 1) {
            desk.tell("person.recovery-code-used", person, null, Map.of());
        }
        return used == 1;
    }

    private List<String> codes(long person) {
        db.sql("delete from identity.recovery_code where person = ?")
                .param(person)
                .update();
        List<String> fresh = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            String code = Totp.base32(Secrets.bytes(8))
                    .substring(0, 12)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("(.{4})(?=.)", "$1-");
            fresh.add(code);
            db.sql("insert into identity.recovery_code (person, hash) values (?, ?)")
                    .params(person, hash(code))
                    .update();
        }
        return fresh;
    }

    /** 60 bits are few enough to be tried out from a stolen table, so the hash takes a key that is not in it. */
    private byte[] hash(String code) {
        String plain = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", "");
        return Keys.hmac(keys.derive("recovery-codes"), plain.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] open(byte[] kept) {
        return HexFormat.of().parseHex(desk.vault().unlock(LABEL, kept));
    }

    private static String digits(String typed) {
        return typed.replaceAll("[\\s-]", "");
    }

    private static BitMatrix qr(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L));
        } catch (WriterException tooLong) {
            throw new IllegalStateException(tooLong);
        }
    }

    private static String path(BitMatrix dots) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                if (dots.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
